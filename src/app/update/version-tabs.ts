// The windows of this browser among each other, whatever versions they run: which builds are open, and the round in which each saves what it has
// before another version takes over. A window that works holds two shared locks for as long as it lives, however it ends: one that says that
// Daybook is in use, one that names its build. A window that does not answer (it is frozen) is not waited for beyond a few seconds.

import { isRecord } from "../../base/record.ts";

/** How a window is prepared to be loaded again. */
export type Readiness = "ready" | "unsaved" | "pairing";

export type TabEvents = {
  /** Another window came, went or is to be looked at anew. */
  readonly othersChanged: () => void;
  /** Another version is about to take over: save, and say how it went. */
  readonly prepare: () => Promise<Readiness>;
  /** Another window asks this one to change to the version in charge. */
  readonly moveOver: () => void;
};

export interface VersionTabs {
  /** The builds that other windows run. */
  otherBuilds(): Promise<readonly string[]>;
  /** Asks all others to save what they have; the worst answer. */
  prepareOthers(): Promise<Readiness>;
  /** Asks the windows of other builds to change to the version in charge. */
  moveOthersOver(): void;
}

/** What is used of `navigator.locks` and a BroadcastChannel. */
export type TabPlatform = {
  readonly locks: Pick<LockManager, "request" | "query">;
  readonly broadcast: Pick<BroadcastChannel, "postMessage" | "addEventListener">;
};

const IN_USE_LOCK = "daybook-in-use";
const BUILD_LOCK_PREFIX = "daybook-build-";
/** What a window takes to save is a matter of milliseconds; one that is frozen takes for ever. */
const PREPARE_MS = 3_000;
/** A tab that was just closed takes a moment to be gone. */
const CLAIM_MS = 200;
/** A window that says that it goes is gone a moment later. */
const GOING_MS = 1_000;
/** Another window decides at its own start; longer than taking over may take. */
const ENTER_MS = 12_000;

const forEver = new Promise<void>(() => undefined);

/** Runs the task if no window is in use, and keeps others from coming into use meanwhile; whether it did. */
export async function whileNoneIsInUse(locks: TabPlatform["locks"], task: () => Promise<void>): Promise<boolean> {
  let hasRun = false;
  const run = async (): Promise<void> => {
    hasRun = true;
    await task();
  };
  await locks.request(IN_USE_LOCK, { mode: "exclusive", signal: AbortSignal.timeout(CLAIM_MS) }, run).catch(() => undefined);
  return hasRun;
}

/** This window is in use from here on. Waits while another one, at its start, is changing the version. */
export async function comeIntoUse(locks: TabPlatform["locks"]): Promise<void> {
  const entered = new Promise<void>((resolve) => {
    const hold = (): Promise<void> => {
      resolve();
      return forEver;
    };
    locks.request(IN_USE_LOCK, { mode: "shared" }, hold).catch(() => resolve());
  });
  await Promise.race([entered, new Promise((resolve) => setTimeout(resolve, ENTER_MS))]);
}

const KINDS = ["opened", "closed", "prepare", "prepared", "move-over"] as const;
type Kind = (typeof KINDS)[number];
type Said = { readonly kind: Kind; readonly build: string; readonly round: string; readonly readiness: Readiness };

function parseSaid(data: unknown): Said | null {
  if (!isRecord(data) || typeof data["build"] !== "string") return null;
  const kind = KINDS.find((name) => name === data["kind"]);
  const { round, readiness } = data;
  if (kind === undefined) return null;
  // Anything else than these two, also what a later version may say, is no reason to wait.
  const told = readiness === "unsaved" || readiness === "pairing" ? readiness : "ready";
  return { kind, build: data["build"], round: typeof round === "string" ? round : "", readiness: told };
}

const worst = (answers: readonly Readiness[]): Readiness => answers.find((answer) => answer !== "ready") ?? "ready";

type Round = { readonly id: string; readonly answers: Readiness[]; readonly expected: number; readonly finish: () => void };

class Tabs implements VersionTabs {
  readonly #platform: TabPlatform;
  readonly #build: string;
  readonly #events: TabEvents;
  #round: Round | null = null;

  constructor(platform: TabPlatform, build: string, events: TabEvents) {
    this.#platform = platform;
    this.#build = build;
    this.#events = events;
    platform.broadcast.addEventListener("message", (event) => this.#hear(parseSaid(event.data)));
    void platform.locks.request(BUILD_LOCK_PREFIX + build, { mode: "shared" }, () => forEver);
    this.#say("opened");
    addEventListener("pagehide", () => this.#say("closed"));
  }

  #say(kind: Kind, more: Partial<Said> = {}): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a broadcast never leaves its own origin
    this.#platform.broadcast.postMessage({ kind, build: this.#build, ...more });
  }

  #hear(said: Said | null): void {
    switch (said?.kind) {
      case "opened":
        return this.#events.othersChanged();
      case "closed":
        return void setTimeout(() => this.#events.othersChanged(), GOING_MS);
      case "prepare":
        return void this.#prepare(said.round);
      case "prepared":
        return this.#onPrepared(said);
      case "move-over":
        return said.build === this.#build ? undefined : this.#events.moveOver();
      case undefined:
    }
  }

  async #prepare(round: string): Promise<void> {
    this.#say("prepared", { round, readiness: await this.#events.prepare() });
  }

  #onPrepared({ round: id, readiness }: Said): void {
    const round = this.#round;
    if (round?.id !== id) return;
    round.answers.push(readiness);
    if (round.answers.length >= round.expected) round.finish();
  }

  async #heldNames(): Promise<readonly string[]> {
    const { held = [] } = await this.#platform.locks.query();
    return held.flatMap(({ name }) => (name === undefined ? [] : [name]));
  }

  async otherBuilds(): Promise<readonly string[]> {
    const names = (await this.#heldNames()).filter((name) => name.startsWith(BUILD_LOCK_PREFIX));
    return [...new Set(names.map((name) => name.slice(BUILD_LOCK_PREFIX.length)))].filter((other) => other !== this.#build);
  }

  async prepareOthers(): Promise<Readiness> {
    const expected = (await this.#heldNames()).filter((name) => name === IN_USE_LOCK).length - 1;
    if (expected < 1) return "ready";
    const id = crypto.randomUUID();
    const answers: Readiness[] = [];
    await new Promise<void>((finish) => {
      this.#round = { id, answers, expected, finish };
      setTimeout(finish, PREPARE_MS);
      this.#say("prepare", { round: id });
    });
    this.#round = null;
    return worst(answers);
  }

  moveOthersOver(): void {
    this.#say("move-over");
  }
}

export const openVersionTabs = (platform: TabPlatform, build: string, events: TabEvents): VersionTabs => new Tabs(platform, build, events);
