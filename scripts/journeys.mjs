// `npm run journeys -- [FILE ...]`: all browser tests in full size, with those that `npm test` has no time for (e2e/size.ts). Arguments are Playwright's.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const args = ["test", "--config", join(root, "e2e/playwright.config.ts"), ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [join(root, "node_modules/@playwright/test/cli.js"), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, JOURNEYS: "full" },
});
process.exitCode = status ?? 1;
