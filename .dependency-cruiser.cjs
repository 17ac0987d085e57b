/**
 * The import directions of ARCHITECTURE.md, enforced at error.
 * `test/integration/importDirections.test.ts` proves that each rule fails on a forbidden import.
 */
const layer = (name) => `^src/${name}/`;
const forbidPaths = (from, allowed) => ({
  name: `${from}-imports-only-${allowed.join('-and-') || 'itself'}`,
  severity: 'error',
  from: { path: layer(from) },
  to: { path: '^src/', pathNot: [from, ...allowed].map(layer) },
});

/** Each npm package is filed under the one folder that may import it. */
const packageHomes = {
  zod: 'shared|engine|auth|main|cli',
  'better-sqlite3': 'engine/(casefile|search)',
  '@duckdb/node-api': 'engine/(kql|logs)',
  '@kusto/language-service-next': 'engine/kql',
  '@myriaddreamin/typst-ts-node-compiler': 'engine/report',
  yaml: 'engine/playbook',
  'age-encryption': 'engine/exchange',
  yauzl: 'engine/exchange',
  yazl: 'engine/exchange',
  '@azure/core-rest-pipeline': 'auth|engine/(azureResources|logs/azure)',
  '@azure/monitor-query': 'engine/logs/azure',
  'azure-kusto-data': 'engine/logs/adx',
  '@azure/msal-node': 'auth',
  commander: 'cli',
  electron: 'main|preload',
  react: 'renderer',
  'react-dom': 'renderer',
  '@fluentui/[^/]+': 'renderer',
  'ag-grid-(react|community)': 'renderer/ui',
  '@codemirror/[^/]+': 'renderer/ui/kql',
  '@tanstack/react-query': 'renderer',
};

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    forbidPaths('core', []),
    forbidPaths('shared', ['core']),
    forbidPaths('preload', ['shared']),
    forbidPaths('renderer', ['core', 'shared']),
    forbidPaths('engine', ['core', 'shared']),
    forbidPaths('auth', ['core', 'shared']),
    {
      name: 'main-and-cli-reach-the-engine-through-its-client',
      severity: 'error',
      from: { path: '^src/(main|cli)/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/client\\.ts$' },
    },
    {
      name: 'main-and-cli-never-import-each-other-or-the-page',
      severity: 'error',
      from: { path: '^src/(main|cli)/' },
      to: { path: '^src/(main|cli|preload|renderer)/', pathNot: '^src/$1/' },
    },
    {
      name: 'renderer-features-are-siblings-that-do-not-meet',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'kql-is-a-library-of-its-own',
      severity: 'error',
      from: { path: '^src/engine/kql/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/kql/' },
    },
    {
      name: 'core-and-shared-are-free-of-the-platform',
      severity: 'error',
      from: { path: '^src/(core|shared)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-imports-no-package',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules' },
    },
    {
      name: 'the-page-is-free-of-node',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    ...Object.entries(packageHomes).map(([name, home]) => ({
      name: `${name.replace(/[^a-z0-9]+/g, '-')}-is-filed-under-${home.replace(/[^a-z]+/g, '-').replace(/-$/, '')}`,
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${home})/` },
      to: { path: `node_modules/${name}/` },
    })),
    {
      name: 'every-package-is-filed',
      comment: 'A package used in src must have a home in packageHomes. Tests and their testX.ts neighbours are free.',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.test|/test[A-Z]\\w*)\\.tsx?$' },
      to: {
        path: 'node_modules/',
        pathNot: Object.keys(packageHomes)
          .map((name) => `node_modules/${name}/`)
          .concat('node_modules/@types/'),
        dependencyTypesNot: ['core'],
      },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
