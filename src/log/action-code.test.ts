import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ACTION_CODES, actionNameOf } from "./action-code.ts";

test("the codes are those of PROTOCOL.md", () => {
  const protocol = readFileSync(new URL("../wire/PROTOCOL.md", import.meta.url), "utf8");
  const sentence = /^Action codes: (.*?)\./m.exec(protocol)?.[1] ?? "";
  const stated = sentence.split(", ").map((entry) => entry.split(" "));
  expect(Object.fromEntries(stated.map(([code, name]) => [name, Number(code)]))).toEqual(ACTION_CODES);
});

test("an unknown code reads as changed", () => {
  expect([actionNameOf(1), actionNameOf(14), actionNameOf(0), actionNameOf(200)]).toEqual(["create", "type", "changed", "changed"]);
});
