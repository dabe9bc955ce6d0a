import { expect, test } from "vitest";
import { codeInFragment, codeInText, invitationInText, isNearbyCode, takeJoinCode } from "./join-code.ts";

test("a code is found in a fragment, in a link, broken over lines, or alone", () => {
  expect(codeInFragment("#join=db1.abc-_9")).toBe("db1.abc-_9");
  expect(codeInText("https://daybook.example/#join=db1.abc")).toBe("db1.abc");
  expect(codeInText(" db1.ab\n c ")).toBe("db1.abc");
});

test("another fragment is no code, and nothing is nothing", () => {
  expect(codeInFragment("#done")).toBeNull();
  expect(codeInFragment("")).toBeNull();
  expect(codeInText("  \n")).toBeNull();
});

test("the code leaves the address at once, and nothing else does", () => {
  const replaced: unknown[] = [];
  const history = { replaceState: (_data: unknown, _title: string, url?: string | URL | null) => replaced.push(url) };
  expect(takeJoinCode({ hash: "#join=db1.x", pathname: "/", search: "?a=1" }, history)).toBe("db1.x");
  expect(takeJoinCode({ hash: "#done", pathname: "/", search: "" }, history)).toBeNull();
  expect(replaced).toEqual(["/?a=1"]);
});

test("the code of a device nearby is told from an invitation, whatever its version", () => {
  expect(["dbn1.AQL", " dbn2.x"].map(isNearbyCode)).toEqual([true, true]);
  expect(["db1.0geL", "https://host/#join=db1.dbn1.x", ""].map(isNearbyCode)).toEqual([false, false, false]);
});

test("an invitation is found where the code of a device nearby is expected", () => {
  expect(["db2.abc", " https://host/#join=db1.abc"].map(invitationInText)).toEqual(["db2.abc", "db1.abc"]);
  expect(["dbn1.AQL", "hello", ""].map(invitationInText)).toEqual([null, null, null]);
});
