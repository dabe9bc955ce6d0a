import { expect, test } from "vitest";
import { err, ok } from "../src/base/result.ts";
import { parseArguments } from "./arguments.ts";

const KNOWN = ["wire.overhead", "wire.handshake", "shell.fonts", "shellfish"] as const;

test("no name means all figures", () => {
  expect(parseArguments([], KNOWN)).toEqual(ok({ names: KNOWN, jsonFile: null }));
});

test("names and groups select figures, each once, in the known order", () => {
  const parsed = parseArguments(["shell", "wire.handshake", "wire"], KNOWN);
  expect(parsed).toEqual(ok({ names: ["wire.overhead", "wire.handshake", "shell.fonts"], jsonFile: null }));
});

test("the file may stand anywhere, the last one counts", () => {
  const parsed = parseArguments(["--json", "a.json", "shellfish", "--json", "b.json"], KNOWN);
  expect(parsed).toEqual(ok({ names: ["shellfish"], jsonFile: "b.json" }));
});

test("unknown names and options and a missing file are refused", () => {
  expect(parseArguments(["wires"], KNOWN)).toEqual(err({ kind: "unknown-figure", name: "wires" }));
  expect(parseArguments(["--jsn", "a"], KNOWN)).toEqual(err({ kind: "unknown-option", option: "--jsn" }));
  expect(parseArguments(["--json"], KNOWN)).toEqual(err({ kind: "no-file" }));
  expect(parseArguments(["--json", "--all"], KNOWN)).toEqual(err({ kind: "no-file" }));
});
