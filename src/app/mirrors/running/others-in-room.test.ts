import { expect, test } from "vitest";
import { othersIn } from "./others-in-room.ts";

const others = (...states: readonly Record<string, unknown>[]) =>
  othersIn({ clientID: 0, states: new Map([[0, { user: { name: "us" } }], ...states.map((state, i) => [i + 1, state] as const)]) });

test("others are counted, and called what they call themselves", () => {
  expect(others({ user: { name: " Ada " } }, { user: { name: "Ben" } }, { user: { name: "Ada" } })).toEqual({
    count: 3,
    names: ["Ada", "Ben"],
  });
});

test("whatever strangers say of themselves, a few short lines of text come of it", () => {
  const hostile = [{}, { user: null }, { user: { name: 7 } }, { user: { name: `a\n\u202Eb${"x".repeat(1_000)}` } }];
  const { count, names } = others(...hostile, ...["b", "c", "d"].map((name) => ({ user: { name } })));
  expect([count, names.length, names[0]]).toEqual([7, 3, `a b${"x".repeat(37)}`]);
});
