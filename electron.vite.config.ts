import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Packages that stay as they are in node_modules: native addons, and bundles too large to parse at every build. */
const external = [
  'better-sqlite3',
  '@duckdb/node-api',
  '@kusto/language-service-next',
  '@myriaddreamin/typst-ts-node-compiler',
];

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        // The engine and its language worker run in threads, which need a file of their own.
        input: {
          index: 'src/main/index.ts',
          engine: 'src/engine/server.ts',
          'language.worker': 'src/engine/kql/language.worker.ts',
        },
        external: external.flatMap((name) => [name, new RegExp(`^${name}/`)]),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    html: { cspNonce: '__CSP_NONCE__' },
    plugins: [react()],
    build: {
      minify: true,
      modulePreload: { polyfill: false },
      // The page comes from the disk, in one piece.
      chunkSizeWarningLimit: 4_000,
      // An inlined file would be a data: URL, which the content security policy refuses for all but images.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
});
