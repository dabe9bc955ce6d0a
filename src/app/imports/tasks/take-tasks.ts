// Takes the tasks of an import in, some hundreds at a time, so that the worker is free for others in between: each part is durable before the next one begins.
// What broke off goes on with a second run, since what is here is known by its id. All of it is one step that can be taken back.

import type { ActionId, ItemId, SpaceId } from "../../../base/ids.ts";
import type { Result } from "../../../base/result.ts";
import { ok } from "../../../base/result.ts";
import type { Found, FoundList, Taking } from "../../../imports/tasks/import-desk.ts";
import type { ActError } from "../../../replica/face.ts";
import { MAX_LOOKED_FOR, type ImportedBefore } from "../../../replica/face/imports.ts";
import type { ReplicaClient } from "../../client/replica-client.ts";
import type { TaskActions, Telling } from "../../client/task-actions.ts";
import { actErrorText } from "../../texts/error-texts.ts";
import { t } from "../../texts/messages.ts";
import type { DeskClient } from "./desk-client.ts";
import type { Destination } from "./targets.ts";

/** Of what a file says, what is here already. */
export type Known = {
  readonly fresh: { readonly open: number; readonly done: number };
  readonly here: number;
  readonly gone: number;
  /** In the trash, the done ones apart. */
  readonly trash: readonly { readonly id: ItemId; readonly list: ItemId | null; readonly isDone: boolean }[];
  /** Lists with something in them that is not here yet, or only in the trash. */
  readonly freshLists: ReadonlySet<ItemId>;
};

/** As many as a window can be sent at once without waiting for it. */
const LOOKED_FOR_AT_ONCE = Math.min(2_000, MAX_LOOKED_FOR);

type Counting = {
  readonly fresh: { open: number; done: number };
  here: number;
  gone: number;
  readonly trash: Known["trash"][number][];
  readonly freshLists: Set<ItemId>;
};

function countIn(counting: Counting, state: ImportedBefore, task: Known["trash"][number]): void {
  switch (state) {
    case "new":
      counting.fresh[task.isDone ? "done" : "open"] += 1;
      if (task.list !== null) counting.freshLists.add(task.list);
      return;
    case "trash":
      counting.trash.push(task);
      return;
    default:
      counting[state] += 1;
  }
}

export async function lookForKnown(
  client: ReplicaClient,
  desk: DeskClient,
  space: SpaceId,
  count: number,
): Promise<Result<Known, ActError>> {
  const counting: Counting = { fresh: { open: 0, done: 0 }, here: 0, gone: 0, trash: [], freshLists: new Set() };
  for (let start = 0; start < count; start += LOOKED_FOR_AT_ONCE) {
    const { ids, lists, done } = await desk.ask({ kind: "named", start, count: LOOKED_FOR_AT_ONCE });
    const states = await client.ask({ kind: "find-imported", space, ids });
    if (!states.ok) return states;
    for (const [index, id] of ids.entries()) {
      const state = states.value[index];
      if (state !== undefined) countIn(counting, state, { id, list: lists[index] ?? null, isDone: done[index] === true });
    }
  }
  return ok(counting);
}

/** Said in the language of whenever it is read. */
export type ToldText = () => string;

export type TakeParts = {
  readonly client: ReplicaClient;
  readonly actions: TaskActions;
  readonly desk: DeskClient;
  readonly space: SpaceId;
  readonly found: Found;
  readonly destination: Destination;
  readonly home: ItemId | null;
  readonly withDone: boolean;
  /** Of those in the trash these come back. */
  readonly restore: readonly ItemId[];
  readonly nowMs: number;
  /** Tasks of the file that were seen to, of `count`. */
  readonly onProgress: (done: number) => void;
  readonly isStopped: () => boolean;
};

export type Taken = {
  readonly made: number;
  readonly restored: number;
  /** The last thing that was done: to take all back. Null: nothing was. */
  readonly action: ActionId | null;
  readonly end: "whole" | "stopped" | { readonly problem: ToldText };
};

/** The steps of one import may be taken back for as long as the worker remembers them: so many acts at most. */
const MOST_ACTS = 120;
const LEAST_AT_ONCE = 500;
const RESTORED_AT_ONCE = 500;

const partSize = (count: number): number => Math.max(LEAST_AT_ONCE, Math.ceil(count / MOST_ACTS));

class Taker {
  readonly #parts: TakeParts;
  readonly #step = {};
  #made = 0;
  #restored = 0;
  #action: ActionId | null = null;

  constructor(parts: TakeParts) {
    this.#parts = parts;
  }

  taken(end: Taken["end"]): Taken {
    return { made: this.#made, restored: this.#restored, action: this.#action, end };
  }

  #telling(): Telling {
    const name = (): string => t("taskImport.name", this.#made + this.#restored);
    return { text: name, name, toast: false, isQuiet: true, step: this.#step };
  }

  /** Null, or what to say. */
  async importPart(part: { readonly lists: Destination["lists"]; readonly tasks: readonly TaskOfPart[] }): Promise<ActError | null> {
    const { client, actions, space } = this.#parts;
    const answer = await client.ask({ kind: "import-tasks", space, part });
    if (!answer.ok) return answer.error;
    this.#made += answer.value.made;
    if (answer.value.action !== null) this.#action = answer.value.action;
    actions.remember(answer.value, this.#telling());
    return null;
  }

  async restorePart(ids: readonly ItemId[]): Promise<ActError | null> {
    const outcome = await this.#parts.actions.act({ kind: "restore", ids }, this.#telling(), false);
    if (!outcome.ok) return outcome.error;
    this.#restored += ids.length;
    if (outcome.value.action !== null) this.#action = outcome.value.action;
    return null;
  }
}

type TaskOfPart = Awaited<ReturnType<typeof takeNext>>[number];

const takeNext = (desk: DeskClient, start: number, count: number, taking: Taking) => desk.ask({ kind: "take", start, count, taking });

/** The parts one after the other, each with how far the whole is after it. */
function* stepsOf(parts: TakeParts, taker: Taker): Generator<{ readonly run: () => Promise<ActError | null>; readonly done: number }> {
  const { desk, found, destination, home, withDone, restore, nowMs } = parts;
  const count = found.open + found.done;
  const size = partSize(count);
  const { lists, targets, sections } = destination;
  const taking: Taking = { targets, home, sections, withDone, doneAtMs: nowMs };
  if (lists.length > 0) yield { run: () => taker.importPart({ lists, tasks: [] }), done: 0 };
  // Each part is made while the one before it is stored.
  let next = takeNext(desk, 0, size, taking);
  for (let start = 0; start < count; start += size) {
    const run = async (): Promise<ActError | null> => {
      const tasks = await next;
      next = takeNext(desk, start + size, size, taking);
      next.catch(() => undefined);
      return tasks.length === 0 ? null : taker.importPart({ lists: [], tasks });
    };
    yield { run, done: Math.min(count, start + size) };
  }
  for (let start = 0; start < restore.length; start += RESTORED_AT_ONCE)
    yield { run: () => taker.restorePart(restore.slice(start, start + RESTORED_AT_ONCE)), done: count };
}

export async function takeTasks(parts: TakeParts): Promise<Taken> {
  const taker = new Taker(parts);
  for (const { run, done } of stepsOf(parts, taker)) {
    if (parts.isStopped()) return taker.taken("stopped");
    const problem = await run().catch(() => "no-code" as const);
    if (problem !== null) {
      return taker.taken({ problem: () => (problem === "no-code" ? t("taskImport.fault.no-code") : actErrorText(problem)) });
    }
    parts.onProgress(done);
  }
  return taker.taken("whole");
}

/** Whether anything goes into a list of the file. */
export const isWanted =
  ({ freshLists, trash }: Known, isRestoring: boolean) =>
  ({ id }: FoundList): boolean =>
    freshLists.has(id) || (isRestoring && trash.some(({ list }) => list === id));
