import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeParts } from "./small-parts.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "daybook-parts-"));
  mkdirSync(join(folder, "assets"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const FILES: Readonly<Record<string, string>> = {
  "index.html": "<p>",
  "assets/b.css": 'p { content: "ü" }',
  "assets/a.js": "export const a = `\\u2028`;\n",
  "assets/large.js": "/".repeat(64 * 1024),
  "assets/font.woff2": "wOF2",
};

function write(files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return writeParts(folder, Object.keys(files));
}

test("small scripts and styles are in one file, to the last byte; pages, fonts and what is large are not", () => {
  const parts: unknown = JSON.parse(readFileSync(join(folder, write(FILES)), "utf8"));
  expect(parts).toEqual({ "assets/a.js": FILES["assets/a.js"], "assets/b.css": FILES["assets/b.css"] });
});

test("its name is another one as soon as one of them is", () => {
  const path = write(FILES);
  expect(write(FILES)).toBe(path);
  expect(write({ ...FILES, "assets/a.js": "export const a = 1;" })).not.toBe(path);
});
