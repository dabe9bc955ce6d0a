// Earlier months, when somebody asks for them (face/months.ts): seldom wanted, so that its code is loaded on first use. One month at a time is in memory,
// until it is closed or another one is opened.

import type { ItemId } from "../../base/ids.ts";
import { err, ok, unreachable, type Result } from "../../base/result.ts";
import type { CopiedTask } from "../../model/task-intent.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import { readManifest } from "../manifests.ts";
import {
  MAX_BROUGHT_BACK,
  MAX_MONTH_ROWS,
  type KeptMonth,
  type MonthAnswers,
  type MonthError,
  type MonthQuery,
  type MonthRequest,
  type MonthTask,
  type MonthTasks,
} from "../face/months.ts";
import type { Replica } from "../replica.ts";
import type { SpaceCore } from "../space-core.ts";
import { catchStoreFailure } from "../store-failure.ts";
import { copyOf } from "./copy-task.ts";
import { isFound, sinceThen, wordsOf } from "./find-tasks.ts";
import { readEntry, readMonth, type Month, type MonthEntry } from "./read-month.ts";

type Opened = { readonly checkpoint: CheckpointId; readonly core: SpaceCore; readonly month: Promise<Result<Month, MonthError>> };

const openedByReplica = new WeakMap<Replica, Opened>();

const GONE = err<MonthError>({ kind: "month-gone" });
const UNREADABLE = err<MonthError>({ kind: "unreadable" });

/** Store failures as errors of this face. */
async function guarded<T, E>(act: () => Promise<Result<T, E>>): Promise<Result<T, E | MonthError>> {
  const done = await catchStoreFailure<Result<T, E>>(async () => ok(await act()));
  return done.ok ? done.value : err({ kind: "store", error: done.error });
}

async function listMonths({ space }: Replica): Promise<Result<readonly KeptMonth[], MonthError>> {
  const { core } = space;
  const kept: KeptMonth[] = [];
  for (const id of core.base.base.kept) {
    const manifest = await readManifest(core, id);
    if (manifest === null) continue;
    const { maker, madeAt, packs } = manifest;
    const device = { id: maker, name: core.members.nameOf(maker), isSelf: maker === core.self };
    kept.push({ checkpoint: id, madeAtMs: madeAt, device, sizeBytes: packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) });
  }
  return ok(kept);
}

/** Throws a store failure. */
async function openMonth({ space, ports }: Replica, checkpoint: CheckpointId): Promise<Result<Month, MonthError>> {
  const { core } = space;
  const { pauseMs } = core.ports.engineLimits;
  const pause = async (): Promise<void> => {
    if (pauseMs > 0) await new Promise<void>((resolve) => void ports.timers.after(pauseMs, resolve));
  };
  const manifest = await readManifest(core, checkpoint);
  if (manifest === null) return GONE;
  const month = await readMonth(core, manifest, pause);
  return month.packs > 0 && month.unreadablePacks === month.packs ? UNREADABLE : ok(month);
}

/** The month as it was read, while it is still kept; read anew after a failure. */
async function monthOf(replica: Replica, checkpoint: CheckpointId): Promise<Result<Month, MonthError>> {
  const { core } = replica.space;
  if (!core.base.base.kept.includes(checkpoint)) {
    openedByReplica.delete(replica);
    return GONE;
  }
  const present = openedByReplica.get(replica);
  if (present?.checkpoint === checkpoint && present.core === core) return present.month;
  const opened: Opened = { checkpoint, core, month: guarded(() => openMonth(replica, checkpoint)) };
  openedByReplica.set(replica, opened);
  const month = await opened.month;
  if ((!month.ok || month.value.unreadablePacks > 0) && openedByReplica.get(replica) === opened) openedByReplica.delete(replica);
  return month;
}

function entriesFound(month: Month, { words, changedOnly }: MonthQuery): readonly MonthEntry[] {
  const wanted = wordsOf(words);
  const { items } = month.core;
  return month.entries.filter(
    (entry) => !items.tombstones.has(entry.row.id) && isFound(entry, wanted) && (!changedOnly || sinceThen(items, entry.row) !== "same"),
  );
}

const numberIn = (value: number, most: number): number => (Number.isFinite(value) ? Math.min(most, Math.max(0, Math.trunc(value))) : 0);

type Asked<Kind extends MonthRequest["kind"]> = Extract<MonthRequest, { kind: Kind }>;

async function readTasks(replica: Replica, request: Asked<"month">): Promise<Result<MonthTasks, MonthError>> {
  const month = await monthOf(replica, request.checkpoint);
  if (!month.ok) return month;
  const { items } = month.value.core;
  const found = entriesFound(month.value, request.query);
  const start = numberIn(request.start, found.length);
  const tasks = found.slice(start, start + numberIn(request.count, MAX_MONTH_ROWS)).map(({ row, list, notesStart }): MonthTask => ({
    row,
    listName: list?.name ?? null,
    notesStart,
    since: sinceThen(items, row),
  }));
  const all = month.value.entries.filter(({ row }) => !items.tombstones.has(row.id)).length;
  const { packs, unreadablePacks } = month.value;
  return ok({ all, found: found.length, start, tasks, packs, unreadablePacks });
}

async function readIds(replica: Replica, { checkpoint, query }: Asked<"month-ids">): Promise<Result<readonly ItemId[], MonthError>> {
  const month = await monthOf(replica, checkpoint);
  if (!month.ok) return month;
  const found = entriesFound(month.value, query).filter(({ row }) => !row.newer);
  return ok(found.slice(0, MAX_BROUGHT_BACK).map(({ row }) => row.id));
}

/** Those of the month that are not deleted for good, in its order. */
function entriesOf({ entries, core }: Month, ids: readonly ItemId[]): readonly MonthEntry[] {
  const wanted = new Set(ids);
  return entries.filter(({ row }) => wanted.has(row.id) && !core.items.tombstones.has(row.id));
}

async function readTask(replica: Replica, { checkpoint, id }: Asked<"month-task">): Promise<MonthAnswers["month-task"]> {
  const month = await monthOf(replica, checkpoint);
  if (!month.ok) return month;
  const [entry] = entriesOf(month.value, [id]);
  const details = entry === undefined ? null : await readEntry(month.value, entry);
  return details === null ? UNREADABLE : ok(details);
}

async function bringBack(replica: Replica, { checkpoint, ids }: Asked<"bring-back">): Promise<MonthAnswers["bring-back"]> {
  const month = await monthOf(replica, checkpoint);
  if (!month.ok) return month;
  const wanted = entriesOf(month.value, ids.slice(0, MAX_BROUGHT_BACK)).filter(({ row }) => !row.newer);
  const tasks: CopiedTask[] = [];
  for (const entry of wanted) {
    const details = await readEntry(month.value, entry);
    if (details !== null) tasks.push(copyOf(details, replica.ports.random));
  }
  if (tasks.length === 0) return UNREADABLE;
  return replica.act({ kind: "copy", tasks });
}

async function answer(replica: Replica, request: MonthRequest): Promise<MonthAnswers[MonthRequest["kind"]]> {
  switch (request.kind) {
    case "months":
      return guarded(() => listMonths(replica));
    case "month":
      return guarded(() => readTasks(replica, request));
    case "month-ids":
      return guarded(() => readIds(replica, request));
    case "month-task":
      return guarded(() => readTask(replica, request));
    case "bring-back":
      return guarded(() => bringBack(replica, request));
    case "close-month":
      openedByReplica.delete(replica);
      return ok(null);
    default:
      return unreachable(request);
  }
}

export const months = { answer };

export type Months = typeof months;
