// Changing to another version, as one window sees it: what waits, what stands in the way, what other windows run. Nothing is changed here unasked:
// a waiting version takes over when the user says so (or at the next start: agree-at-start.ts), and before it does every window saves what it has.
// The one exception: a window whose database was upgraded by a newer version can do nothing any more, and changes by itself.

import { createSignal, type Accessor } from "solid-js";
import type { VersionFacts } from "../../versions/version-messages.ts";
import { isCheckDue, type CheckCause } from "./check-schedule.ts";
import type { Readiness, TabEvents, VersionTabs } from "./version-tabs.ts";
import type { VersionWorkers } from "./version-workers.ts";

/** It takes a second, and half a minute where the one in charge has much to do (version-workers.ts). */
const TAKE_OVER_MS = 45_000;

/** `unsaved`, `pairing`: why not now; `failed`: the new version did not start. */
export type UpdateProblem = Exclude<Readiness, "ready"> | "failed";

/** `current`: there is no newer version; `fetching`: there is, and it is on its way. */
export type CheckState = "idle" | "checking" | "fetching" | "current" | "unreachable";

/** Another window beside this one: is its version before or after ours? `other`: nobody can say. */
export type OtherVersion = "newer" | "older" | "other";

export type UpdatePorts = {
  readonly workers: Omit<VersionWorkers, "isWaiting">;
  readonly build: string;
  readonly clock: () => number;
  /** Saves what this window has. */
  readonly prepare: () => Promise<Readiness>;
  /** Keeps what is typed and loads the page again. */
  readonly reload: () => void;
  /** Resolves once a window that has just opened has loaded what it begins with. */
  readonly untilBegun: () => Promise<void>;
};

export interface UpdateClient {
  /** The version that waits, when it is another one than ours. */
  readonly waiting: Accessor<VersionFacts | null>;
  /** What serves this window. */
  readonly inCharge: Accessor<VersionFacts | null>;
  /** The user wants to hear of the waiting version later. */
  readonly isPutOff: Accessor<boolean>;
  /** Saving everywhere, taking over, loading again. */
  readonly isApplying: Accessor<boolean>;
  readonly problem: Accessor<UpdateProblem | null>;
  readonly checkState: Accessor<CheckState>;
  readonly otherVersion: Accessor<OtherVersion | null>;
  /** Another version is in charge of this window already; it waits for something unsaved here. */
  readonly isOvertaken: Accessor<boolean>;
  putOff(): void;
  /** By the user's word: the version that waits, or else the one in charge, in all windows. */
  apply(): Promise<void>;
  check(): Promise<void>;
  checkIfDue(cause: CheckCause): void;
  /** The way out where the parts of this page do not fit together. */
  startAnew(): Promise<void>;
  /** A newer version has upgraded the database: this window can only change to it. */
  onDatabaseTaken(): Promise<void>;
}

type Signals = ReturnType<typeof createSignals>;

function createSignals() {
  const [waiting, setWaiting] = createSignal<VersionFacts | null>(null);
  const [inCharge, setInCharge] = createSignal<VersionFacts | null>(null);
  const [putOffBuild, setPutOffBuild] = createSignal<string | null>(null);
  const [isApplying, setApplying] = createSignal(false);
  const [problem, setProblem] = createSignal<UpdateProblem | null>(null);
  const [checkState, setCheckState] = createSignal<CheckState>("idle");
  const [otherVersion, setOtherVersion] = createSignal<OtherVersion | null>(null);
  const [isOvertaken, setOvertaken] = createSignal(false);
  return {
    read: { waiting, inCharge, isApplying, problem, checkState, otherVersion, isOvertaken },
    putOffBuild,
    setWaiting,
    setInCharge,
    setPutOffBuild,
    setApplying,
    setProblem,
    setCheckState,
    setOtherVersion,
    setOvertaken,
  };
}

/** The newest version there is in this browser is the one that waits, else the one in charge. */
function compare(own: string, others: readonly string[], newest: VersionFacts | null): OtherVersion | null {
  if (others.length === 0) return null;
  if (newest === null) return "other";
  if (newest.build === own) return "older";
  return others.includes(newest.build) ? "newer" : "other";
}

type TabsOpener = (events: TabEvents) => VersionTabs;

class WindowUpdate {
  readonly #ports: UpdatePorts;
  readonly #signals: Signals;
  readonly #tabs: VersionTabs;
  #lastCheckMs: number | null = null;
  #wantsDatabase = false;
  #hasTriedForDatabase = false;
  #isMovingOver = false;
  #looks = 0;

  constructor(ports: UpdatePorts, signals: Signals, openTabs: TabsOpener) {
    this.#ports = ports;
    this.#signals = signals;
    const othersChanged = (): void => void this.look();
    const moveOver = (): void => void this.moveOver();
    this.#tabs = openTabs({ othersChanged, prepare: ports.prepare, moveOver });
    ports.workers.listen({ changed: othersChanged, takenOver: moveOver });
  }

  async look(): Promise<void> {
    const { workers, build } = this.#ports;
    const { setInCharge, setWaiting, setOtherVersion } = this.#signals;
    const look = ++this.#looks;
    const [inCharge, waiting, others] = await Promise.all([workers.inCharge(), workers.waiting(), this.#tabs.otherBuilds()]);
    // What was asked later knows better, though it may be answered earlier.
    if (look !== this.#looks) return;
    setInCharge(inCharge);
    setWaiting(waiting?.build === build ? null : waiting);
    setOtherVersion(compare(build, others, waiting ?? inCharge));
    this.#noteFetched(waiting !== null);
    if (this.#wantsDatabase && waiting !== null) await this.onDatabaseTaken();
  }

  /** What the user asked for by hand has arrived, or could not be had. */
  #noteFetched(isThere: boolean): void {
    const { read, setCheckState } = this.#signals;
    if (read.checkState() === "fetching" && !this.#ports.workers.isFetching()) setCheckState(isThere ? "idle" : "unreachable");
  }

  async apply(): Promise<void> {
    const { setApplying, setProblem, read } = this.#signals;
    if (read.isApplying()) return;
    setApplying(true);
    setProblem(null);
    const outcome = await this.#takeOver();
    if (outcome === "leaving") return this.#ports.reload();
    setProblem(outcome === "done" ? null : outcome);
    setApplying(false);
    await this.look();
  }

  /** `leaving`: this page is to be loaded again. `done`: it ran the newest version already. */
  async #takeOver(): Promise<UpdateProblem | "leaving" | "done"> {
    const { workers, build, prepare } = this.#ports;
    for (const ask of [prepare, async () => this.#tabs.prepareOthers()]) {
      const readiness = await ask();
      if (readiness !== "ready") return readiness;
    }
    // Ours too may wait: this window came from the server, past the one in charge.
    const waiting = await workers.waiting();
    if (waiting !== null && !(await workers.takeOver(TAKE_OVER_MS))) return "failed";
    this.#tabs.moveOthersOver();
    const newest = waiting ?? (await workers.inCharge());
    return newest?.build === build ? "done" : "leaving";
  }

  /** Another version is in charge: change to it as soon as nothing here is unsaved. */
  async moveOver(): Promise<void> {
    const { workers, build, prepare, reload } = this.#ports;
    if (this.#isMovingOver || this.#signals.read.isApplying()) return;
    this.#isMovingOver = true;
    const inCharge = await workers.inCharge();
    if (inCharge?.build !== build) {
      this.#signals.setOvertaken(true);
      if ((await prepare()) === "ready") return reload();
    }
    this.#isMovingOver = false;
  }

  async check(): Promise<void> {
    const { setCheckState, read } = this.#signals;
    if (read.checkState() === "checking") return;
    setCheckState("checking");
    this.#lastCheckMs = this.#ports.clock();
    const isReached = await this.#ports.workers.check();
    setCheckState(isReached ? (this.#ports.workers.isFetching() ? "fetching" : "current") : "unreachable");
    await this.look();
  }

  checkIfDue(cause: CheckCause): void {
    const { workers, clock } = this.#ports;
    if (!isCheckDue(cause, this.#lastCheckMs, clock())) return;
    this.#lastCheckMs = clock();
    workers.dropUnused();
    void workers.check().then(async () => this.look());
  }

  async startAnew(): Promise<void> {
    const { workers, reload } = this.#ports;
    this.#signals.setApplying(true);
    const isDone = (await workers.waiting()) !== null && (await workers.takeOver(TAKE_OVER_MS));
    if (!isDone) await workers.forgetAll();
    reload();
  }

  async onDatabaseTaken(): Promise<void> {
    this.#wantsDatabase = true;
    const { workers } = this.#ports;
    if (this.#hasTriedForDatabase) return;
    if ((await workers.waiting()) === null) return void this.check();
    this.#hasTriedForDatabase = true;
    // What the other window's worker asks the service worker for right after that one is to step down keeps it for half a minute, each time.
    await this.#ports.untilBegun();
    await this.apply();
  }
}

/** `openTabs`: called once, with what this window does when others ask. */
export function createUpdateClient(ports: UpdatePorts, openTabs: TabsOpener): UpdateClient {
  const signals = createSignals();
  const update = new WindowUpdate(ports, signals, openTabs);
  return {
    ...signals.read,
    isPutOff: () => signals.putOffBuild() !== null && signals.putOffBuild() === signals.read.waiting()?.build,
    putOff: () => signals.setPutOffBuild(signals.read.waiting()?.build ?? null),
    apply: async () => update.apply(),
    check: async () => update.check(),
    checkIfDue: (cause) => update.checkIfDue(cause),
    startAnew: async () => update.startAnew(),
    onDatabaseTaken: async () => update.onDatabaseTaken(),
  };
}
