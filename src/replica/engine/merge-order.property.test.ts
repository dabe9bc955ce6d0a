// Checkpoints that were made at the same time merge: in whatever order they are taken, and however often, the base covers the same and the documents are the same.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemId } from "../../base/ids.ts";
import type { Space } from "../space.ts";
import { act, addTask, bring, TestProfile, titlesOf } from "../space.suite.ts";
import { at, digestOf, forge, give, holding, sharing, type Forged, type Shared } from "./engine.suite.ts";

const MAKERS = 3;

type Step =
  | { readonly kind: "add"; readonly by: number }
  | { readonly kind: "edit" | "purge"; readonly by: number; readonly item: number }
  | { readonly kind: "bring"; readonly by: number; readonly to: number };

const maker = fc.nat(MAKERS - 1);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), by: maker }),
  fc.record({ kind: fc.constantFrom("edit" as const, "edit" as const, "purge" as const), by: maker, item: fc.nat(20) }),
  fc.record({ kind: fc.constant("bring" as const), by: maker, to: maker }),
);

async function take(spaces: readonly Space[], step: Step, number: number): Promise<void> {
  const space = at(spaces, step.by);
  if (step.kind === "add") return void (await addTask(space, `task ${number}`));
  if (step.kind === "bring") return step.to === step.by ? undefined : bring(space, at(spaces, step.to));
  const ids: readonly ItemId[] = [...space.core.items.ids].toSorted();
  const id = ids[step.item % Math.max(1, ids.length)];
  if (id === undefined) return;
  if (step.kind === "edit") return void (await act(space, { kind: "set-done", ids: [id], done: number % 2 === 0 }));
  await act(space, { kind: "trash", ids: [id] });
  await act(space, { kind: "purge", ids: [id] });
}

/** With what it has deleted for good. */
function forgeAll(space: Space): Promise<Forged> {
  const purged = [...space.core.items.tombstones].map((item) => ({ item, state: null }));
  return forge(space, { items: (items) => [...items, ...purged].toSorted((x, y) => (x.item < y.item ? -1 : 1)) });
}

/** A device that has nothing takes these, one after another. */
async function taking({ spaces, profiles }: Shared, order: readonly Forged[]): Promise<unknown> {
  const [space, original] = [at(spaces, MAKERS), at(profiles, MAKERS)];
  const profile = new TestProfile(MAKERS + 1, { disk: original.disk.copy(), timers: original.timers });
  const fresh = await profile.openSpace(space.core.space);
  await holding(fresh);
  fresh.core.base.admitted = order.map(({ checkpoint }) => checkpoint.id);
  for (const forged of order) await give(fresh, forged);
  const { base } = fresh.core.base;
  return {
    cover: [...base.cover].toSorted(([x], [y]) => (x < y ? -1 : 1)),
    purged: [...fresh.core.items.tombstones].toSorted(),
    digest: await digestOf(fresh),
    titles: titlesOf(fresh),
  };
}

test("checkpoints come to the same in whatever order they are taken, and however often", async () => {
  const anyOrder = fc
    .array(maker, { maxLength: 4 })
    .chain((before) => fc.shuffledSubarray([0, 1, 2], { minLength: MAKERS }).map((all) => [...before, ...all]));
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 6, maxLength: 18 }), anyOrder, async (steps, order) => {
      const shared = await sharing(MAKERS + 1);
      for (const [number, step] of steps.entries()) await take(shared.spaces, step, number);
      const made = await Promise.all(shared.spaces.slice(0, MAKERS).map(forgeAll));
      const expected = await taking(shared, made);
      expect(await taking(shared, order.map((number) => at(made, number)))).toEqual(expected); // prettier-ignore
    }),
    { numRuns: 20 },
  );
}, 60_000);
