// What another tab has put in the place of the base held here.

import { reachOf } from "../base.ts";
import type { HeldBase } from "../space-base.ts";
import { forgetManifests } from "../manifests.ts";
import type { SpaceCore } from "../space-core.ts";
import { coverWith } from "../ways.ts";
import { notePurged } from "./note-purged.ts";

/** Throws a store failure. */
export async function takeBase(core: SpaceCore, held: HeldBase): Promise<void> {
  const before = core.base.items;
  const rows = [...(held.pages?.items.values() ?? [])];
  const purged = rows.filter(({ id, isPurged }) => isPurged && !core.items.tombstones.has(id)).map(({ id }) => id);
  await core.items.load(purged);
  const cover = await coverWith(core.index, reachOf(held.base.cover), held.base.ways);
  notePurged(core, purged, cover);
  forgetManifests(core);
  core.base.take(held);
  core.base.coverage = cover;
  const changed = rows.filter((row) => !row.isPurged && before.get(row.id)?.packs.join() !== row.packs.join());
  await core.items.rebase(core.base.source, cover, changed);
}
