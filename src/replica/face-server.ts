// The worker's side of the face: takes the windows' requests, checks what it must not trust, and answers each once. Nothing is opened before a window
// of the same build has spoken, so that no storage is touched by parts that do not fit together. Requests that come before the replica is open wait
// for it; when it cannot be opened they are answered with the reason.

import { isRecord } from "../base/record.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import type { StoreError } from "../ports/store.ts";
import type { ReplicaAnswers, ReplicaPush, ReplicaRequest, WindowMessage, WorkerMessage } from "./face.ts";
import type { FileProgress, FileRequest } from "./face/files.ts";
import type { FindRequest } from "./face/find.ts";
import { isLockRequest, type LockAnswers, type LockRequest } from "./face/lock.ts";
import type { MonthRequest } from "./face/months.ts";
import type { NearbyRequest, NearbyState } from "./face/nearby.ts";
import type { NoteRequest } from "./face/notes.ts";
import type { PartRequest } from "./face/parts.ts";
import { isAwayRequest, type AwayRequest } from "./face/away.ts";
import { isReminderRequest, type ReminderRequest } from "./face/reminders.ts";
import { isSpaceRequest, type SpaceRequest } from "./face/spaces.ts";
import type { ImportRequest } from "./face/imports.ts";
import type { Files } from "./files/files.ts";
import type { Imports } from "./imports/imports.ts";
import type { Months } from "./months/months.ts";
import type { Nearby } from "./nearby/nearby.ts";
import { isRecoveryRequest, type RecoveryRequest, type RestoreState } from "./face/recovery.ts";
import type { Notes } from "./notes/notes.ts";
import type { Spaces } from "./spaces/spaces.ts";
import type { answerWithout } from "./answer-without.ts";
import { Curtain } from "./curtain.ts";
import type { FirstScreen } from "./first-screen.ts";
import type { Recovery } from "./recovery/recovery.ts";
import type { Replica } from "./replica.ts";
import { NO_CODE } from "./store-failure.ts";
import type { Reports } from "./reports/reports.ts";

export type FaceServerOptions = {
  readonly build: string;
  readonly databaseVersion: number;
  /** Of the store, since it was opened. */
  readonly unreadableRows: () => number;
  /** What answers when the store cannot be used. */
  readonly loadRefusals: () => Promise<typeof answerWithout>;
  readonly loadReports: () => Promise<Reports>;
  readonly loadMonths: () => Promise<Months>;
  readonly loadImports: () => Promise<Imports>;
  readonly loadFiles: () => Promise<Files>;
  readonly loadNearby: () => Promise<Nearby>;
  readonly loadNotes: () => Promise<Notes>;
  readonly loadRecovery: () => Promise<Recovery>;
  readonly loadSpaces: () => Promise<Spaces>;
  /** `given`: buffers that go with it, and are not here any more after that. */
  readonly post: (message: WorkerMessage, given?: ArrayBuffer[]) => void;
  /** Also before it is open. */
  readonly answerLock: (request: LockRequest) => Promise<LockAnswers[keyof LockAnswers]>;
  readonly open: (push: (push: ReplicaPush) => void, onFirstScreen: (screen: FirstScreen) => void) => Promise<Result<Replica, StoreError>>;
};

/** What these are about may be waiting for its code to begin. */
const IS_OF_WATCH: ReadonlySet<ReplicaRequest["kind"]> = new Set(["unwatch", "move-window"]);

type AnsweredHere = Exclude<ReplicaRequest, AwayRequest | LockRequest | ReminderRequest>;

export class FaceServer {
  readonly #options: FaceServerOptions;
  #replica: Promise<Result<Replica, StoreError>> | null = null;
  #notes: Promise<Notes> | null = null;
  /** Null once the replica is open: what it says is newer. */
  #curtain: Curtain | null;

  constructor(options: FaceServerOptions) {
    this.#options = options;
    this.#curtain = new Curtain((push) => this.#push(push));
  }

  async #open(): Promise<Result<Replica, StoreError>> {
    this.#push({ kind: "storage", storage: { kind: "opening", recordsRead: 0 } });
    const opened = await this.#options.open(
      (push) => this.#push(push),
      (screen) => this.#curtain?.show(screen),
    );
    this.#curtain = null;
    if (!opened.ok) this.#push({ kind: "storage", storage: { kind: "failed", error: opened.error } });
    return opened;
  }

  #push(push: ReplicaPush): void {
    this.#options.post({ kind: "push", push });
  }

  /** A message from a window, of whatever form. */
  async onMessage(data: unknown): Promise<void> {
    if (!isRecord(data) || typeof data["build"] !== "string") return;
    if (data["build"] !== this.#options.build) {
      this.#options.post({ kind: "wrong-build", build: this.#options.build });
      return;
    }
    this.#replica ??= this.#open();
    if (typeof data["id"] !== "number" || !isRecord(data["request"])) return;
    // Same build: the window's request is of our own making; what carries user input is parsed where it is used.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    const { id, request } = data as WindowMessage;
    if (isLockRequest(request)) this.#options.post({ kind: "answer", id, answer: await this.#options.answerLock(request) });
    else await this.#serve(id, request, this.#replica);
  }

  async #serve(id: number, request: Exclude<ReplicaRequest, LockRequest>, opening: Promise<Result<Replica, StoreError>>): Promise<void> {
    this.#curtain?.hear(request);
    const replica = await opening;
    const answer = replica.ok ? await this.#answerWith(replica.value, request) : await this.#without(replica.error, request);
    this.#options.post({ kind: "answer", id, answer }, request.kind === "next-part" ? partsIn(answer) : []);
  }

  #answerWith(
    replica: Replica,
    request: Exclude<ReplicaRequest, LockRequest>,
  ): Promise<ReplicaAnswers[keyof ReplicaAnswers]> | ReplicaAnswers[keyof ReplicaAnswers] {
    if (isAwayRequest(request)) return replica.away?.answer(request) ?? err({ kind: "nothing-to-undo" });
    return isReminderRequest(request) ? (replica.reminders?.answer(request) ?? err(NO_CODE)) : this.#answer(replica, request);
  }

  async #without(error: StoreError, request: ReplicaRequest): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    return (await this.#options.loadRefusals())(error, request);
  }

  async #answerNearby(replica: Replica, request: NearbyRequest): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    const nearby = await this.#options.loadNearby().catch(() => null);
    const tell = (state: NearbyState): void => this.#push({ kind: "nearby", nearby: state });
    if (nearby !== null) return nearby.answer(replica, request, tell);
    tell({ kind: "failed", failure: "unsupported" });
    return this.#without(NO_CODE, request);
  }

  async #answerMonths(replica: Replica, request: MonthRequest): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    const months = await this.#options.loadMonths().catch(() => null);
    return months === null ? this.#without(NO_CODE, request) : months.answer(replica, request);
  }

  async #report(replica: Replica, kind: "diagnosis" | "purges" | "room" | "plain-text"): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    const reports = await this.#options.loadReports().catch(() => null);
    return reports === null ? err(NO_CODE) : reports[kind](replica, this.#options);
  }

  async #find(replica: Replica, request: FindRequest): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    const reports = await this.#options.loadReports().catch(() => null);
    return reports === null ? this.#without(NO_CODE, request) : reports.find(replica, request);
  }

  async #answerNotes(replica: Replica, request: NoteRequest): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    const notes = await (this.#notes ??= this.#options.loadNotes()).catch(() => null);
    if (notes !== null) return notes.answer(replica, request, (push) => this.#push(push));
    // What cannot be had now is asked for again.
    this.#notes = null;
    return this.#without(NO_CODE, request);
  }

  async #answerRecovery(replica: Replica, request: RecoveryRequest): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    const recovery = await this.#options.loadRecovery().catch(() => null);
    const tell = (state: RestoreState): void => this.#push({ kind: "restoring", restoring: state });
    return recovery === null ? this.#without(NO_CODE, request) : recovery.answer(replica, request, tell);
  }

  async #answerSpaces(replica: Replica, request: SpaceRequest): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    const spaces = await this.#options.loadSpaces().catch(() => null);
    return spaces === null ? this.#without(NO_CODE, request) : spaces.answer(replica, request);
  }

  async #answerImports(replica: Replica, request: ImportRequest): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    const imports = await this.#options.loadImports().catch(() => null);
    return imports === null ? this.#without(NO_CODE, request) : imports.answer(replica, request);
  }

  async #answerFiles(replica: Replica, request: FileRequest): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    const files = await this.#options.loadFiles().catch(() => null);
    const tell = (progress: FileProgress): void => this.#push({ kind: "file-progress", progress });
    return files === null ? this.#without(NO_CODE, request) : files.answer(replica, request, tell);
  }

  /** A watch of a note or a task begins once the code for it is there: it does not end before. */
  async #untilWatched({ ports }: Replica, { kind }: ReplicaRequest): Promise<void> {
    if (IS_OF_WATCH.has(kind)) await this.#notes?.catch(() => null);
    if (kind === "unwatch") await ports.loadActing().catch(() => null);
  }

  async #answer(replica: Replica, request: AnsweredHere): Promise<ReplicaAnswers[keyof ReplicaAnswers]> {
    if (request.kind === "find") return this.#find(replica, request);
    if (isRecoveryRequest(request)) return this.#answerRecovery(replica, request);
    if (isSpaceRequest(request)) return this.#answerSpaces(replica, request);
    switch (request.kind) {
      case "act":
        return act(replica, request.intent);
      case "undo":
        return replica.undo(request.action);
      case "ids":
        return replica.ids(request.query);
      case "watch-task":
        return replica.watchTask(request.watch, request.id);
      case "set-relay":
        return replica.setRelay(request.address, request.token ?? "");
      case "name-device":
        return nameDevice(replica, request.name);
      case "set-profile":
        return replica.setProfile(request.setting, request.value);
      case "oldest-only-here":
        return oldestOnlyHere(replica, this.#options);
      case "diagnosis":
      case "purges":
      case "room":
      case "plain-text":
        return this.#report(replica, request.kind);
      case "months":
      case "month":
      case "month-ids":
      case "month-task":
      case "bring-back":
      case "close-month":
        return this.#answerMonths(replica, request);
      case "find-imported":
      case "import-tasks":
        return this.#answerImports(replica, request);
      case "export-file":
      case "next-part":
      case "import-file":
      case "cancel-file":
        return this.#answerFiles(replica, request);
      case "start-nearby":
      case "take-nearby-code":
      case "stop-nearby":
        return this.#answerNearby(replica, request);
      case "watch-notes":
      case "watch-note":
      case "be-in-note":
      case "edit-note":
      case "load-mirror":
      case "keep-mirror":
      case "note-ids":
        return this.#answerNotes(replica, request);
      default:
        await this.#untilWatched(replica, request);
        carryOut(replica, request);
        return null;
    }
  }
}

function carryOut(
  replica: Replica,
  request: Exclude<
    ReplicaRequest,
    {
      kind:
        | PartRequest["kind"]
        | "act"
        | "undo"
        | "ids"
        | "watch-task"
        | "set-relay"
        | "name-device"
        | "set-profile"
        | "oldest-only-here"
        | "diagnosis"
        | "purges"
        | "room"
        | "plain-text";
    }
  >,
): void {
  switch (request.kind) {
    case "watch":
      return replica.watch(request.watch, request.query, request.window);
    case "move-window":
      return replica.screen.moveWindow(replica.spaces.onScreen, request.watch, request.window);
    case "unwatch":
      return replica.screen.unwatch(request.watch);
    case "invite":
      return replica.pairing.invite(request.appAddress, request.servedAt ?? null, request.into ?? null);
    case "use-token":
      void replica.useToken(request.token);
      return;
    case "answer-asker":
      return replica.pairing.answer(request.approve, request.replaces);
    case "join":
      return replica.pairing.join(request.code);
    case "cancel-pairing":
      return replica.pairing.cancel();
    case "sync-now":
      return replica.syncNow();
    case "page-state":
      return replica.pageState(request.visible, request.online);
  }
}

async function act(replica: Replica, intent: TaskIntent): Promise<ReplicaAnswers["act"]> {
  const acting = await replica.ports.loadActing().catch(() => null);
  if (acting === null) return err({ kind: "store", error: NO_CODE });
  const parsed = acting.parseTaskIntent(intent);
  return parsed.ok ? replica.act(parsed.value) : err({ kind: "refused", reason: "invalid" });
}

async function nameDevice({ ports, space }: Replica, name: string): Promise<ReplicaAnswers["name-device"]> {
  const acting = await ports.loadActing().catch(() => null);
  const named = acting === null ? err(NO_CODE) : await acting.nameOwnDevice(space, name);
  return named.ok ? ok(null) : err({ kind: "store", error: named.error });
}

/** Null also when it cannot be told. */
async function oldestOnlyHere(replica: Replica, { loadReports }: FaceServerOptions): Promise<ReplicaAnswers["oldest-only-here"]> {
  const reports = await loadReports().catch(() => null);
  return reports === null ? null : reports.oldestOnlyHere(replica);
}

/** The part of a file that an answer brings. */
function partsIn(answer: unknown): ArrayBuffer[] {
  const part: unknown = isRecord(answer) && isRecord(answer["value"]) ? answer["value"]["bytes"] : null;
  return part instanceof Uint8Array && part.buffer instanceof ArrayBuffer ? [part.buffer] : [];
}
