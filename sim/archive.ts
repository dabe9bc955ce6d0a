// Every record that a disk of this world has ever held, whatever became of the disk: what was called saved is looked for by its content, so that records may
// be gone once they are compacted.

import { bytesToHex, hexToBytes } from "../src/base/bytes.ts";
import type { ActionId, ItemId, RecordId, SpaceId, StatementId } from "../src/base/ids.ts";
import { assert } from "../src/base/result.ts";
import { encodeState, openDocument } from "../src/items/document.ts";
import { actionOfRecord } from "../src/log/record-body.ts";
import type { StoreBatch, StoredRecord } from "../src/ports/store.ts";
import { parseRecord } from "../src/wire/record-envelope.ts";
import type { SavedAct } from "./acknowledged.ts";
import type { Device, Tab } from "./world.ts";

/** Nothing is edited with it. */
const READER_ID = 1;

export class Archive {
  readonly #bySpace = new Map<SpaceId, Map<RecordId, StoredRecord>>();
  readonly #holders = new Map<RecordId, Set<Device>>();
  readonly #statements = new Map<SpaceId, Map<StatementId, Uint8Array>>();

  /** Of a commit of the device's that succeeded. */
  note({ space, records, statements }: StoreBatch, device: Device): void {
    const held = this.#bySpace.get(space) ?? new Map<RecordId, StoredRecord>();
    for (const record of records) held.set(record.id, record);
    this.#bySpace.set(space, held);
    for (const { id, state } of records) if (state !== "beyond") this.#holders.set(id, (this.#holders.get(id) ?? new Set()).add(device));
    const stated = this.#statements.get(space) ?? new Map<StatementId, Uint8Array>();
    for (const { id, bytes } of statements) stated.set(id, bytes);
    this.#statements.set(space, stated);
  }

  statements(space: SpaceId): Iterable<Uint8Array> {
    return this.#statements.get(space)?.values() ?? [];
  }

  /** Devices that have taken the record in at some time. */
  holdersOf(id: RecordId): ReadonlySet<Device> {
    return this.#holders.get(id) ?? new Set();
  }

  records(space: SpaceId): Iterable<StoredRecord> {
    return this.#bySpace.get(space)?.values() ?? [];
  }
}

type ReadChange = { readonly id: RecordId; readonly action: ActionId; readonly changes: readonly { item: ItemId; update: Uint8Array }[] };

/** The changes of the tab's space that it has the keys for. */
function* readChanges(tab: Tab): Generator<ReadChange> {
  const { core } = tab.open.space;
  const { world, program } = tab.device;
  for (const { id, log, bytes } of world.archive.records(core.space)) {
    const envelope = parseRecord(bytes);
    const body = envelope.ok ? program.openRecord(core.keys, log, envelope.value, core.members.epochKeys()) : null;
    if (body?.ok !== true || body.value.kind !== "change") continue;
    yield { id, action: actionOfRecord(body.value, id), changes: body.value.changes };
  }
}

/** Of the tab's space, the actions of which one of `devices` has taken in a record at some time. */
export function actionsTakenBy(tab: Tab, devices: ReadonlySet<Device>): ReadonlySet<ActionId> {
  const { archive } = tab.device.world;
  const taken = [...readChanges(tab)].filter(({ id }) => [...archive.holdersOf(id)].some((holder) => devices.has(holder)));
  return new Set(taken.map(({ action }) => action));
}

/** Yjs updates V1 of acts that were called saved, by the items that they changed and that nobody has deleted for good. */
function savedUpdates(tab: Tab, acts: readonly SavedAct[]): ReadonlyMap<ItemId, readonly Uint8Array[]> {
  const { core } = tab.open.space;
  const saved = new Set<ActionId>(acts.filter(({ space }) => space === core.space).map(({ action }) => action));
  const updates = new Map<ItemId, Uint8Array[]>();
  for (const { action, changes } of readChanges(tab)) {
    if (!saved.has(action)) continue;
    for (const { item, update } of changes) {
      if (!core.items.tombstones.has(item)) updates.set(item, [...(updates.get(item) ?? []), update]);
    }
  }
  return updates;
}

/** Something called saved whose content is in no document. `states`: each document's, in hex. */
export function lostContent(tab: Tab, acts: readonly SavedAct[], states: ReadonlyMap<ItemId, string>): string | null {
  for (const [item, updates] of savedUpdates(tab, acts)) {
    const state = hexToBytes(states.get(item) ?? "");
    if (state === null || state.length === 0) return `item ${item} was called saved and is gone`;
    const opened = openDocument({ clientId: READER_ID, states: [state], updates });
    assert(opened.ok, "what was saved can be read");
    if (bytesToHex(encodeState(opened.value.document)) !== states.get(item)) return `a change of item ${item} was called saved and is gone`;
  }
  return null;
}
