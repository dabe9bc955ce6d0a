// `npm run screens -- --out DIR`: pictures of every screen, in phone, narrow and desktop width, light and dark, in English, German and a longer
// language made for tests, with text of twice the size, and in forced colours. Ends with 1 when something is wider than its screen or cut off
// (the rules: e2e/screens/layout-faults.ts).

import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { out: { type: "string", default: "test-results/screens" }, only: { type: "string" } } });
const folder = resolve(values.out);

ensureBuilt("app");
ensureBuilt("node");
const args = [
  "test",
  "--config",
  join(root, "e2e/screens/playwright.config.ts"),
  ...(values.only === undefined ? [] : ["--grep", values.only]),
];
const { status } = spawnSync(process.execPath, [join(root, "node_modules/@playwright/test/cli.js"), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, SCREENS_OUT: folder },
});
console.log(status === 0 ? `Pictures are in ${folder}.` : `Something is cut off or too wide; pictures are in ${folder}.`);
process.exitCode = status ?? 1;
