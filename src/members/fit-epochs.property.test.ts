// Whatever is stated, the fit epochs are those by definition; and whatever honest devices do that do not know of each other, nobody has the key of a fit one
// who is no member.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { DeviceId, EpochId, StatementId } from "../base/ids.ts";
import { CountingByDefinition } from "./counting-by-definition.suite.ts";
import { chooseEpoch, fitEpochs } from "./fit-epochs.ts";
import { bodies, device, epochNumber, MadeUpSpace } from "./made-up-space.suite.ts";
import { membershipAt, openStatementDag, type Membership } from "./membership.ts";
import type { EpochBody, KnownBody } from "./statement-content.ts";
import type { StatementDag } from "./statement-dag.ts";
import type { Statement } from "./statement.ts";

const DEVICES = 5;
const numbers = Array.from({ length: DEVICES }, (_, index) => 1 + index);

type EpochStatement = Statement & { readonly body: EpochBody };
const isOfEpoch = (statement: Statement): statement is EpochStatement => statement.body.kind === "epoch";

/** Who has which key, if all that `statements` say is so. */
function holdersBy(statements: readonly EpochStatement[]): ReadonlyMap<EpochId, ReadonlySet<DeviceId>> {
  const holders = new Map<EpochId, Set<DeviceId>>();
  const of = (epoch: EpochId): Set<DeviceId> => {
    const set = holders.get(epoch) ?? new Set();
    holders.set(epoch, set);
    return set;
  };
  for (let before = -1, now = 0; now > before; [before, now] = [now, [...holders.values()].reduce((sum, { size }) => sum + size, 0)]) {
    for (const { author, body } of statements) {
      for (const each of [author, ...body.grants.map((grant) => grant.device)]) of(body.epoch).add(each);
      for (const { epoch } of body.predecessors) for (const each of of(body.epoch)) of(epoch).add(each);
    }
  }
  return holders;
}

function fitByDefinition(dag: StatementDag): readonly EpochId[] {
  const byDefinition = new CountingByDefinition(dag.statements);
  const counting = byDefinition.counting(dag.heads());
  const stating = dag.statements.filter(isOfEpoch);
  const isMember = (id: DeviceId): boolean => byDefinition.weightOf(id, counting) > 0;
  const counted = (epoch: EpochId): readonly EpochStatement[] =>
    stating.filter((each) => each.body.epoch === epoch && counting.has(each)).toSorted((a, b) => dag.compare(a.id, b.id));
  const tells = (statement: EpochStatement): boolean => {
    if (counting.has(statement)) return true;
    const [first] = counted(statement.body.epoch);
    const isBefore = first !== undefined && byDefinition.past(first).has(statement);
    return byDefinition.isRight(statement) && (isMember(statement.author) || isBefore);
  };
  const holders = holdersBy(stating.filter(tells));
  const isFit = (epoch: EpochId): boolean => counted(epoch).length > 0 && [...(holders.get(epoch) ?? [])].every(isMember);
  return [...new Set(stating.map(({ body }) => body.epoch))].filter(isFit).toSorted();
}

const someNumbers = fc.array(fc.integer({ min: 1, max: DEVICES }), { maxLength: 2 });

const step = fc.record({
  author: fc.integer({ min: 1, max: DEVICES }),
  target: fc.integer({ min: 1, max: DEVICES }),
  kind: fc.constantFrom("add", "remove", "role", "epoch", "epoch", "epoch", "epoch"),
  role: fc.constantFrom("owner", "writer", "reader"),
  parents: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
  epoch: fc.integer({ min: 1, max: 4 }),
  grantees: someNumbers,
  predecessors: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
});

const ascending = (of: readonly number[]): readonly number[] => [...new Set(of)].toSorted((a, b) => a - b);

function bodyOf({
  kind,
  target,
  role,
  epoch,
  grantees,
  predecessors,
}: typeof step extends fc.Arbitrary<infer Value> ? Value : never): KnownBody {
  if (kind === "add") return bodies.add(target, role);
  if (kind === "remove") return bodies.remove(target);
  if (kind === "role") return bodies.role(target, role);
  return bodies.epoch(epoch, ascending(grantees), ascending(predecessors.filter((earlier) => earlier !== epoch)));
}

test("the fit epochs of any statements are those by definition", () => {
  let [fit, unfit] = [0, 0];
  fc.assert(
    fc.property(fc.nat(), fc.array(step, { minLength: 1, maxLength: 18 }), (salt, steps) => {
      const { dag, say, statements } = bound(new MadeUpSpace(salt));
      for (const number of numbers.slice(1)) say(1, bodies.add(number, number < 4 ? "owner" : "writer"));
      for (const each of steps) {
        const parents = each.parents.flatMap((back) => statements.at(-1 - (back % Math.min(6, statements.length)))?.id ?? []);
        say(each.author, bodyOf(each), [...new Set(parents)]);
      }
      const membership = membershipAt(dag, dag.heads());
      const found = [...fitEpochs(dag, membership)].toSorted();
      expect(found).toEqual(fitByDefinition(dag));
      fit += found.length;
      unfit += membership.epochs.length - found.length;
    }),
    { numRuns: 300 },
  );
  // Of some 110 unfit ones, more or less by chance.
  expect(Math.min(fit, unfit)).toBeGreaterThan(20);
});

const bound = (space: MadeUpSpace): Pick<MadeUpSpace, "dag" | "statements" | "say"> => ({
  dag: space.dag,
  statements: space.statements,
  say: (...said) => space.say(...said),
});

/** Devices that do only what their replicas would, each by the statements that it has seen. */
class HonestDevices {
  readonly space: MadeUpSpace;
  readonly #seen = new Map<number, Set<StatementId>>();
  #epochs = 0;

  constructor(salt: number) {
    this.space = new MadeUpSpace(salt);
    for (const number of numbers) this.#seen.set(number, new Set([this.space.found.id]));
    this.rotate(1);
  }

  #seenBy(number: number): Set<StatementId> {
    return this.#seen.get(number) ?? new Set();
  }

  #view(number: number): { readonly dag: StatementDag; readonly membership: Membership } {
    const dag = openStatementDag(this.space.found.space);
    for (const statement of this.space.statements) if (this.#seenBy(number).has(statement.id)) dag.add(statement);
    return { dag, membership: membershipAt(dag, dag.heads()) };
  }

  #roleOf(number: number): string {
    return this.#view(number).membership.members.get(device(number))?.role ?? "none";
  }

  #say(number: number, body: KnownBody): void {
    this.#seenBy(number).add(this.space.say(number, body, this.#view(number).dag.heads()));
  }

  meet(number: number, other: number): void {
    const both = new Set([...this.#seenBy(number), ...this.#seenBy(other)]);
    for (const each of [number, other]) this.#seen.set(each, new Set(both));
  }

  #holds(number: number, epoch: EpochId): boolean {
    const seen = this.space.statements.filter(isOfEpoch).filter(({ id }) => this.#seenBy(number).has(id));
    return holdersBy(seen).get(epoch)?.has(device(number)) === true;
  }

  #keysOf(number: number): readonly number[] {
    return Array.from({ length: this.#epochs }, (_, index) => 1 + index).filter((each) => this.#holds(number, epochNumber(each)));
  }

  #membersSeenBy(number: number): readonly number[] {
    const { members } = this.#view(number).membership;
    return numbers.filter((each) => members.has(device(each)));
  }

  /** Not by an epoch that is there: always another one. */
  rotate(number: number): void {
    if (!["owner", "writer"].includes(this.#roleOf(number))) return;
    this.#epochs += 1;
    this.#say(number, bodies.epoch(this.#epochs, this.#membersSeenBy(number), this.#keysOf(number)));
  }

  /** What others lack of the epochs that count. */
  grant(number: number): void {
    if (!["owner", "writer"].includes(this.#roleOf(number))) return;
    for (const { id, grants } of this.#view(number).membership.epochs) {
      const lacking = this.#membersSeenBy(number).filter((each) => !grants.has(device(each)));
      const epoch = this.#keysOf(number).find((each) => epochNumber(each) === id);
      if (epoch !== undefined && lacking.length > 0) this.#say(number, bodies.epoch(epoch, lacking));
    }
  }

  change(number: number, body: KnownBody): void {
    if (this.#roleOf(number) !== "owner") return;
    this.#say(number, body);
    if (body.kind !== "add") return;
    const { dag, membership } = this.#view(number);
    const id = chooseEpoch(membership, fitEpochs(dag, membership), (each) => this.#holds(number, each));
    const epoch = this.#keysOf(number).find((each) => epochNumber(each) === id);
    const added = numbers.filter((each) => device(each) === body.device);
    if (epoch !== undefined) this.#say(number, bodies.epoch(epoch, added));
  }

  /** By all that was stated, whether it counts or not. */
  get knowers(): ReadonlyMap<EpochId, ReadonlySet<DeviceId>> {
    return holdersBy(this.space.statements.filter(isOfEpoch));
  }
}

const deed = fc.record({
  actor: fc.integer({ min: 1, max: DEVICES }),
  other: fc.integer({ min: 1, max: DEVICES }),
  kind: fc.constantFrom("meet", "meet", "meet", "add", "add", "remove", "lower", "rotate", "grant"),
  role: fc.constantFrom("owner", "owner", "writer"),
});

type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

function doDeed(devices: HonestDevices, { actor, other, kind, role }: Deed): void {
  const deeds: Readonly<Record<Deed["kind"], () => void>> = {
    meet: () => devices.meet(actor, other),
    rotate: () => devices.rotate(actor),
    grant: () => devices.grant(actor),
    add: () => devices.change(actor, bodies.add(other, role)),
    remove: () => devices.change(actor, bodies.remove(other)),
    lower: () => devices.change(actor, bodies.role(other, "reader")),
  };
  deeds[kind]();
}

const mayMakeEpochs = ({ members }: Membership, number: number): boolean =>
  ["owner", "writer"].includes(members.get(device(number))?.role ?? "");

test("nobody has the key of a fit epoch who is no member, whatever honest devices do beside each other; and a new one is fit", () => {
  let [fit, unfit] = [0, 0];
  fc.assert(
    fc.property(fc.nat(), fc.array(deed, { minLength: 5, maxLength: 30 }), (salt, deeds) => {
      const devices = new HonestDevices(salt);
      for (const number of numbers.slice(1, 4)) devices.change(1, bodies.add(number, "owner"));
      for (const number of numbers.slice(1)) devices.meet(1, number);
      for (const each of deeds) doDeed(devices, each);
      for (let round = 0; round < 2; round++) for (const number of numbers) devices.meet(1, number);
      const { dag } = devices.space;
      const membership = membershipAt(dag, dag.heads());
      const found = fitEpochs(dag, membership);
      for (const epoch of found) for (const knower of devices.knowers.get(epoch) ?? []) expect(membership.members.has(knower)).toBe(true);
      fit += found.size;
      unfit += membership.epochs.length - found.size;
      const writers = numbers.filter((each) => mayMakeEpochs(membership, each));
      for (const number of writers) devices.rotate(number);
      const made = membershipAt(dag, dag.heads());
      expect(fitEpochs(dag, made).size).toBe(found.size + writers.length);
    }),
    { numRuns: 200 },
  );
  expect(Math.min(fit, unfit)).toBeGreaterThan(50);
});
