// Whatever anybody states, beside whatever else: the membership is what PROTOCOL.md says, the same at every order of arrival.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { StatementId } from "../base/ids.ts";
import { CountingByDefinition } from "./counting-by-definition.suite.ts";
import { bodies, device, MadeUpSpace, recordOf } from "./made-up-space.suite.ts";
import { membershipAt, openStatementDag, type Membership } from "./membership.ts";
import { KEM_KEY_BYTES, type KnownBody } from "./statement-content.ts";
import { StatementDag } from "./statement-dag.ts";
import type { Statement } from "./statement.ts";

const DEVICES = 5;

const step = fc.record({
  author: fc.integer({ min: 1, max: DEVICES }),
  target: fc.integer({ min: 1, max: DEVICES }),
  // Removals and what bears on them more often than the rest.
  kind: fc.constantFrom(
    "add",
    "recovery",
    "recovery",
    "remove",
    "remove",
    "remove",
    "role",
    "role",
    "epoch",
    "name",
    "accept",
    "keys",
    "capsule",
  ),
  role: fc.constantFrom("owner", "owner", "writer", "reader"),
  parents: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
  seq: fc.integer({ min: 1, max: 3 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const someHistory = fc.record({
  salt: fc.nat(),
  owners: fc.integer({ min: 1, max: DEVICES }),
  steps: fc.array(step, { minLength: 1, maxLength: 18 }),
  ranks: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
  top: fc.nat(30),
});

type Kind = Step["kind"];

function bodyOf({ kind, target, role, seq, parents }: Step, made: readonly Statement[]): KnownBody {
  const named = made[(parents[0] ?? 0) % made.length]?.id;
  const byKind: Readonly<Record<Kind, () => KnownBody>> = {
    add: () => bodies.add(target, role),
    recovery: () => bodies.recovery(target),
    remove: () => bodies.remove(target, [recordOf(target, seq)], seq === 3),
    role: () => bodies.role(target, role, role === "reader" ? [recordOf(target, seq)] : []),
    epoch: () => bodies.epoch(seq, [target]),
    name: () => bodies.name(target, seq),
    capsule: () => bodies.capsule(seq),
    keys: () => ({ kind: "keys", kemKey: new Uint8Array(KEM_KEY_BYTES).fill(seq) }),
    accept: () => (named === undefined ? bodies.name(null) : bodies.accept(named, [recordOf(target, seq, 1)])),
  };
  return byKind[kind]();
}

function makeHistory({ salt, owners, steps }: { salt: number; owners: number; steps: readonly Step[] }): MadeUpSpace {
  const space = new MadeUpSpace(salt);
  for (let number = 2; number <= owners; number++) space.say(1, bodies.add(number, "owner"));
  for (const each of steps) {
    const { statements } = space;
    // From the end, so that most is beside what is new and little beside the beginning.
    const parents = each.parents.flatMap((back) => statements.at(-1 - (back % Math.min(8, statements.length)))?.id ?? []);
    space.say(each.author, bodyOf(each, statements), [...new Set(parents)]);
  }
  return space;
}

const inOrderOf = (ranks: readonly number[], statements: readonly Statement[]): readonly Statement[] =>
  statements
    .map((statement, index) => ({ statement, rank: ranks[index] ?? 0 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ statement }) => statement);

function filled(dag: StatementDag, statements: readonly Statement[]): StatementDag {
  for (const statement of statements) dag.add(statement);
  return dag;
}

/** What is compared of a membership: for each device what it is, what counts of its logs and how it is named, and which statements made the epochs. */
type Outcome = { readonly devices: readonly unknown[]; readonly epochs: readonly string[] };

const numbers = Array.from({ length: DEVICES }, (_, index) => 1 + index);
const idsOf = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map(({ id }) => id).toSorted();

const WEIGHTS = { owner: 3, writer: 2, reader: 1 };

function outcomeOf({ members, former, epochs, names }: Membership): Outcome {
  const devices = numbers.map((number) => {
    const [member, removed] = [members.get(device(number)), former.get(device(number))];
    return {
      weight: member ? WEIGHTS[member.role] : 0,
      isRecovery: member?.isRecovery === true,
      removals: removed ? removed.removals.toSorted() : [],
      cut: idsOf((removed ?? member)?.cut ?? []),
      namedBy: names.devices.get(device(number))?.author,
    };
  });
  return { devices, epochs: epochs.flatMap(({ statements }) => statements).toSorted() };
}

function definedOutcome(dag: StatementDag, heads: readonly StatementId[]): Outcome {
  const byDefinition = new CountingByDefinition(dag.statements);
  const counting = [...byDefinition.counting(heads)];
  const devices = numbers.map((number) => {
    const about = counting.filter(({ body }) => "device" in body && body.device === device(number));
    const removals = idsOf(byDefinition.meaning(device(number), counting).filter(({ body }) => body.kind === "remove"));
    const weight = byDefinition.weightOf(device(number), counting);
    const name = about
      .filter(({ body }) => body.kind === "name")
      .toSorted((a, b) => dag.compare(a.id, b.id))
      .at(-1);
    const isKnown = weight > 0 || removals.length > 0;
    return {
      weight,
      isRecovery: weight > 0 && byDefinition.recoveriesOf(device(number), counting).length > 0,
      removals,
      cut: removals.length > 0 || weight === 1 ? definedCut(about, byDefinition.cutting(device(number), new Set(counting)), counting) : [],
      namedBy: isKnown ? name?.author : undefined,
    };
  });
  return { devices, epochs: idsOf(counting.filter(({ body }) => body.kind === "epoch")) };
}

function definedCut(about: readonly Statement[], cutting: readonly Statement[], counting: readonly Statement[]): readonly string[] {
  const accepted = about.filter(({ body }) => body.kind === "remove" || (body.kind === "role" && body.role === "reader"));
  const accepting = counting.filter(({ body }) => body.kind === "accept" && accepted.some(({ id }) => id === body.statement));
  const ids = [...cutting, ...accepting].flatMap(({ body }) => ("cut" in body ? idsOf(body.cut) : []));
  return [...new Set(ids)].toSorted();
}

test("the membership of any statements is the one by definition, at all heads and at some", () => {
  fc.assert(
    fc.property(someHistory, ({ top, ...history }) => {
      const { dag, statements } = makeHistory(history);
      const some = [top, top * 7].flatMap((at) => statements[at % statements.length]?.id ?? []);
      for (const heads of [dag.heads(), some]) expect(outcomeOf(membershipAt(dag, heads))).toEqual(definedOutcome(dag, heads));
    }),
    { numRuns: 300 },
  );
});

test("the membership is the same whatever the order of arrival, and so are those that get in", () => {
  fc.assert(
    fc.property(someHistory, ({ ranks, ...history }) => {
      const { dag, found, statements } = makeHistory(history);
      const shuffled = inOrderOf(ranks, statements);
      const other = filled(new StatementDag(found.space), shuffled);
      expect(membershipAt(other, other.heads())).toEqual(membershipAt(dag, dag.heads()));
      const guarded = filled(openStatementDag(found.space), statements);
      const guardedOther = filled(openStatementDag(found.space), shuffled);
      expect(guardedOther.heads()).toEqual(guarded.heads());
      expect(membershipAt(guardedOther, guardedOther.heads())).toEqual(membershipAt(guarded, guarded.heads()));
      expect(outcomeOf(membershipAt(guarded, guarded.heads()))).toEqual(definedOutcome(guarded, guarded.heads()));
    }),
    { numRuns: 150 },
  );
});

test("a statement gets in if its author was a member at its parents", () => {
  fc.assert(
    fc.property(someHistory, (history) => {
      const { found, statements } = makeHistory(history);
      const guarded = openStatementDag(found.space);
      const byDefinition = new CountingByDefinition(statements);
      for (const statement of statements) {
        const mayEnter = byDefinition.isMemberAtParents(statement) && statement.parents.every((parent) => guarded.has(parent));
        expect(guarded.add(statement).kind === "added").toBe(mayEnter);
      }
    }),
    { numRuns: 100 },
  );
});
