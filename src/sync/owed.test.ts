import { expect, test } from "vitest";
import { owedBy } from "./owed.ts";
import { haveOf, headAt, logNumber, openWithRelay, syncWithRelay, viewOf } from "./session.suite.ts";

const [mine, theirs] = [logNumber(1), logNumber(2)];
const cursorAt = (nextSeq: number) => ({ path: { log: mine, branch: "" }, nextSeq });

test("nothing is owed by who has told what it has, and lacks and has nothing else", () => {
  const view = viewOf([headAt(mine, 3)]);
  const session = syncWithRelay(view, [[headAt(mine, 3)]], [cursorAt(4)]);
  expect(owedBy(session.state, view)).toBeNull();
});

test("the first word on what it has is owed as soon as the session is open", () => {
  const view = viewOf([]);
  expect(owedBy(openWithRelay(view).state, view)).toMatchObject({ pings: 4 });
});

test("the answer to a page is owed, the same until it comes", () => {
  const view = viewOf([headAt(mine, 2)]);
  const session = syncWithRelay(view, [[]], [cursorAt(1)]);
  session.read(mine, 1, [100, 100]);
  const owed = owedBy(session.state, view);
  expect(owed).toMatchObject({ pings: 4 });
  session.feed({ kind: "changed" });
  expect(owedBy(session.state, view)?.what).toBe(owed?.what);
  session.stored(mine, 2, 2);
  expect(owedBy(session.state, view)).toBeNull();
});

test("records that it says to have are owed, anew with each that comes", () => {
  const [none, some, all] = [viewOf([]), viewOf([headAt(theirs, 2)]), viewOf([headAt(theirs, 5)])];
  const session = syncWithRelay(none, [[headAt(theirs, 5)]], []);
  const owed = [none, some, all].map((view) => owedBy(session.state, view));
  expect(owed.map((one) => one?.pings)).toEqual([20, 20, undefined]);
  expect(owed[0]?.what).not.toBe(owed[1]?.what);
});

test("the answer to where two logs part is owed", () => {
  const view = viewOf([headAt(mine, 3)]);
  const session = openWithRelay(view);
  session.hear(haveOf([headAt(mine, 3)]));
  session.feed({ kind: "compared", comparison: { cursors: [], asks: [{ log: mine, seq: 3, idPrefix: "0101010101010101" }] } });
  expect(owedBy(session.state, view)).toMatchObject({ pings: 4 });
});
