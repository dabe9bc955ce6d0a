// A linter that silently checks nothing looks like clean code. Here small offending files are linted with the project's own
// configuration, in a folder of their own, and each must be rejected by the rule meant for it.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

type Offence = readonly [file: string, rule: string, source: string];

const CLEAN = "export const x = 1;\nexport type X = 1;\n";
const TARGETS = [
  "src/base/x.ts",
  "src/ports/x.ts",
  "src/storage/x.ts",
  "src/app/x.ts",
  "src/app/storage/x.ts",
  "src/replica/x.ts",
  "src/replica/face.ts",
  "relay/x.ts",
];

const imports = (source: string): string => `import { x } from "${source}";\nexport const y = x;\n`;
const uses = (expression: string): string => `export const y = (): unknown => ${expression};\n`;

const OFFENCES: readonly Offence[] = [
  ["src/base/a.ts", "no-restricted-imports", imports("../storage/x.ts")],
  ["src/wire/a.ts", "no-restricted-imports", imports("yjs")],
  ["src/crypto/a.ts", "no-restricted-imports", imports("../storage/x.ts")],
  ["src/log/a.ts", "no-restricted-imports", imports("node:fs")],
  ["src/log/deep/a.ts", "no-restricted-imports", imports("../../app/x.ts")],
  ["src/log/deep/er/a.ts", "no-restricted-imports", imports("../../../app/x.ts")],
  ["src/log/deep/er/still/a.ts", "no-restricted-imports", imports("../../../../base/x.ts")],
  ["src/log/e.ts", "no-restricted-imports", imports("../../relay/x.ts")],
  ["src/app/sync/a.ts", "no-restricted-imports", imports("../../storage/x.ts")],
  ["src/log/b.ts", "no-restricted-imports", `export const y = import("../app/x.ts");\n`],
  ["src/log/c.ts", "no-restricted-imports", `export { x } from "../app/x.ts";\n`],
  ["src/log/d.ts", "no-restricted-imports", imports("../ports/x.ts")],
  ["src/members/a.ts", "no-restricted-imports", imports("../replica/x.ts")],
  ["src/items/a.ts", "no-restricted-imports", imports("libsql")],
  ["src/packs/a.ts", "no-restricted-imports", imports("../items/x.ts")],
  ["src/model/a.ts", "no-restricted-imports", imports("yjs")],
  ["src/sync/a.ts", "no-restricted-imports", imports("../storage/x.ts")],
  ["src/replica/a.ts", "no-restricted-imports", imports("../storage/x.ts")],
  ["src/ports/a.ts", "no-restricted-imports", imports("../base/x.ts")],
  ["src/storage/a.ts", "no-restricted-imports", imports("../replica/x.ts")],
  ["src/links/a.ts", "no-restricted-imports", imports("../storage/x.ts")],
  ["src/app/a.ts", "no-restricted-imports", imports("../replica/x.ts")],
  ["src/ui/a.ts", "no-restricted-imports", imports("../app/x.ts")],
  ["relay/a.ts", "no-restricted-imports", imports("../src/replica/x.ts")],
  ["relay/b.ts", "no-restricted-imports", imports("yjs")],
  ["sim/a.ts", "no-restricted-imports", imports("../src/app/x.ts")],
  ["e2e/a.ts", "no-restricted-imports", imports("../src/base/x.ts")],
  ["src/items/b.ts", "no-restricted-globals", uses("Date.now()")],
  ["src/model/b.ts", "no-restricted-globals", uses("new Date()")],
  ["src/sync/b.ts", "no-restricted-globals", uses("performance.now()")],
  ["src/replica/b.ts", "no-restricted-globals", uses("globalThis.setTimeout")],
  ["src/wire/b.ts", "no-restricted-globals", uses("crypto.randomUUID()")],
  ["src/members/b.ts", "no-restricted-globals", uses("process.env")],
  ["src/base/b.ts", "no-restricted-properties", uses("Math.random()")],
  ["src/crypto/b.ts", "no-restricted-properties", uses("crypto.getRandomValues(new Uint8Array(1))")],
  ["src/app/markup-a.ts", "no-restricted-properties", 'export const y = (z: Element): void => void (z.innerHTML = "");\n'],
  ["src/ui/markup-b.ts", "no-restricted-properties", 'export const y = (z: Element): void => z.insertAdjacentHTML("beforeend", "");\n'],
  ["src/editor/markup-c.ts", "no-restricted-properties", "export const y = (z: Element): string => z.outerHTML;\n"],
  ["src/app/markup-d.tsx", "no-innerhtml", "export const Y = (props: { z: string }) => <b innerHTML={props.z} />;\n"],
  ["src/app/evaluated-a.ts", "no-eval", "export const y = (z: string): unknown => eval(z);\n"],
  ["src/app/evaluated-b.ts", "no-new-func", "export const y = (z: string): unknown => new Function(z);\n"],
  ["src/ui/card.tsx", "no-destructure", "export const Card = ({ title }: { title: string }) => <b>{title}</b>;\n"],
  [
    "src/app/page.tsx",
    "reactivity",
    "export function Page(props: { title: string }) {\n  const { title } = props;\n  return <b>{title}</b>;\n}\n",
  ],
  ["src/storage/cycle-a.ts", "no-cycle", `import { b } from "./cycle-b.ts";\nexport const a = (): unknown => b;\n`],
  ["src/storage/cycle-b.ts", "no-cycle", `import { a } from "./cycle-a.ts";\nexport const b = (): unknown => a;\n`],
  ["src/storage/long.ts", "max-lines", `export const y = [\n${"  1,\n".repeat(400)}];\n`],
  ["src/storage/function.ts", "max-lines-per-function", `export function y(): void {\n${"  void 0;\n".repeat(60)}}\n`],
  ["src/storage/branches.ts", "complexity", `export const y = (n: number): number => ${"n > 1 ? 1 : ".repeat(10)}0;\n`],
  ["src/storage/any.ts", "no-explicit-any", "export const y = (z: any): unknown => z;\n"],
  ["src/storage/non-null.ts", "no-non-null-assertion", "export const y = (z: number | null): number => z!;\n"],
  ["src/storage/default.ts", "no-default-export", "export default 1;\n"],
  ["src/storage/unsafe.ts", "no-unsafe-type-assertion", "export const y = (z: unknown): string => z as string;\n"],
  ["src/storage/floating.ts", "no-floating-promises", "export function y(z: Promise<void>): void {\n  z;\n}\n"],
];

const ALLOWED: readonly (readonly [file: string, source: string])[] = [
  [
    "src/log/allowed.ts",
    `import type { X } from "../ports/x.ts";\nimport { x } from "../base/x.ts";\nexport const y: X = x === 1 ? 1 : x;\n`,
  ],
  ["src/app/allowed.ts", imports("../replica/face.ts")],
  ["src/app/shell/allowed.ts", imports("../storage/x.ts")],
  ["src/app/shell/face-allowed.ts", imports("../../replica/face.ts")],
  ["relay/allowed.ts", imports("../src/base/x.ts")],
];

/** A line of the linter's "unix" format: `file:line:column: message [Error/plugin(rule)]`. */
const REPORT_LINE = /^(?<file>[^:]+):\d+:\d+: .*\[\w+\/[\w-]+\((?<rule>[\w-]+)\)\]$/gmu;

let folder = "";
const rulesByFile = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "daybook-lint-"));
  for (const name of [".oxlintrc.json", "tsconfig.json", "tsconfig.base.json"]) cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, ".gitignore"), "node_modules\n");
  const files = [
    ...TARGETS.map((file) => [file, CLEAN] as const),
    ...OFFENCES.map(([file, , source]) => [file, source] as const),
    ...ALLOWED,
  ];
  for (const [file, source] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), source);
  }
  const linter = join(root, "node_modules/oxlint/bin/oxlint");
  const run = spawnSync(process.execPath, [linter, "--format=unix"], { cwd: folder, encoding: "utf8" });
  for (const { groups } of run.stdout.matchAll(REPORT_LINE)) {
    if (groups?.["file"] === undefined || groups["rule"] === undefined) continue;
    rulesByFile.set(groups["file"], [...(rulesByFile.get(groups["file"]) ?? []), groups["rule"]]);
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(OFFENCES)("the linter rejects %s by %s", (file, rule) => {
  expect(rulesByFile.get(file) ?? []).toContain(rule);
});

test.each([...TARGETS.map((file) => [file] as const), ...ALLOWED.map(([file]) => [file] as const)])("the linter accepts %s", (file) => {
  expect(rulesByFile.get(file) ?? []).toEqual([]);
});
