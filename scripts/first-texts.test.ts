// What the window says from its start on must be among the first texts: the others come with the parts that are loaded later (src/app/texts/lazy-part.ts).

import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { laterTexts } from "../src/app/texts/en/later.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const STATIC_IMPORT = /^(?:import|export)\s+(?!type\b)[^;]*?from\s+"(\.[^"]+)"|^import\s+"(\.[^"]+)"/gmu;
/** A text's name, or the beginning of one that a template ends. */
const NAME = /"([a-z][A-Za-z]*\.[A-Za-z0-9.-]+)"|`([a-z][A-Za-z]*\.[A-Za-z0-9.-]*)(?:`|\$\{)/gu;

/** The modules that are there when `file` is, itself included. */
function loadedWith(file: string, found: Set<string>): ReadonlySet<string> {
  if (found.has(file) || !/\.tsx?$/u.test(file) || !existsSync(file)) return found;
  found.add(file);
  for (const [, from, alone] of readFileSync(file, "utf8").matchAll(STATIC_IMPORT))
    loadedWith(resolve(dirname(file), from ?? alone ?? ""), found);
  return found;
}

function latersSaidBy(file: string): readonly string[] {
  const later = Object.keys(laterTexts);
  return [...readFileSync(file, "utf8").matchAll(NAME)].flatMap(([, whole, beginning]) =>
    later.filter((key) => key === whole || (beginning !== undefined && key.startsWith(beginning))),
  );
}

const start = [...loadedWith(resolve(root, "src/main.tsx"), new Set())].map((file) => relative(root, file));

test("what is loaded at the start says none of the later texts", () => {
  expect(start.length).toBeGreaterThan(100);
  expect(start).not.toContain("src/app/texts/en/later.ts");
  const said = start.flatMap((file) => latersSaidBy(resolve(root, file)).map((key) => `${file}: ${key}`));
  expect(said).toEqual([]);
});

test("a later text that is said is found", () => {
  expect(latersSaidBy(resolve(root, "src/app/diagnosis/diagnosis-sheet.tsx")).length).toBeGreaterThan(0);
});

test("whatever is shown later is loaded with all texts", () => {
  const lazies = start.filter((file) => /\blazy\(/u.test(readFileSync(resolve(root, file), "utf8")));
  expect(lazies).toEqual(["src/app/texts/lazy-part.ts"]);
});
