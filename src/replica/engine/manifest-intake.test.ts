// What another side may make this device store by sending manifests.

import { describe, expect, test } from "vitest";
import { fixedSigner, fixedSuite } from "../../crypto/fixed.suite.ts";
import { makeCheckpoint, parseCheckpoint, type Checkpoint } from "../../wire/checkpoint.ts";
import { makeReceipt } from "../../wire/signed-receipt.ts";
import { manifestKey, readBook } from "../checkpoint-book.ts";
import { signStatements } from "../sign-statements.ts";
import { shareStatements, TestProfile, valueIn } from "../space.suite.ts";
import type { Space } from "../space.ts";
import { at, sharing } from "./engine.suite.ts";

const booked = async ({ core }: Space): Promise<readonly string[]> => (await readBook(core.ports.store, core.space)).map(({ id }) => id);

async function isStored({ core }: Space, id: string): Promise<boolean> {
  return valueIn(await core.ports.store.readMeta(manifestKey(core.space, id))) !== null;
}

const checkpointOf = ({ core }: Space, signer = core.signer, counter = 1): Promise<Checkpoint> =>
  makeCheckpoint(fixedSuite.sha256, signer, { space: core.space, counter, madeAt: 1_000, cover: [], packs: [] });

const asked = async (space: Space, id: string): Promise<readonly string[]> =>
  valueIn(await (await space.loadCheckpoints()).planFetch([id], new Map(), true)).manifests;

const keep = async (space: Space, id: string, bytes: Uint8Array): Promise<boolean> =>
  valueIn(await (await space.loadCheckpoints()).keepCheckpoint(id, bytes));

describe("a manifest", () => {
  test("of a later format says nothing of a checkpoint whose id it does not have", async () => {
    const { spaces } = await sharing(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    const right = await checkpointOf(a);
    expect(await keep(b, right.id, right.bytes.with(0, 3))).toBe(false);
    expect(await booked(b)).toEqual([]);
    expect(await asked(b, right.id)).toEqual([right.id]);
  });

  test("of a later format is asked for once", async () => {
    const { spaces } = await sharing(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    const bytes = (await checkpointOf(a)).bytes.with(0, 3);
    const parsed = parseCheckpoint(fixedSuite.sha256, bytes);
    const id = parsed.ok || parsed.error.kind !== "newer" ? "" : parsed.error.id;
    expect(await keep(b, id, bytes)).toBe(true);
    expect(await asked(b, id)).toEqual([]);
  });

  test("that nobody who may write has made is not stored, nor asked for again until its maker may", async () => {
    const { spaces } = await sharing(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    const { id, bytes } = await checkpointOf(a, fixedSigner(9));
    expect(await keep(b, id, bytes)).toBe(true);
    expect([await booked(b), await isStored(b, id), await asked(b, id)]).toEqual([[], false, []]);
    await new TestProfile(9).join(a);
    await shareStatements(a, b);
    expect(await asked(b, id)).toEqual([id]);
    expect(await keep(b, id, bytes)).toBe(true);
    expect([await booked(b), await isStored(b, id)]).toEqual([[id], true]);
  });

  test("of a maker who may not write any more is stored as soon as somebody who may says that it is right", async () => {
    const { spaces } = await sharing(3);
    const [a, b, c] = [at(spaces, 0), at(spaces, 1), at(spaces, 2)];
    const { id, bytes } = await checkpointOf(c);
    const body = { kind: "remove", device: c.core.self, asksToWipe: false, cut: [] } as const;
    valueIn(await a.addOwnStatements(() => signStatements(a.core, [body])));
    await shareStatements(a, b);
    expect(await keep(b, id, bytes)).toBe(true);
    expect([await isStored(b, id), await asked(b, id)]).toEqual([false, []]);
    valueIn(await b.ingestReceipts([await makeReceipt(a.core.signer, a.core.space, { counter: 9, version: [], checkpoints: [id] })]));
    expect(await asked(b, id)).toEqual([id]);
    expect([await keep(b, id, bytes), await isStored(b, id)]).toEqual([true, true]);
  });

  test("pushes out older ones of its maker, which are removed, and nobody else's", async () => {
    const { spaces } = await sharing(3);
    const [a, b, c] = [at(spaces, 0), at(spaces, 1), at(spaces, 2)];
    const other = await checkpointOf(c);
    await keep(b, other.id, other.bytes);
    const ids: string[] = [];
    for (let counter = 1; counter <= 40; counter++) {
      const { id, bytes } = await checkpointOf(a, a.core.signer, counter);
      ids.unshift(id);
      await keep(b, id, bytes);
    }
    expect(await booked(b)).toEqual([...ids.slice(0, 16), other.id]);
    expect(await Promise.all(ids.map((id) => isStored(b, id)))).toEqual(ids.map((_, index) => index < 16));
  });
});
