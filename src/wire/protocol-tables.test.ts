// PROTOCOL.md is the specification: its tables are read here and held against the code, so that neither drifts from the other.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { encodeFrame } from "./frame-codec.ts";
import { FRAME_VECTORS } from "./frame.suite.ts";
import { MAX_FRAME_BYTES, MAX_FRAME_BYTES_BEFORE_AUTH, MAX_PAGE_BYTES, MAX_VERSION_ENTRIES } from "./limits.ts";
import { MEET_CLOSE_REASONS } from "./meet-frames.ts";
import { REMINDERS_KEPT } from "./reminder-frames.ts";
import { ANSWER_CODES, REFUSAL_REASONS } from "./sync-frames.ts";
import { WIRE_ERRORS, closeCodeOf, isWireError, wireErrorOfCloseCode, wireErrorOfCode } from "./wire-error.ts";

const specification = readFileSync(new URL("PROTOCOL.md", import.meta.url), "utf8");

/** Rows of the tables whose first column holds a number written `0x..`; cells trimmed. */
function rowsOfTable(header: string): readonly (readonly string[])[] {
  const start = specification.indexOf(header);
  if (start < 0) throw new Error(`PROTOCOL.md has no table ${header}`);
  const lines = specification.slice(start).split("\n").slice(2);
  const end = lines.findIndex((line) => !line.startsWith("|"));
  return lines.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const nameInCode = (name: string): string => name.replaceAll(" ", "-");

const number = (value: number): string => value.toLocaleString("en-US");

/** `1 done, 2 declined` and the like, as found after `start` in the text. */
function numberedList(start: string, end: string): readonly string[] {
  const from = specification.indexOf(start);
  if (from < 0) throw new Error(`PROTOCOL.md does not say ${start}`);
  const text = specification.slice(from + start.length, specification.indexOf(end, from));
  return text.split(",").map((part) => part.trim());
}

describe("PROTOCOL.md", () => {
  test("has the frames of the code, with their type bytes", () => {
    const specified = rowsOfTable("| type | frame | from | fields |").map(([code = "", name = ""]) => [nameInCode(name), Number(code)]);
    const implemented = FRAME_VECTORS.map(({ frame }) => [frame.type, encodeFrame(frame)[0]]);
    expect(Object.fromEntries(implemented)).toEqual(Object.fromEntries(specified));
  });

  test("has the errors of the code, with their codes and classes", () => {
    const specified = rowsOfTable("| code | error | class | meaning |").map(([code, name = "", errorClass]) => [
      nameInCode(name),
      { code: Number(code), class: errorClass },
    ]);
    expect(specified).toEqual(Object.entries(WIRE_ERRORS));
  });

  test("has the answers and the reasons of a refusal", () => {
    const answers = numberedList("`code u8 | count varuint | detail`: ", " (detail: reason u8");
    expect(answers.map((answer) => answer.replace(/ \(.*$/, ""))).toEqual(ANSWER_CODES.map((code, index) => `${index} ${code}`));
    const reasons = numberedList("(detail: reason u8: ", ")");
    expect(reasons.map(nameInCode)).toEqual(REFUSAL_REASONS.map((reason, index) => `${index + 1}-${reason}`));
  });

  test("has the reasons a meeting closes with", () => {
    expect(numberedList("`meet close` reasons: ", ".").map((part) => part.replace("the other left", "left"))).toEqual(
      MEET_CLOSE_REASONS.map((reason, index) => `${index + 1} ${reason}`),
    );
  });

  test("has the states of reminders", () => {
    const text = specification.slice(specification.indexOf("- `reminders kept` is the answer"));
    expect(REMINDERS_KEPT.map((state, index) => text.indexOf(`${index} ${state}`) > 0)).toEqual([true, true, true, true]);
  });

  test("states the limits of the code", () => {
    expect(specification).toContain(
      `At most ${number(MAX_FRAME_BYTES)} bytes, and ${number(MAX_FRAME_BYTES_BEFORE_AUTH)} before authentication`,
    );
    expect(specification).toContain(`of at most ${number(MAX_PAGE_BYTES)} bytes of records`);
    expect(specification).toContain(`at most ${number(MAX_VERSION_ENTRIES)} entries`);
  });
});

describe("errors and close codes", () => {
  test("every error has its own code and close code, and comes back from both", () => {
    for (const error of Object.keys(WIRE_ERRORS).filter(isWireError)) {
      expect(wireErrorOfCode(WIRE_ERRORS[error].code)).toBe(error);
      expect(wireErrorOfCloseCode(closeCodeOf(error))).toBe(error);
    }
  });

  test("other codes are no error", () => {
    expect([0, 0x0f, 0x43, 255].map(wireErrorOfCode)).toEqual([null, null, null, null]);
    expect([1000, 1006, 1009, 4000, 4999].map(wireErrorOfCloseCode)).toEqual([null, null, null, null, null]);
  });
});
