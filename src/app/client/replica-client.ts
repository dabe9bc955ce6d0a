// The window's end of the replica worker: asks and gets one answer each, in whatever order they come, and keeps what is pushed in signals.
// A worker of another build, or one that died, answers nothing any more: what was asked stays unanswered and `health` says so, so that the
// page offers to reload instead of calling something saved.

import { batch, createSignal, type Accessor } from "solid-js";
import type { AwayPush, AwayState } from "../../replica/face/away.ts";
import type { FileProgress } from "../../replica/face/files.ts";
import type { LockState } from "../../replica/face/lock.ts";
import type { NearbyState } from "../../replica/face/nearby.ts";
import type { RestoreState } from "../../replica/face/recovery.ts";
import type { ReminderPush, RemindersState, RingPush } from "../../replica/face/reminders.ts";
import type { Present, WatchedNote } from "../../replica/face/notes.ts";
import type { SpacesState } from "../../replica/face/spaces.ts";
import type { ListRow } from "../../model/list-row.ts";
import type { ViewRow } from "../../model/view-row.ts";
import type {
  PairingState,
  ProfileState,
  ReplicaAnswers,
  ReplicaPush,
  ReplicaRequest,
  StorageState,
  SyncStatus,
  TagUse,
  WatchedTask,
  WindowMessage,
  WorkerMessage,
} from "../../replica/face.ts";

type RequestKind = ReplicaRequest["kind"];
type Request<Kind extends RequestKind> = Extract<ReplicaRequest, { kind: Kind }>;
export type RowsPush = Extract<ReplicaPush, { kind: "rows" }>;
export type NoteRowsPush = Extract<ReplicaPush, { kind: "note-rows" }>;

export type WorkerHealth = "running" | "wrong-build" | "died";

/** How messages get to the worker and back; held-port.ts makes one of a worker's. */
export interface ReplicaPort {
  send(message: WindowMessage): void;
  /** Called once, before the first `send`. */
  listen(onMessage: (message: WorkerMessage) => void, onDeath: () => void): void;
}

export type NoteListener = { readonly onNote: (note: WatchedNote) => void; readonly onPresent?: (present: readonly Present[]) => void };

export type Listening = { readonly watch: number; readonly stop: () => void };

export interface ReplicaClient {
  readonly health: Accessor<WorkerHealth>;
  readonly storage: Accessor<StorageState>;
  /** `null` until the replica has told it for the first time. */
  readonly status: Accessor<SyncStatus | null>;
  readonly pairing: Accessor<PairingState>;
  /** Those in the trash too; `null` until the replica has told them. */
  readonly lists: Accessor<readonly ListRow[] | null>;
  /** Those in the trash too; `null` until the replica has told them. */
  readonly views: Accessor<readonly ViewRow[] | null>;
  readonly tags: Accessor<readonly TagUse[]>;
  /** `null` until the replica has told it for the first time, which is before storage is ready. */
  readonly profile: Accessor<ProfileState | null>;
  /** `null` while no file is being written or read. */
  readonly fileProgress: Accessor<FileProgress>;
  readonly nearby: Accessor<NearbyState>;
  /** `null` while this profile has its own space alone. */
  readonly spaces: Accessor<SpacesState | null>;
  readonly restoring: Accessor<RestoreState>;
  /** `null` until the replica has told it for the first time. */
  readonly lock: Accessor<LockState | null>;
  /** `null` until the tab that holds the links has told it. */
  readonly reminders: Accessor<RemindersState | null>;
  /** What this page is to ring for now; a new object each time. */
  readonly ringing: Accessor<RingPush | null>;
  /** What other devices changed while this one was away; null: nothing. */
  readonly away: Accessor<AwayState | null>;
  ask<Kind extends RequestKind>(request: Request<Kind>): Promise<ReplicaAnswers[Kind]>;
  /** Resolves once everything asked so far is answered. */
  settled(): Promise<void>;
  /** Numbers a watch and hears its rows; the caller asks `watch` and, after stopping to listen, `unwatch`. */
  listenToRows(onRows: (push: RowsPush) => void): Listening;
  /** The same for a `watch-task`; `null` when there is no such task. */
  listenToTask(onTask: (details: WatchedTask) => void): Listening;
  /** The same for a `watch-notes`, and for a `watch-note`. */
  listenToNotes(onRows: (push: NoteRowsPush) => void): Listening;
  listenToNote(listener: NoteListener): Listening;
}

type AnyAnswer = ReplicaAnswers[RequestKind];

export function createReplicaClient(port: ReplicaPort, build: string): ReplicaClient {
  const [health, setHealth] = createSignal<WorkerHealth>("running");
  const { onPush, ...pushed } = createPushed();
  const waiting = new Map<number, (answer: AnyAnswer) => void>();
  const whenSettled: (() => void)[] = [];
  let lastId = 0;

  const onMessage = (message: WorkerMessage): void => {
    if (message.kind === "push") return onPush(message.push);
    if (message.kind === "wrong-build") {
      setHealth("wrong-build");
      return;
    }
    const resolve = waiting.get(message.id);
    waiting.delete(message.id);
    resolve?.(message.answer);
    if (waiting.size === 0) for (const tell of whenSettled.splice(0)) tell();
  };

  port.listen(onMessage, () => setHealth((present) => (present === "running" ? "died" : present)));

  return {
    health,
    ...pushed,
    settled: () => (waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => whenSettled.push(resolve))),
    async ask<Kind extends RequestKind>(request: Request<Kind>) {
      lastId += 1;
      const id = lastId;
      return new Promise<ReplicaAnswers[Kind]>((resolve) => {
        // The worker answers each id with the answer of its request's kind: the face says so, and one build speaks to itself.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        waiting.set(id, (answer) => resolve(answer as ReplicaAnswers[Kind]));
        port.send({ build, id, request });
      });
    },
  };
}

type ListenName = "listenToRows" | "listenToTask" | "listenToNotes" | "listenToNote";

type Pushed = Pick<
  ReplicaClient,
  | "storage"
  | "status"
  | "pairing"
  | "profile"
  | "lists"
  | "views"
  | "tags"
  | "fileProgress"
  | "nearby"
  | "spaces"
  | "restoring"
  | "lock"
  | "reminders"
  | "ringing"
  | "away"
  | ListenName
> & {
  readonly onPush: (push: ReplicaPush) => void;
};

type WatchPush = Extract<ReplicaPush, { readonly watch: number }>;

type Watching = Pick<ReplicaClient, ListenName> & { readonly tell: (push: WatchPush) => void };

function createListening(): Watching {
  const rowListeners = new Map<number, (push: RowsPush) => void>();
  const taskListeners = new Map<number, (details: WatchedTask) => void>();
  const noteRowListeners = new Map<number, (push: NoteRowsPush) => void>();
  const noteListeners = new Map<number, NoteListener>();
  let lastWatch = 0;
  const listen = <Listener>(listeners: Map<number, Listener>, listener: Listener): Listening => {
    lastWatch += 1;
    const watch = lastWatch;
    listeners.set(watch, listener);
    return { watch, stop: () => listeners.delete(watch) };
  };
  return {
    listenToRows: (onRows) => listen(rowListeners, onRows),
    listenToTask: (onTask) => listen(taskListeners, onTask),
    listenToNotes: (onRows) => listen(noteRowListeners, onRows),
    listenToNote: (listener) => listen(noteListeners, listener),
    tell(push) {
      switch (push.kind) {
        case "rows":
          return rowListeners.get(push.watch)?.(push);
        case "task":
          return taskListeners.get(push.watch)?.(push.details);
        case "note-rows":
          return noteRowListeners.get(push.watch)?.(push);
        case "note":
          return noteListeners.get(push.watch)?.onNote(push.note);
        case "present":
          return noteListeners.get(push.watch)?.onPresent?.(push.present);
      }
    },
  };
}

type NewsName = "reminders" | "ringing" | "away";

/** What comes to pass by itself. */
function createNews(): Pick<Pushed, NewsName> & { readonly tellNews: (push: ReminderPush | AwayPush) => void } {
  const [reminders, setReminders] = createSignal<RemindersState | null>(null);
  const [ringing, setRinging] = createSignal<RingPush | null>(null);
  const [away, setAway] = createSignal<AwayState | null>(null);
  const tellNews = (push: ReminderPush | AwayPush): void => {
    if (push.kind === "ring") setRinging(push);
    else if (push.kind === "away") setAway(push.away);
    else setReminders(push.reminders);
  };
  return { reminders, ringing, away, tellNews };
}

/** The lists and the views. */
function createPlaced(): Pick<Pushed, "lists" | "views"> & { readonly tellLists: (push: Extract<ReplicaPush, { kind: "lists" }>) => void } {
  const [lists, setLists] = createSignal<readonly ListRow[] | null>(null);
  const [views, setViews] = createSignal<readonly ViewRow[] | null>(null);
  const tellLists = (push: Extract<ReplicaPush, { kind: "lists" }>): void =>
    batch(() => {
      setViews(push.views);
      setLists(push.lists);
    });
  return { lists, views, tellLists };
}

function createPushed(): Pushed {
  const [storage, setStorage] = createSignal<StorageState>({ kind: "opening", recordsRead: 0 });
  const [status, setStatus] = createSignal<SyncStatus | null>(null);
  const [pairing, setPairing] = createSignal<PairingState>({ kind: "idle" });
  const { lists, views, tellLists } = createPlaced();
  const [tags, setTags] = createSignal<readonly TagUse[]>([]);
  const [profile, setProfile] = createSignal<ProfileState | null>(null);
  const [fileProgress, setFileProgress] = createSignal<FileProgress>(null);
  const [spaces, setSpaces] = createSignal<SpacesState | null>(null);
  const [restoring, setRestoring] = createSignal<RestoreState>({ kind: "idle" });
  const [nearby, setNearby] = createSignal<NearbyState>({ kind: "idle" });
  const [lock, setLock] = createSignal<LockState | null>(null);
  const { tellNews, ...news } = createNews();
  const { tell, ...listening } = createListening();
  return {
    storage,
    status,
    pairing,
    profile,
    lists,
    views,
    tags,
    fileProgress,
    nearby,
    spaces,
    restoring,
    lock,
    ...news,
    ...listening,
    onPush(push) {
      if ("watch" in push) return tell(push);
      switch (push.kind) {
        case "lists":
          return tellLists(push);
        case "tags":
          return void setTags(push.tags);
        case "status":
          return void setStatus(push.status);
        case "pairing":
          return void setPairing(push.pairing);
        case "profile":
          return void setProfile(push.profile);
        case "spaces":
          return void setSpaces(push.spaces);
        case "storage":
          return void setStorage(push.storage);
        case "file-progress":
          return void setFileProgress(push.progress);
        case "restoring":
          return void setRestoring(push.restoring);
        case "nearby":
          return void setNearby(push.nearby);
        case "lock":
          return void setLock(push.lock);
        default:
          return tellNews(push);
      }
    },
  };
}
