import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Of what ends before anything is installed or built. */
function start(args: readonly string[], env: Record<string, string> = {}) {
  const script = fileURLToPath(new URL("start.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8", env: { ...process.env, ...env } });
  return { status, stdout, stderr };
}

test("help is printed and nothing started", () => {
  const { status, stdout } = start(["--help"]);
  expect([status, stdout.includes("npm start -- --lan")]).toEqual([0, true]);
});

test("an argument that makes no sense is one clear line and a bad end", () => {
  for (const args of [["--wan"], ["--lan", "8080"]]) {
    const line = `The arguments are --lan and --ice=LIST, not "${args.at(-1)}". npm start -- --help says more.\n`;
    expect(start(args)).toEqual({ status: 1, stdout: "", stderr: line });
  }
});

test("--lan that npm has kept for itself is told, not ignored", () => {
  expect(start([], { npm_config_lan: "true" }).stderr).toBe("npm keeps --lan for itself that way; it is: npm start -- --lan\n");
});
