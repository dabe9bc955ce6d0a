// Every record that a disk of this world has ever held, whatever became of the disk: what was called saved is looked for by its content, so that records may
// be gone once they are compacted.

import { bytesToHex, hexToBytes } from "../src/base/bytes.ts";
import type { ActionId, ItemId, RecordId, SpaceId } from "../src/base/ids.ts";
import { assert } from "../src/base/result.ts";
import { encodeState, openDocument } from "../src/items/document.ts";
import { actionOfRecord } from "../src/log/record-body.ts";
import type { StoreBatch, StoredRecord } from "../src/ports/store.ts";
import { parseRecord } from "../src/wire/record-envelope.ts";
import type { Acknowledged } from "./acknowledged.ts";
import type { Tab } from "./world.ts";

/** Nothing is edited with it. */
const READER_ID = 1;

export class Archive {
  readonly #bySpace = new Map<SpaceId, Map<RecordId, StoredRecord>>();

  /** Of a commit that succeeded. */
  note({ space, records }: StoreBatch): void {
    const held = this.#bySpace.get(space) ?? new Map<RecordId, StoredRecord>();
    for (const record of records) held.set(record.id, record);
    this.#bySpace.set(space, held);
  }

  records(space: SpaceId): Iterable<StoredRecord> {
    return this.#bySpace.get(space)?.values() ?? [];
  }
}

/** Yjs updates V1 of acts that were called saved, by the items that they changed and that nobody has deleted for good. */
function savedUpdates(tab: Tab, acknowledged: Acknowledged): ReadonlyMap<ItemId, readonly Uint8Array[]> {
  const { core } = tab.open.space;
  const { world, program } = tab.device;
  const saved = new Set<ActionId>(acknowledged.acts.filter(({ space }) => space === core.space).map(({ action }) => action));
  const updates = new Map<ItemId, Uint8Array[]>();
  for (const { id, log, bytes } of world.archive.records(core.space)) {
    const envelope = parseRecord(bytes);
    const body = envelope.ok ? program.openRecord(core.keys, log, envelope.value, core.members.epochKeys()) : null;
    if (body?.ok !== true || body.value.kind !== "change" || !saved.has(actionOfRecord(body.value, id))) continue;
    for (const { item, update } of body.value.changes) {
      if (!core.items.tombstones.has(item)) updates.set(item, [...(updates.get(item) ?? []), update]);
    }
  }
  return updates;
}

/** Something called saved whose content is in no document. `states`: each document's, in hex. */
export function lostContent(tab: Tab, acknowledged: Acknowledged, states: ReadonlyMap<ItemId, string>): string | null {
  for (const [item, updates] of savedUpdates(tab, acknowledged)) {
    const state = hexToBytes(states.get(item) ?? "");
    if (state === null || state.length === 0) return `item ${item} was called saved and is gone`;
    const opened = openDocument({ clientId: READER_ID, states: [state], updates });
    assert(opened.ok, "what was saved can be read");
    if (bytesToHex(encodeState(opened.value.document)) !== states.get(item)) return `a change of item ${item} was called saved and is gone`;
  }
  return null;
}
