// Holds the tables of PROTOCOL.md on statements and meetings against the code.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MEETING_MESSAGE_TYPES } from "./meeting-message.ts";
import { MAX_CUT_ENTRIES, NAME_SUBJECTS, ROLE_CODES, STATEMENT_KINDS } from "./statement-content.ts";

const protocol = readFileSync(new URL("../wire/PROTOCOL.md", import.meta.url), "utf8");

/** The first two columns of the table under a header, the second as key. */
function tableUnder(header: string): Readonly<Record<string, number>> {
  const rows = protocol.slice(protocol.indexOf(header)).split("\n").slice(2);
  const end = rows.findIndex((row) => !row.startsWith("|"));
  const cells = rows.slice(0, end).map((row) => row.split("|").map((cell) => cell.trim()));
  return Object.fromEntries(cells.map(([, code, name]): [string, number] => [name ?? "", Number(code)]));
}

test("the kinds of statements, and how long a cut may be", () => {
  expect(tableUnder("| kind | name | body |")).toEqual(STATEMENT_KINDS);
  expect(protocol).toContain(`at most ${MAX_CUT_ENTRIES.toLocaleString("en")} entries, strictly ascending by (log, seq, id)`);
});

test("the messages of a meeting", () => {
  expect(tableUnder("| type | message | from |")).toEqual(MEETING_MESSAGE_TYPES);
});

test("roles and the subjects of names", () => {
  const roles = Object.entries(ROLE_CODES).map(([role, code]) => `${code} ${role}`);
  expect(protocol).toContain(`Roles: ${roles.join(", ")}.`);
  expect(protocol).toContain(`subject u8 (${NAME_SUBJECTS.device} device, ${NAME_SUBJECTS.space} space)`);
});
