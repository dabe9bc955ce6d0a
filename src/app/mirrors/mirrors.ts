// The mirrors of this device, as its screens see them. What runs them is loaded once some note's field names this device; that is looked for when the page is
// idle, since no screen waits for it.

import { createEffect, createSignal, getOwner, runWithOwner, type Accessor } from "solid-js";
import type { DeviceId, ItemId } from "../../base/ids.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { createNoteWindow } from "../client/task-window.ts";
import { whenIdle } from "../client/when-idle.ts";
import { createRetry } from "../trouble/create-retry.ts";
import { saveBeforeLeaving } from "../update/unsaved.ts";
import { whenLeaving } from "../update/when-leaving.ts";
import type { MirrorAct, MirroredNote, MirrorKeeper } from "./keep-mirrors.ts";
import type { MirrorReport } from "./mirror-report.ts";

export type Mirrors = {
  /** How the mirror of a note goes, where this device runs it; null: not yet told, or it does not. */
  readonly reportOf: (id: ItemId) => MirrorReport | null;
  /** Those that this device runs. */
  readonly own: Accessor<readonly MirroredNote[]>;
  readonly act: (id: ItemId, act: MirrorAct) => void;
  /** Of a stint that begins: its room is known to be empty, or nobody is in it. */
  readonly startWithoutWaiting: (stint: string) => void;
};

export const ownDevice = (client: ReplicaClient): DeviceId | null => client.status()?.devices.find(({ self }) => self)?.id ?? null;

/** Ends with its owner. */
export function createMirrors(client: ReplicaClient): Mirrors {
  const [reports, setReports] = createSignal<ReadonlyMap<ItemId, MirrorReport>>(new Map());
  const [own, setOwn] = createSignal<readonly MirroredNote[]>([]);
  const unawaited = new Set<string>();
  let keeper: MirrorKeeper | null = null;
  const onReport = (id: ItemId, report: MirrorReport | null): void => {
    setReports((before) => {
      const next = new Map(before);
      if (report === null) next.delete(id);
      else next.set(id, report);
      return next;
    });
  };
  const load = async (): Promise<void> => {
    try {
      const { startKeeper } = await import("./start-keeper.ts");
      keeper ??= startKeeper({ client, onReport, isUnawaited: (stint) => unawaited.has(stint) });
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
