import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesToHex } from "./bytes.ts";
import { label, LABELS } from "./labels.ts";

test("the labels are those of PROTOCOL.md", () => {
  const protocol = readFileSync(new URL("../wire/PROTOCOL.md", import.meta.url), "utf8");
  const stated = Array.from(protocol.matchAll(/label\("([a-z ]+)"\)/g), ([, name]) => name).filter((name) => name !== "x");
  expect(new Set(stated)).toEqual(new Set(LABELS));
});

test("a label is its length and its text", () => {
  expect(bytesToHex(label("log"))).toBe(`0d${Buffer.from("daybook/1 log").toString("hex")}`);
  expect(new Set(LABELS.map((name) => bytesToHex(label(name)))).size).toBe(LABELS.length);
});
