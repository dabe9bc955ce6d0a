// In Node, "solid-js" resolves to its server build, whose signals do not react. Tests of reactive code need the browser's build.

import { fileURLToPath } from "node:url";

const inSolid = (path: string): string => fileURLToPath(new URL(`../node_modules/solid-js/${path}`, import.meta.url));

export const BROWSER_SOLID = [
  { find: /^solid-js$/u, replacement: inSolid("dist/dev.js") },
  { find: /^solid-js\/web$/u, replacement: inSolid("web/dist/dev.js") },
  { find: /^solid-js\/store$/u, replacement: inSolid("store/dist/dev.js") },
];
