import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], testTimeout: number) => ({
  test: { name, include, environment: 'node', testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  test: {
    // Vitest itself would leave one processor idle, half of a machine that has two: what coordinates the workers has little to do.
    maxWorkers: '100%',
    projects: [
      project('unit', ['src/**/*.test.ts', 'src/**/*.test.tsx'], 120_000),
      project('conformance', ['test/conformance/**/*.test.ts'], 120_000),
      project('integration', ['test/integration/**/*.test.ts'], 180_000),
    ],
  },
});
