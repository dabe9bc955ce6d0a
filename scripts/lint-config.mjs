// Writes .oxlintrc.json from the tables below: `npm run lint:config` after a change, `--check` only compares.
// Generated because each rule must come from exactly one override for a file (of two that set it the later silently wins), and
// because the linter's patterns have no look-ahead: what a folder may import becomes the list of what it may not.

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const SRC_FOLDERS = [
  "app",
  "base",
  "bridge",
  "crypto",
  "editor",
  "imports",
  "items",
  "links",
  "log",
  "members",
  "model",
  "packs",
  "ports",
  "repeat",
  "replica",
  "storage",
  "sync",
  "ui",
  "versions",
  "wire",
];
const TOP_FOLDERS = ["bench", "e2e", "peer", "relay", "rooms", "scripts", "sim"];
const PURE_CORE = ["base", "wire", "crypto", "log", "items", "model", "members", "packs"];
const COMPONENT_PACKAGES = ["solid-js", "@kobalte/core", "@tanstack/solid-virtual", "lucide-solid"];
const EDITOR_PACKAGES = [
  "@tiptap/core",
  "@tiptap/extension-code-block",
  "@tiptap/extension-heading",
  "@tiptap/extension-link",
  "@tiptap/extension-list",
  "@tiptap/pm",
  "@tiptap/starter-kit",
  "@tiptap/y-tiptap",
];
const DRAG_PACKAGES = ["@atlaskit/pragmatic-drag-and-drop", "@atlaskit/pragmatic-drag-and-drop-auto-scroll"];

/**
 * @typedef {{ may: string[], types?: string[], tops?: string[], packages: string[], pure?: boolean, node?: boolean, face?: boolean }} Layer
 * @typedef {{ message: string, regex?: string, group?: string[], allowTypeImports?: boolean }} ImportPattern
 */

/**
 * What a folder may import: `may` names folders of src, `types` those of which only types, `tops` other top-level folders,
 * `packages` the dependencies. `pure`: no clock, randomness, timers, DOM, sockets or Node in it. `node`: Node's modules are allowed.
 * @type {Record<string, Layer>}
 */
const LAYERS = {
  "src/base": { may: [], packages: ["lib0"], pure: true },
  "src/wire": { may: ["base"], types: ["ports"], packages: ["lib0"], pure: true },
  "src/ports": { may: [], types: ["base", "wire", "log", "members"], packages: [], pure: true },
  "src/crypto": {
    may: ["base"],
    types: ["ports"],
    packages: ["@noble/ciphers", "@noble/curves", "@noble/hashes", "@noble/post-quantum"],
    pure: true,
  },
  "src/log": { may: ["base", "wire", "crypto"], types: ["ports"], packages: ["lib0"], pure: true },
  "src/members": { may: ["base", "wire", "crypto"], types: ["ports"], packages: ["lib0"], pure: true },
  "src/packs": { may: ["base", "wire", "crypto", "log"], types: ["ports"], packages: [], pure: true },
  "src/items": { may: ["base"], types: ["ports"], packages: ["yjs", "y-protocols", "lib0", "fractional-indexing"], pure: true },
  "src/model": { may: ["base", "items"], types: ["ports"], packages: [], pure: true },
  "src/bridge": {
    may: ["base", "items"],
    types: ["ports"],
    packages: ["yjs", "lib0", "markdown-it", "mdast-util-to-markdown"],
    pure: true,
  },
  "src/repeat": { may: ["base", "model"], packages: ["ical.js"], pure: true },
  "src/sync": { may: PURE_CORE, types: ["ports"], packages: [], pure: true },
  "src/replica": { may: [...PURE_CORE, "sync", "repeat"], types: ["ports"], packages: [], pure: true },
  "src/storage": { may: ["base", "wire", "crypto"], types: ["ports"], packages: [] },
  "src/links": { may: ["base", "wire"], types: ["ports"], packages: ["node-datachannel"] },
  "src/imports": { may: ["base", "items", "model"], packages: ["yjs", "lib0", "ical.js", "fflate"], pure: true },
  "src/versions": { may: ["base"], packages: [], pure: true },
  "src/editor": { may: ["base", "items"], packages: ["yjs", ...EDITOR_PACKAGES] },
  "src/app": {
    may: ["base", "model", "repeat", "ui", "versions", "editor", "imports", "bridge"],
    types: ["ports"],
    packages: [...COMPONENT_PACKAGES, ...DRAG_PACKAGES, "@solid-primitives/i18n", "@scure/bip39", "yjs", "y-websocket", "y-webrtc"],
    face: true,
  },
  "src/ui": { may: [], packages: [...COMPONENT_PACKAGES, "qr", "uqr"] },
  relay: {
    may: ["base", "wire", "crypto", "members", "links"],
    types: ["ports"],
    tops: ["rooms"],
    packages: ["ws", "libsql", "@peculiar/asn1-schema", "@peculiar/asn1-x509", "uqr"],
    node: true,
  },
  rooms: { may: ["base", "items"], tops: ["relay"], packages: ["ws", "lib0"], node: true },
  peer: {
    may: [...PURE_CORE, "sync", "replica", "storage", "links"],
    types: ["ports"],
    tops: ["relay"],
    packages: ["ws", "libsql"],
    node: true,
  },
  sim: { may: [...PURE_CORE, "sync", "replica", "storage", "links"], types: ["ports"], tops: ["relay"], packages: [], node: true },
  e2e: { may: [], tops: ["scripts"], packages: ["fflate", "libsql", "ws", "yjs", "y-websocket", "y-webrtc"], node: true },
};

const AMBIENT_GLOBALS = [
  "Date performance setTimeout clearTimeout setInterval clearInterval setImmediate queueMicrotask requestAnimationFrame",
  "requestIdleCallback window self document navigator location history localStorage sessionStorage indexedDB caches fetch",
  "XMLHttpRequest WebSocket EventSource BroadcastChannel RTCPeerConnection Worker SharedWorker postMessage process Buffer require",
  "console crypto",
].flatMap((line) => line.split(" "));

const PURE_MESSAGE = "A pure folder: clock, randomness, timers, DOM, sockets and Node come in as ports (src/ports).";
const TESTS = ["**/*.test.ts", "**/*.test.tsx", "**/*.suite.ts"];

/** @type {{ dependencies: Record<string, string> }} */
const manifest = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8"));
const dependencies = Object.keys(manifest.dependencies).sort();
/** @param {string[]} texts */
const alternatives = (texts) => texts.map((text) => text.replaceAll(".", "\\.")).join("|");

/** Folders in a layer, itself included: `src/app/tasks/x.tsx` lies two deep. */
const MAX_DEPTH = 3;

/**
 * The folders that a file `depth` deep in `folder` must not reach. Exact in the number of `../`, since a layer may hold a folder that is
 * named like another layer (src/app/sync).
 * @param {string} folder @param {Layer} layer @param {number} depth @param {string} message
 */
function foreignFolders(folder, { may, types = [], tops = [], face = false }, depth, message) {
  const own = folder.replace("src/", "");
  const inSrc = folder !== own;
  const up = `^(\\.\\./){${depth}}`;
  const toSrc = inSrc ? up : `${up}src/`;
  const reachable = [own, ...may, ...types, ...(face ? ["replica"] : [])];
  /** @type {ImportPattern[]} */
  const patterns = [
    { regex: `${toSrc}(${alternatives(SRC_FOLDERS.filter((name) => !reachable.includes(name)))})/`, message },
    { regex: `^(\\.\\./){${depth + 1}}`, message },
  ];
  if (!inSrc)
    patterns.push({ regex: `${up}(${alternatives(TOP_FOLDERS.filter((name) => name !== own && !tops.includes(name)))})/`, message });
  if (types.length > 0)
    patterns.push({ regex: `${toSrc}(${alternatives(types)})/`, message: `Types only: ${message}`, allowTypeImports: true });
  if (face) patterns.push({ group: ["**/replica/**", "!**/replica/face.ts", "!**/replica/face/**"], message });
  return patterns;
}

/** @param {string} folder @param {Layer} layer @param {number} depth */
function restrictedImports(folder, layer, depth) {
  const names = [...layer.may, ...(layer.types ?? []).map((name) => `${name} (types)`), ...(layer.tops ?? [])];
  const message = `${folder} may import ${names.join(", ") || "no other folder"} (scripts/lint-config.mjs).`;
  const strangers = dependencies.filter((name) => !layer.packages.includes(name));
  const patterns = [
    ...foreignFolders(folder, layer, depth, message),
    { regex: `^(${alternatives(strangers)})(/|$)`, message: `Not a package of ${folder} (scripts/lint-config.mjs).` },
  ];
  if (layer.node !== true) patterns.push({ regex: "^node:", message: `Node's modules do not belong in ${folder}.` });
  return ["error", { patterns }];
}

/** One override for each depth, and one that forbids what lies deeper. @param {string} folder @param {Layer} layer */
function importOverrides(folder, layer) {
  const overrides = [];
  for (let depth = 1; depth <= MAX_DEPTH; depth++) {
    const inside = `${folder}/${"*/".repeat(depth - 1)}`;
    const rules = { "no-restricted-imports": restrictedImports(folder, layer, depth) };
    overrides.push({ files: [`${inside}*.ts`, `${inside}*.tsx`], excludeFiles: TESTS, rules });
  }
  const deeper = `${folder}/${"*/".repeat(MAX_DEPTH)}**/`;
  const message = `Folders are at most ${MAX_DEPTH} deep in ${folder}.`;
  const rules = { "no-restricted-imports": ["error", { patterns: [{ regex: ".", message }] }] };
  overrides.push({ files: [`${deeper}*.ts`, `${deeper}*.tsx`], rules });
  return overrides;
}

/** @param {string[]} folders @param {string[]} names the globals they must not use */
function pureOverride(folders, names) {
  const properties = [
    ["Math", "random"],
    ["crypto", "getRandomValues"],
    ["crypto", "randomUUID"],
  ];
  return {
    files: folders.flatMap((folder) => [`${folder}/**/*.ts`, `${folder}/**/*.tsx`]),
    excludeFiles: TESTS,
    rules: {
      "no-restricted-globals": ["error", { globals: names.map((name) => ({ name, message: PURE_MESSAGE })), checkGlobalObject: true }],
      "no-restricted-properties": ["error", ...properties.map(([object, property]) => ({ object, property, message: PURE_MESSAGE }))],
    },
  };
}

/** What makes elements of text. */
const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "parseHTMLUnsafe", "createContextualFragment", "srcdoc"];

const pureFolders = Object.keys(LAYERS).filter((folder) => LAYERS[folder]?.pure === true);
const purityOverrides = [
  pureOverride(
    pureFolders.filter((folder) => folder !== "src/crypto"),
    AMBIENT_GLOBALS,
  ),
  // WebCrypto's subtle is pure; its randomness is not.
  pureOverride(
    ["src/crypto"],
    AMBIENT_GLOBALS.filter((name) => name !== "crypto"),
  ),
];

const testOverride = {
  files: TESTS,
  rules: {
    // A describe block is a function.
    "max-lines-per-function": "off",
    "no-restricted-imports": ["error", { patterns: [{ regex: "^(\\.\\./)+e2e/", message: "e2e is a black box around everything else." }] }],
  },
};

// What breaks Solid's reactivity without an error anywhere else.
const solidOverride = {
  files: ["src/**/*.tsx", "src/app/**/*.ts", "src/ui/**/*.ts"],
  rules: Object.fromEntries(
    [
      ["components-return-once", "event-handlers", "jsx-no-duplicate-props", "jsx-no-script-url", "no-array-handlers", "no-destructure"],
      ["no-innerhtml", "no-react-deps", "no-react-specific-props", "reactivity", "style-prop", "no-unknown-namespaces"],
    ]
      .flat()
      .map((name) => [`solid/${name}`, "error"]),
  ),
};

const toolOverride = {
  files: ["*.config.ts", "scripts/**"],
  rules: {
    // Tools load configurations by their default export.
    "import/no-default-export": "off",
  },
};

const scriptOverride = {
  files: ["**/*.mjs"],
  rules: {
    // Plain JavaScript, checked by its JSDoc types: what JSON.parse gives is typed where it is assigned.
    "typescript/no-unsafe-assignment": "off",
  },
};

const config = {
  $schema: "./node_modules/oxlint/configuration_schema.json",
  plugins: ["typescript", "unicorn", "oxc", "import", "promise", "vitest"],
  jsPlugins: ["eslint-plugin-solid"],
  categories: { correctness: "error", suspicious: "error" },
  options: { typeAware: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: ["dist", "dist-node", "data", "test-results", "e2e/peers", "bench/bench-data.mjs"],
  rules: {
    // A flat switch over a union is one decision, however many cases the union has.
    complexity: ["error", { max: 10, variant: "modified" }],
    "max-lines": ["error", { max: 400 }],
    "max-lines-per-function": ["error", { max: 60 }],
    eqeqeq: "error",
    "no-console": "off",
    // Names set by the build look like __BUILD_ID__.
    "no-underscore-dangle": "off",
    "no-eval": "error",
    "no-implied-eval": "error",
    "no-new-func": "error",
    // The pure folders, which have no page, restrict others in their place.
    "no-restricted-properties": ["error", ...MARKUP.map((property) => ({ property, message: "Text is text: nothing is made of markup." }))],
    "no-var": "error",
    "prefer-const": "error",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "import/extensions": "off",
    "import/no-unassigned-import": "off",
    // fast-check is used as `fc.property`.
    "import/no-named-as-default-member": "off",
    "typescript/consistent-type-imports": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/no-unsafe-argument": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/no-unsafe-type-assertion": "error",
    "typescript/return-await": "error",
    "typescript/strict-boolean-expressions": "off",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    // The compiler's noImplicitReturns says the same and knows the types.
    "typescript/consistent-return": "off",
    // Objects are made of closures here; methods of ports are passed on as functions.
    "typescript/unbound-method": "off",
    "unicorn/no-array-sort": "off",
    // A Result is narrowed before it is looked into.
    "vitest/no-conditional-expect": "off",
  },
  overrides: [
    ...Object.entries(LAYERS).flatMap(([folder, layer]) => importOverrides(folder, layer)),
    ...purityOverrides,
    solidOverride,
    testOverride,
    toolOverride,
    scriptOverride,
    // What looks at pages from outside reads their markup.
    { files: ["e2e/**/*.ts"], rules: { "no-restricted-properties": "off" } },
  ],
};

const path = resolve(root, ".oxlintrc.json");
// One line for each override: there are many, and they are read by nobody.
const { overrides, ...rest } = config;
const overrideLines = overrides.map((override) => `    ${JSON.stringify(override)}`).join(",\n");
const text = `${JSON.stringify(rest, null, 2).slice(0, -2)},\n  "overrides": [\n${overrideLines}\n  ]\n}\n`;
if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  console.error("lint: .oxlintrc.json is not what scripts/lint-config.mjs makes. Run: npm run lint:config");
  process.exitCode = 1;
}
