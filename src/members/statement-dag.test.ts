import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { makeId, type StatementId } from "../base/ids.ts";
import { fixedSigner, fixedSuite } from "../crypto/fixed.suite.ts";
import { fakeKemKey, TestSpace } from "./space.suite.ts";
import { MAX_WAITING_STATEMENTS, StatementDag } from "./statement-dag.ts";
import { foundSpace } from "./sign-statement.ts";
import type { Statement } from "./statement.ts";

const owner = fixedSigner(1);
let space: TestSpace;
/** found <- left <- leftUpper, found <- right, (leftUpper, right) <- join. */
let [left, leftUpper, right, join]: Statement[] = [];
let all: Statement[];

const say = (salt: number, parents: readonly StatementId[]): Promise<Statement> =>
  space.sign(owner, { kind: "keys", kemKey: fakeKemKey(salt) }, parents);

beforeAll(async () => {
  space = await TestSpace.found();
  left = await say(1, [space.found.id]);
  leftUpper = await say(2, [left.id]);
  right = await say(3, [space.found.id]);
  join = await say(4, [leftUpper.id, right.id]);
  all = [space.found, left, leftUpper, right, join];
});

function dagOf(statements: readonly Statement[]): StatementDag {
  const dag = new StatementDag(space.found.space);
  for (const statement of statements) dag.add(statement);
  return dag;
}

const idsOf = (statements: readonly (Statement | undefined)[]): (StatementId | undefined)[] => statements.map((statement) => statement?.id);

describe("adding statements", () => {
  test("in any order ends in the same, parents first", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const dag = dagOf(order.flatMap((index) => all[index] ?? []));
        expect(new Set(idsOf(dag.statements))).toEqual(new Set(idsOf(all)));
        for (const [index, { parents }] of dag.statements.entries()) {
          expect(idsOf(dag.statements.slice(0, index))).toEqual(expect.arrayContaining([...parents]));
        }
        expect(dag.heads()).toEqual([join?.id]);
        expect(all.map((statement) => dag.depthOf(statement.id))).toEqual([0, 1, 2, 1, 3]);
      }),
    );
  });

  test("tells what became of each", async () => {
    const dag = new StatementDag(space.found.space);
    const strange = await foundSpace(fixedSuite.sha256, owner, new Uint8Array(16).fill(77));
    const kinds = [leftUpper, leftUpper, left, strange, space.found, space.found].map((statement) =>
      statement === undefined ? null : dag.add(statement).kind,
    );
    expect(kinds).toEqual(["waiting", "waiting", "waiting", "wrong-space", "added", "known"]);
    expect(idsOf(dag.statements)).toEqual(idsOf([space.found, left, leftUpper]));
  });

  test("gives back those that had waited, parents first", () => {
    const dag = dagOf([join, leftUpper, left].flatMap((statement) => statement ?? []));
    const outcome = dag.add(space.found);
    expect(outcome.kind === "added" ? idsOf(outcome.statements) : []).toEqual(idsOf([space.found, left, leftUpper]));
    expect(dag.heads()).toEqual([leftUpper?.id]);
  });

  test("turns away more than may wait", async () => {
    const orphan = await say(9, [makeId("statement", new Uint8Array(32).fill(9))]);
    const dag = new StatementDag(space.found.space);
    const kinds = Array.from({ length: MAX_WAITING_STATEMENTS + 1 }, (_, i) => {
      const id = makeId("statement", new Uint8Array(32).fill(i % 256).fill(i >> 8, 0, 1));
      return dag.add({ ...orphan, id }).kind;
    });
    expect([kinds[0], kinds.at(-1)]).toEqual(["waiting", "overflow"]);
  });
});

const sharedOrder = (dag: StatementDag): StatementId[] => dag.statements.map(({ id }) => id).toSorted((a, b) => dag.compare(a, b));

describe("the past", () => {
  test("is told for any two", () => {
    const dag = dagOf(all);
    const before = (a?: Statement, b?: Statement): boolean => dag.isBefore(a?.id ?? space.found.id, b?.id ?? space.found.id);
    expect([before(space.found, join), before(left, leftUpper), before(right, join)]).toEqual([true, true, true]);
    expect([before(join, left), before(left, right), before(left, left)]).toEqual([false, false, false]);
  });

  test("of heads is closed", () => {
    const dag = dagOf(all);
    expect(idsOf(dag.closureOf([leftUpper?.id ?? space.found.id]))).toEqual(idsOf([space.found, left, leftUpper]));
    expect(idsOf(dag.closureOf([makeId("statement", new Uint8Array(32))]))).toEqual([]);
  });

  test("says what another replica is missing; heads that are not known here change nothing", () => {
    const dag = dagOf(all);
    const unknown = makeId("statement", new Uint8Array(32));
    expect(idsOf(dag.missingFor([]))).toEqual(idsOf(dag.statements));
    expect(idsOf(dag.missingFor([right?.id ?? unknown, unknown]))).toEqual(idsOf([left, leftUpper, join]));
    expect(idsOf(dag.missingFor([join?.id ?? unknown]))).toEqual([]);
  });

  test("orders statements alike everywhere", () => {
    const [one, two] = [dagOf(all), dagOf(all.toReversed())];
    expect(sharedOrder(one)).toEqual(sharedOrder(two));
    expect(sharedOrder(one)[0]).toBe(space.found.id);
    expect(sharedOrder(one).at(-1)).toBe(join?.id);
  });
});

test("the next statement names at most sixteen heads", async () => {
  const many = await Promise.all(Array.from({ length: 20 }, (_, i) => say(20 + i, [space.found.id])));
  const dag = dagOf([space.found, ...many]);
  expect(dag.heads()).toHaveLength(20);
  expect(dag.parentsForNext()).toEqual(dag.heads().slice(0, 16));
});
