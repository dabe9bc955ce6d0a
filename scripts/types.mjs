// `npm run types`: every TypeScript project, since each takes away the globals that its part does not have where it runs.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const compiler = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

for (const project of ["tsconfig.json", "tsconfig.window.json", "tsconfig.worker.json", "tsconfig.node.json"]) {
  const { status } = spawnSync(process.execPath, [compiler, "--project", project, "--pretty", "false"], { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error(`types: ${project} has errors`);
    process.exitCode = 1;
  }
}
