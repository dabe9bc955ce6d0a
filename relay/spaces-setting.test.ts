import { expect, test } from "vitest";
import { makeId } from "../src/base/ids.ts";
import { readSettings } from "./settings.ts";

const [ONE, TWO] = [1, 2].map((byte) => makeId("space", new Uint8Array(32).fill(byte)));
const FILES: Readonly<Record<string, string>> = {
  "/etc/daybook/spaces": `# Ada\n${ONE}\n\n  ${TWO?.toUpperCase()}   # Ben's\r\n`,
  "/etc/daybook/none": "# nobody yet\n",
  "/etc/daybook/wrong": "Ada\n",
};

function spacesOf(environment: Record<string, string>, args: readonly string[] = []): unknown {
  const settings = readSettings(environment, args, (path) => FILES[path] ?? null);
  return settings.ok ? settings.value.spaces : settings.error;
}

test("without a word a relay is open where this machine alone reaches it, and asks for its token everywhere else", () => {
  expect(
    [{}, { DAYBOOK_SPACES: "" }, { DAYBOOK_ORIGINS: "http://localhost:9000, http://127.0.0.1:80" }].map((each) => spacesOf(each)),
  ).toEqual([{ kind: "open" }, { kind: "open" }, { kind: "open" }]);
  expect(spacesOf({}, ["--lan"])).toEqual({ kind: "token" });
  expect(spacesOf({ DAYBOOK_ORIGINS: "http://localhost:9000 https://notes.example" })).toEqual({ kind: "token" });
});

test("open is refused where others reach it, with what lets them in", () => {
  expect(spacesOf({ DAYBOOK_SPACES: "open" })).toEqual({ kind: "open" });
  expect(spacesOf({ DAYBOOK_SPACES: "open" }, ["--lan"])).toMatch(/^DAYBOOK_SPACES=open .* --lan lets others in: .* Use token or list\.$/u);
  for (const origin of ["https://notes.example", "http://192.168.1.5:8787", "https://localhost.evil.example"]) {
    expect(spacesOf({ DAYBOOK_SPACES: "open", DAYBOOK_ORIGINS: origin })).toMatch(/DAYBOOK_ORIGINS lets others in/u);
  }
});

test("the token can be asked for on this machine too", () => {
  expect(spacesOf({ DAYBOOK_SPACES: "token" })).toEqual({ kind: "token" });
});

test("a list comes from the environment or from a file with the operator's notes, and may be empty there", () => {
  const both = { kind: "list", spaces: new Set([ONE, TWO]) };
  expect(spacesOf({ DAYBOOK_SPACES: "list", DAYBOOK_SPACE_LIST: `${ONE},${TWO}` })).toEqual(both);
  expect(spacesOf({ DAYBOOK_SPACES: "list", DAYBOOK_SPACE_LIST_FILE: "/etc/daybook/spaces" }, ["--lan"])).toEqual(both);
  expect(spacesOf({ DAYBOOK_SPACES: "list", DAYBOOK_SPACE_LIST_FILE: "/etc/daybook/none" })).toEqual({ kind: "list", spaces: new Set() });
});

test("what makes no sense is said in one line", () => {
  const either = "With DAYBOOK_SPACES=list, either DAYBOOK_SPACE_LIST names spaces or DAYBOOK_SPACE_LIST_FILE names a file of them.";
  const list = { DAYBOOK_SPACES: "list" };
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{ DAYBOOK_SPACES: "closed" }, 'DAYBOOK_SPACES is open, token or list, not "closed".'],
    [list, either],
    [{ ...list, DAYBOOK_SPACE_LIST: String(ONE), DAYBOOK_SPACE_LIST_FILE: "/etc/daybook/spaces" }, either],
    [{ ...list, DAYBOOK_SPACE_LIST_FILE: "/etc/missing" }, "The file /etc/missing of DAYBOOK_SPACE_LIST_FILE cannot be read."],
    [
      { ...list, DAYBOOK_SPACE_LIST_FILE: "/etc/daybook/wrong" },
      '"Ada" in /etc/daybook/wrong is not the name of a space: that is 64 digits and letters from a to f.',
    ],
    [
      { ...list, DAYBOOK_SPACE_LIST: `${ONE}0` },
      `"${ONE}0" in DAYBOOK_SPACE_LIST is not the name of a space: that is 64 digits and letters from a to f.`,
    ],
    [{ DAYBOOK_SPACE_LIST: String(ONE) }, "DAYBOOK_SPACE_LIST is for DAYBOOK_SPACES=list, which is not set."],
    [
      { DAYBOOK_SPACES: "token", DAYBOOK_SPACE_LIST_FILE: "/etc/daybook/spaces" },
      "DAYBOOK_SPACE_LIST_FILE is for DAYBOOK_SPACES=list, which is not set.",
    ],
  ];
  for (const [environment, error] of cases) expect(spacesOf(environment)).toBe(error);
});
