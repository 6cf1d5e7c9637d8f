// Keeps imports running one way. The table says, for each folder of src/, which folders it may import and which
// packages; everything else is a complaint. Tests and command-line entries are free. `npm run check` runs it.

import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseSync } from 'vite';

/**
 * @typedef {object} Layer
 * @property {string[]} [values] folders it may import values and types from; its own is always among them
 * @property {string[]} [types] folders it may only `import type` from
 * @property {string[]} [packages] packages it may import
 */

const belowSim = ['kernel', 'protocol', 'protocol/config', 'engine', 'scenario', 'view'];

/** @type {Record<string, Layer>} A file belongs to the longest key that its path starts with. */
export const layers = {
  kernel: { packages: ['crc-32'] },
  'protocol/config': { values: ['kernel'] },
  protocol: { values: ['kernel', 'protocol/config'], packages: ['fflate', 'fzstd', 'snappyjs'] },
  engine: { values: ['kernel', 'protocol', 'protocol/config'] },
  scenario: { values: ['kernel', 'protocol/config'], types: ['engine'], packages: ['valibot', 'fflate'] },
  view: { types: ['kernel'] },
  i18n: { values: ['kernel', 'view'], types: ['scenario'], packages: ['@fontsource-variable'] },
  sim: { values: belowSim },
  worker: { values: [...belowSim, 'sim'] },
  lessons: { values: ['scenario'], types: ['view'] },
  scene: { values: ['kernel', 'view', 'i18n'], packages: ['d3'] },
  ui: {
    values: ['kernel', 'scene', 'i18n', 'lessons', 'scenario', 'view', 'protocol/config'],
    types: ['worker'],
    packages: ['react', 'react-dom', 'zustand', '@fontsource-variable'],
  },
  // src/main.tsx puts the page together: the one place that starts the workers.
  '': {
    values: ['ui', 'scene', 'i18n', 'lessons', 'scenario', 'view', 'worker'],
    packages: ['react', 'react-dom', '@fontsource-variable'],
  },
};

/** Command-line entries read files and print: they may import anything. */
const commandLine = [/^src\/sim\/cli[^/]*\.ts$/, /^src\/sim\/bench[^/]*\.ts$/, /^src\/sim\/vectors\//];

const free = [/\.spec\.tsx?$/, /\.d\.ts$/, ...commandLine];

/** Movement belongs to scene/motion and the one frame loop, so that pause, seek and reduced motion hold. */
const d3Movers = ['transition', 'active', 'interrupt', 'timer', 'timerFlush', 'timeout', 'interval'];

/**
 * @typedef {{ path: string, line: number, message: string }} Complaint
 * @typedef {{ specifier: string, names: string[], typeOnly: boolean, line: number }} Import
 * @param {Map<string, string>} files text by path, as in 'src/kernel/prng.ts'
 * @returns {Complaint[]}
 */
export function complaints(files) {
  /** @type {Complaint[]} */
  const found = [];
  /** @type {Map<string, Import[]>} */
  const graph = new Map();
  for (const [path, text] of files) {
    const imports = importsOf(path, text);
    graph.set(path, imports);
    if (free.some((pattern) => pattern.test(path))) continue;
    for (const entry of imports) {
      const message = complaintAbout(path, entry);
      if (message) found.push({ path, line: entry.line, message });
    }
    if (layerOf(path) === 'scene') found.push(...transitionCalls(path, text));
  }
  for (const path of graph.keys()) {
    if (!/^src\/scene\/.*\.worker\.ts$/.test(path)) continue;
    const chain = chainTo('d3', path, graph);
    if (chain) {
      found.push({ path, line: 1, message: `the painter worker must do without d3: ${chain.join(' -> ')}` });
    }
  }
  return found;
}

/**
 * @param {string} path
 * @param {Import} entry
 * @returns {string | undefined}
 */
function complaintAbout(path, { specifier, names, typeOnly }) {
  const from = layerOf(path);
  const layer = layers[from];
  if (!layer)
    return `src/${from}/ is not in the table of scripts/check-imports.mjs: say there what it may import`;
  const name = from || 'main';

  if (!specifier.startsWith('.')) {
    const allowed = layer.packages ?? [];
    if (specifier.startsWith('d3-transition')) return 'no d3-transition: move things with scene/motion.ts';
    if (!allowed.some((each) => specifier === each || specifier.startsWith(`${each}/`))) {
      return `${name} may not import '${specifier}'; its packages: ${list(allowed)}`;
    }
    const mover = specifier === 'd3' && names.find((each) => d3Movers.includes(each));
    if (mover) return `no d3 ${mover}: move things with scene/motion.ts, in the one frame loop`;
    return undefined;
  }

  const target = resolve(path, specifier);
  if (!target.startsWith('src/')) return `'${specifier}' leaves src/`;
  if (!/\.\w+$/.test(target)) return `write the file's extension: '${specifier}.ts'`;
  const to = layerOf(target);
  if (to === from || (layer.values ?? []).includes(to)) return undefined;
  if ((layer.types ?? []).includes(to)) {
    return typeOnly ? undefined : `${name} may take only types from ${to || 'main'}: write 'import type'`;
  }
  const types = (layer.types ?? []).map((each) => `types of ${each}`);
  return `${name} may not import ${to || 'main'}; it may import ${list([...(layer.values ?? []), ...types])}`;
}

/** @param {string} path 'src/engine/log/unified-log.ts' -> 'engine'; a file of src/ itself -> '' */
function layerOf(path) {
  const folders = posix.dirname(path).split('/').slice(1);
  const deepest = `${folders[0]}/${folders[1]}`;
  return deepest in layers ? deepest : (folders[0] ?? '');
}

/**
 * @param {string} from
 * @param {string} specifier
 */
function resolve(from, specifier) {
  return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
}

/** @param {string[]} items */
function list(items) {
  return items.length ? items.join(', ') : 'none';
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {Import[]}
 */
function importsOf(path, text) {
  const { module, errors } = parseSync(path, text);
  if (errors.length) return []; // tsc and Biome say it better
  /** @param {number} offset */
  const lineAt = (offset) => text.slice(0, offset).split('\n').length;
  /** @type {Import[]} */
  const imports = [];
  for (const { moduleRequest, entries, start } of module.staticImports) {
    imports.push({
      specifier: moduleRequest.value,
      names: entries.map(({ importName }) => importName.name ?? ''),
      // `import type` leaves nothing at run time; so does an import whose every name says `type`.
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
      line: lineAt(start),
    });
  }
  for (const { entries, start } of module.staticExports) {
    for (const { moduleRequest, importName, isType } of entries) {
      if (!moduleRequest) continue;
      const names = [importName.name ?? ''];
      imports.push({ specifier: moduleRequest.value, names, typeOnly: isType, line: lineAt(start) });
    }
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const literal = /^(['"`])([^'"`$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[2])
      imports.push({ specifier: literal[2], names: [], typeOnly: false, line: lineAt(start) });
  }
  return imports;
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {Complaint[]}
 */
function transitionCalls(path, text) {
  return text.split('\n').flatMap((line, index) => {
    if (!/\.transition\(/.test(line)) return [];
    return [
      { path, line: index + 1, message: 'no selection.transition(): move things with scene/motion.ts' },
    ];
  });
}

/**
 * The shortest way from a file to a package by imports that exist at run time.
 * @param {string} target
 * @param {string} start
 * @param {Map<string, Import[]>} graph
 * @returns {string[] | undefined}
 */
function chainTo(target, start, graph) {
  const chains = [[start]];
  const seen = new Set([start]);
  for (const chain of chains) {
    const path = /** @type {string} */ (chain.at(-1));
    for (const { specifier, typeOnly } of graph.get(path) ?? []) {
      if (typeOnly) continue;
      if (specifier === target || specifier.startsWith(`${target}/`)) return [...chain, specifier];
      const next = specifier.startsWith('.') ? resolve(path, specifier) : specifier;
      if (seen.has(next)) continue;
      seen.add(next);
      chains.push([...chain, next]);
    }
  }
  return undefined;
}

/** @returns {Map<string, string>} */
function sourceFiles() {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const paths = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path));
  return new Map(paths.map((path) => [path, readFileSync(root + path, 'utf8')]));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = sourceFiles();
  const found = complaints(files);
  for (const { path, line, message } of found) console.error(`${path}:${line}: ${message}`);
  console.log(`imports: ${files.size} files, ${found.length} complaints`);
  process.exit(found.length ? 1 : 0);
}
