// Of any tree, held in any part, and any cut: what is within it is what is on the way to what it names.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeId, type RecordId } from "../base/ids.ts";
import { segmentsTo } from "./log-tree.ts";
import { areAscending, type RecordPlace } from "./record-place.ts";
import { chainId, owner, ReplicaOfLog } from "./replica-of-log.suite.ts";
import { leavesBeyond, reachOfCut } from "./beyond-cut.ts";

type Node = { readonly id: RecordId; readonly seq: number; readonly parent: Node | null };

const wayTo = (node: Node | null): readonly Node[] => (node === null ? [] : [...wayTo(node.parent), node]);

const someTree = fc.array(fc.record({ at: fc.nat(30), count: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 6 });

function grow(steps: readonly { readonly at: number; readonly count: number }[]): readonly Node[] {
  const nodes: Node[] = [];
  for (const [step, { at, count }] of steps.entries()) {
    let parent = nodes[(at % (nodes.length + 1)) - 1] ?? null;
    for (let index = 0; index < count; index++) {
      parent = { id: chainId(parent?.id ?? null, `step ${step}`), seq: (parent?.seq ?? 0) + 1, parent };
      nodes.push(parent);
    }
  }
  return nodes;
}

const placeOf = ({ id, seq }: Node): RecordPlace => ({ log: owner.log, seq, id });

test("what is within a cut is on the way to what it names, and its leaves beyond, accepted, leave nothing beyond", async () => {
  await fc.assert(
    fc.asyncProperty(
      someTree,
      fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(), { maxLength: 4 }),
      async (steps, held, named) => {
        const nodes = grow(steps);
        const replica = new ReplicaOfLog();
        const heldIds = new Set<RecordId>();
        for (const pick of held) {
          const way = wayTo(nodes[pick % nodes.length] ?? null).map(({ id }) => id);
          await replica.take(1, null, way);
          for (const id of way) heldIds.add(id);
        }
        const { tree } = replica;
        if (tree === null) return;
        const entries = named.flatMap((pick) => nodes[pick % nodes.length] ?? []);
        const within = new Set(entries.filter(({ id }) => heldIds.has(id)).flatMap((entry) => wayTo(entry).map(({ id }) => id)));
        const reach = await reachOfCut(tree, entries.map(placeOf), replica.idAt);
        for (const { branch, seq } of tree.paths.values()) {
          for (const segment of segmentsTo(tree, { branch, seq })) {
            for (const [index, id] of replica.read(segment).entries()) {
              expect(segment.firstSeq + index <= (reach.get(segment.branch) ?? 0)).toBe(within.has(id));
            }
          }
        }
        const beyond = leavesBeyond(tree, reach);
        expect(areAscending(beyond)).toBe(true);
        expect(beyond.length > 0).toBe([...heldIds].some((id) => !within.has(id)));
        const accepted = await reachOfCut(tree, [...entries.map(placeOf), ...beyond], replica.idAt);
        expect(leavesBeyond(tree, accepted)).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("entries of other logs, and of records that are not there, say nothing", async () => {
  const replica = new ReplicaOfLog();
  const [first, second] = [chainId(null, "a"), chainId(chainId(null, "a"), "b")];
  await replica.take(1, null, [first, second]);
  const { tree } = replica;
  if (tree === null) throw new Error("a log is held");
  const otherLog = makeId("log", new Uint8Array(8).fill(0xff));
  const cut = [
    { log: otherLog, seq: 2, id: second },
    { log: owner.log, seq: 2, id: first },
    { log: owner.log, seq: 9, id: second },
  ];
  const reach = await reachOfCut(tree, cut, replica.idAt);
  expect([reach.size, leavesBeyond(tree, reach)]).toEqual([0, [{ log: owner.log, seq: 2, id: second }]]);
});
