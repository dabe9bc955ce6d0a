// Who may not write makes no checkpoints, and what it says of others' counts for nothing; nor does what somebody says who is a member no more.

import { beforeEach, expect, test } from "vitest";
import { ok } from "../../base/result.ts";
import type { KnownBody } from "../../members/statement-content.ts";
import { makeReceipt } from "../../wire/signed-receipt.ts";
import { DEFAULT_RETENTION } from "../retention-setting.ts";
import { signStatements } from "../sign-statements.ts";
import type { Space } from "../space.ts";
import { bring, shareStatements, valueIn, type TestProfile } from "../space.suite.ts";
import { addTasks, at, run, sharing } from "./engine.suite.ts";
import { contextOf } from "./engine-context.ts";
import { trustInBase } from "./retention.ts";
import type { Trust } from "./trust.ts";

let maker: Space;
let other: Space;
let profiles: readonly TestProfile[];
beforeEach(async () => {
  const shared = await sharing(2);
  profiles = shared.profiles;
  [maker, other] = [at(shared.spaces, 0), at(shared.spaces, 1)];
});

type Body = Exclude<KnownBody, { kind: "found" }>;

/** The maker states it, and both know. */
async function state(body: Body): Promise<void> {
  valueIn(await maker.addOwnStatements(() => signStatements(maker.core, [body])));
  await shareStatements(maker, other);
}

const makeReader = (): Promise<void> => state({ kind: "role", device: other.core.self, role: "reader", cut: [] });

async function trust(): Promise<Trust> {
  const context = contextOf({
    core: maker.core,
    receipts: maker.receipts,
    timers: at(profiles, 0).timers,
    retention: () => DEFAULT_RETENTION,
    confirmedAtRelay: () => 0,
    relaySinceMs: () => null,
    write: (change) => maker.write(change),
    isClosed: () => false,
    reread: async () => ok(undefined),
  });
  if (context === null) throw new Error("the tab holds the links");
  return trustInBase(context);
}

/** The other one has found the maker's checkpoint right. */
async function endorse(): Promise<void> {
  const { core } = other;
  const says = { counter: 9, version: core.index.version, checkpoints: maker.core.base.base.checkpoints };
  valueIn(await maker.ingestReceipts([await makeReceipt(core.signer, core.space, says)]));
}

test("a reader makes no checkpoint, however long its tail is", async () => {
  await makeReader();
  await addTasks(maker, 20);
  await bring(maker, other);
  for (const space of [maker, other]) await run(space);
  expect([maker.view().checkpoints.length, other.view().checkpoints.length]).toEqual([1, 0]);
});

test.each<[string, () => Body]>([
  ["made a reader", () => ({ kind: "role", device: other.core.self, role: "reader", cut: [] })],
  ["removed", () => ({ kind: "remove", device: other.core.self, asksToWipe: false, cut: [] })],
])("a checkpoint is not endorsed any more by who was %s since", async (_, body) => {
  await addTasks(maker, 20);
  await run(maker);
  expect(await trust()).toBe("none");
  await endorse();
  expect(await trust()).toBe("endorsed");
  await state(body());
  expect(await trust()).toBe("none");
});
