// The mirrors of this device, as its screens see them. What runs them is loaded once some note's field names this device; that is looked for when the page is
// idle, since no screen waits for it.

import { createEffect, createSignal, getOwner, runWithOwner, type Accessor } from "solid-js";
import type { DeviceId, ItemId } from "../../base/ids.ts";
import type { CaretPlace } from "../../editor/remote-carets.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { createNoteWindow } from "../client/task-window.ts";
import { whenIdle } from "../client/when-idle.ts";
import { createRetry } from "../trouble/create-retry.ts";
import { saveBeforeLeaving } from "../update/unsaved.ts";
import { whenLeaving } from "../update/when-leaving.ts";
import type { MirrorAct, MirroredNote, MirrorKeeper } from "./running/keep-mirrors.ts";
import type { MirrorReport } from "./running/mirror-report.ts";
import type { RoomCaret } from "./running/room-carets.ts";

export type Mirrors = {
  /** How the mirror of a note goes, where this device runs it; null: not yet told, or it does not. */
  readonly reportOf: (id: ItemId) => MirrorReport | null;
  /** Those that this device runs. */
  readonly own: Accessor<readonly MirroredNote[]>;
  /** Carets of those in the room of a note. */
  readonly caretsOf: (id: ItemId) => readonly RoomCaret[];
  /** Where the user is in a note on screen, for those in its room; null: nowhere. */
  readonly setCaret: (id: ItemId, place: CaretPlace | null) => void;
  readonly act: (id: ItemId, act: MirrorAct) => void;
  /** Of a stint that begins: its room is known to be empty, or nobody is in it. */
  readonly startWithoutWaiting: (stint: string) => void;
};

export const ownDevice = (client: ReplicaClient): DeviceId | null => client.status()?.devices.find(({ self }) => self)?.id ?? null;

/** Null takes it away. */
function withEntry<Value>(before: ReadonlyMap<ItemId, Value>, id: ItemId, value: Value | null): ReadonlyMap<ItemId, Value> {
  const next = new Map(before);
  if (value === null) next.delete(id);
  else next.set(id, value);
  return next;
}

/** Ends with its owner. */
export function createMirrors(client: ReplicaClient): Mirrors {
  const [reports, setReports] = createSignal<ReadonlyMap<ItemId, MirrorReport>>(new Map());
  const [carets, setCarets] = createSignal<ReadonlyMap<ItemId, readonly RoomCaret[]>>(new Map());
  const [own, setOwn] = createSignal<readonly MirroredNote[]>([]);
  const unawaited = new Set<string>();
  let keeper: MirrorKeeper | null = null;
  const onReport = (id: ItemId, report: MirrorReport | null): void => {
    setReports((before) => withEntry(before, id, report));
  };
  const onCarets = (id: ItemId, present: readonly RoomCaret[]): void => {
    setCarets((before) => withEntry(before, id, present.length === 0 ? null : present));
  };
  const load = async (): Promise<void> => {
    try {
      const { startKeeper } = await import("./running/start-keeper.ts");
      keeper ??= startKeeper({ client, onReport, onCarets, isUnawaited: (stint) => unawaited.has(stint) });
      keeper.keep(own());
    } catch {
      for (const { id } of own()) onReport(id, { kind: "stopped", reason: "no-code" });
    }
  };
  const owner = getOwner();
  whenIdle(() => runWithOwner(owner, () => followOwn(client, setOwn)));
  createEffect(() => {
    const notes = own();
    if (keeper !== null) keeper.keep(notes);
    else if (notes.length > 0) void load();
  });
  const flush = async (): Promise<boolean> => {
    await keeper?.flush();
    return true;
  };
  whenLeaving(() => void flush());
  saveBeforeLeaving(flush);
  createRetry(client, () => keeper?.retrySaving());
  return {
    reportOf: (id) => reports().get(id) ?? null,
    caretsOf: (id) => carets().get(id) ?? [],
    setCaret: (id, place) => keeper?.setCaret(id, place),
    own,
    act(id, act) {
      if (keeper === null) void load();
      else keeper.act(id, act);
    },
    startWithoutWaiting: (stint) => void unawaited.add(stint),
  };
}

function followOwn(client: ReplicaClient, setOwn: (notes: readonly MirroredNote[]) => void): void {
  const rows = createNoteWindow(client, "mirrored", () => undefined);
  createEffect(() => {
    const device = ownDevice(client);
    const { ids, rowsById } = rows.snapshot();
    setOwn(
      ids.flatMap((id) => {
        const row = rowsById.get(id);
        const mirror = row?.newer === false ? row.mirror : null;
        return mirror === null || mirror.device !== device ? [] : [{ id, mirror }];
      }),
    );
  });
}
