// What is kept of rooms goes when it is of no use any more.

import { expect, test } from "vitest";
import type { ItemId } from "../../base/ids.ts";
import type { NoteMirror } from "../../model/mirror-field.ts";
import { MirrorLog } from "../notes/mirror-log.ts";
import type { Space } from "../space.ts";
import { act, bring, newItem, valueIn } from "../space.suite.ts";
import { at, holding, run, sharing } from "./engine.suite.ts";

const ROOM = {
  kind: "websocket",
  address: "wss://rooms.example",
  room: "r",
  password: "",
  rootName: "text",
  rootType: "fragment",
} as const;
const STINT = "0123456789abcdef";

const mirrorOn = ({ core }: Space, stint = STINT): NoteMirror => ({ ...ROOM, device: core.self, stint });

async function mirroredNote(space: Space): Promise<{ readonly id: ItemId; readonly isKept: () => Promise<boolean> }> {
  const id = newItem(space);
  await act(space, { kind: "create-note", id, title: "plans" });
  await act(space, { kind: "set-mirror", id, mirror: mirrorOn(space) });
  const log = new MirrorLog(space.core.ports, id);
  await log.load();
  valueIn(await log.replace({ log: STINT, base: { room: 1, state: Uint8Array.of(1) }, entries: [] }));
  return { id, isKept: async () => valueIn(await new MirrorLog(space.core.ports, id).load()) !== null };
}

test("a note that is mirrored keeps what is known of its room, in the trash too, until it is deleted for good", async () => {
  const { spaces } = await sharing(1);
  const a = at(spaces, 0);
  await holding(a);
  const { id, isKept } = await mirroredNote(a);
  await run(a);
  await act(a, { kind: "trash", ids: [id] });
  await run(a);
  expect(await isKept()).toBe(true);
  await act(a, { kind: "purge", ids: [id] });
  await run(a);
  expect(await isKept()).toBe(false);
});

test("it goes when the note is mirrored with nothing, anew, or by another device, and that of other notes stays", async () => {
  const { spaces } = await sharing(2);
  const [a, b] = [at(spaces, 0), at(spaces, 1)];
  await holding(a);
  const stays = await mirroredNote(a);
  for (const next of [null, mirrorOn(a, "fedcba9876543210"), mirrorOn(b)]) {
    const { id, isKept } = await mirroredNote(a);
    await bring(a, b);
    await act(b, { kind: "set-mirror", id, mirror: next });
    await bring(b, a);
    expect(await isKept()).toBe(true);
    await run(a);
    expect([await isKept(), await stays.isKept()]).toEqual([false, true]);
  }
});

test("a note that begins to be mirrored in another tab, which this one has not heard of, keeps it", async () => {
  const { spaces, profiles } = await sharing(1);
  const [a, profile] = [at(spaces, 0), at(profiles, 0)];
  await holding(a);
  const { id, isKept } = await mirroredNote(a);
  await act(a, { kind: "set-mirror", id, mirror: null });
  const tab = await profile.openSpace(a.core.space);
  await act(tab, { kind: "set-mirror", id, mirror: mirrorOn(tab) });
  await run(a);
  expect(await isKept()).toBe(true);
});
