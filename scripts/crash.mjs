// `npm run crash -- --kills N --seed S`: kills a browser at random moments of a write load and looks each time whether everything that the app called
// saved is there (e2e/crash/kill-rounds.ts).

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { kills: { type: "string", default: "60" }, seed: { type: "string", default: "1" } } });

ensureBuilt("app");
ensureBuilt("node");
const args = ["test", "--config", join(root, "e2e/crash/playwright.config.ts")];
const { status } = spawnSync(process.execPath, [join(root, "node_modules/@playwright/test/cli.js"), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, CRASH_KILLS: values.kills, CRASH_SEED: values.seed },
});
process.exitCode = status ?? 1;
