// Wakes devices at their minutes (PROTOCOL.md "Reminders"). What is due is in the store until a push service has taken it, or it is of no use any more: so a
// relay that was away sends late what became due meanwhile. Several of one endpoint go as one; one service that does not answer holds up no other.

import type { Clock, Timers } from "../../src/ports/time.ts";
import type { RemindersKept } from "../../src/wire/frames.ts";
import type { WakingPort } from "../register-reminders.ts";
import type { DueReminder, ReminderDrop, RelayStore, RelayStoreError } from "../relay-store.ts";
import { LATE_MINUTES, MINUTE_MS } from "../reminders.ts";
import type { PushOutcome, SendPush } from "./push-sender.ts";

export type WakingCounts = { readonly sent: number; readonly later: number; readonly gone: number; readonly refused: number };

export type WakingPorts = {
  readonly store: Pick<RelayStore, "readDueReminders" | "readNextReminder" | "countOtherReminders" | "dropReminders">;
  readonly send: SendPush;
  readonly isServed: (endpoint: string) => boolean;
  /** A point on P-256, uncompressed. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Minutes of all devices together that are kept at most. */
  readonly mostKept: number;
  readonly storeFailed: (error: RelayStoreError) => void;
  /** `status`: of a service that will not take messages from this relay. */
  readonly refused: (status: number) => void;
};

/** Read at once: a minute's worth. */
const MAX_DUE = 20_000;
const FIRST_RETRY_MS = 15_000;
/** Looked again at least so often while anything is waiting: a machine that was asleep does not know how long. */
const LOOK_MS = MINUTE_MS;
/** Endpoints of which is remembered that nobody is there. */
const MAX_GONE = 4_096;

type Waiting = { readonly tries: number; readonly untilMs: number };

export class Waking implements WakingPort {
  readonly key: Uint8Array;
  readonly #ports: WakingPorts;
  readonly #underWay = new Map<string, Promise<void>>();
  /** Endpoints that are tried again. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #gone = new Set<string>();
  /** Done with up to a minute, though the store may still say otherwise. */
  readonly #doneWith = new Map<string, number>();
  #drops: ReminderDrop[] = [];
  #dropping: Promise<void> | null = null;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #isClosed = false;
  #cancel: () => void = () => undefined;
  #counts = { sent: 0, later: 0, gone: 0, refused: 0 };

  constructor(ports: WakingPorts) {
    this.#ports = ports;
    this.key = ports.key;
    this.changed();
  }

  judge(endpoint: string): RemindersKept {
    if (this.#gone.has(endpoint)) return "gone";
    return this.#ports.isServed(endpoint) ? "kept" : "not served";
  }

  /** What cannot be counted cannot be kept either: that is for the store to say. */
  async hasRoom(tag: Uint8Array, endpoint: string, count: number): Promise<boolean> {
    const others = await this.#ports.store.countOtherReminders(tag, endpoint);
    if (!others.ok) this.#ports.storeFailed(others.error);
    return !others.ok || others.value + count <= this.#ports.mostKept;
  }

  changed(): void {
    this.#lookAgain = true;
    this.#looking ??= this.#look();
  }

  /** Since it was asked last. */
  takeCounts(): WakingCounts {
    const counts = this.#counts;
    this.#counts = { sent: 0, later: 0, gone: 0, refused: 0 };
    return counts;
  }

  /** When all that has begun is done; what is tried again later is not waited for. */
  async settled(): Promise<void> {
    for (;;) {
      const running = [this.#looking, this.#dropping, ...this.#underWay.values()].filter((each) => each !== null);
      if (running.length === 0) return;
      await Promise.all(running);
    }
  }

  /** Nothing is begun any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.settled();
  }

  async #look(): Promise<void> {
    while (this.#lookAgain && !this.#isClosed) {
      this.#lookAgain = false;
      this.#cancel();
      const hasLooked = await this.#sendDue();
      await this.#waitForNext(hasLooked);
    }
    this.#looking = null;
  }

  get #minute(): number {
    return Math.floor(this.#ports.clock() / MINUTE_MS);
  }

  /** False: the store has failed. */
  async #sendDue(): Promise<boolean> {
    const now = this.#minute;
    const due = await this.#ports.store.readDueReminders(now, MAX_DUE);
    if (!due.ok) {
      this.#ports.storeFailed(due.error);
      return false;
    }
    const isLate = ({ minute }: DueReminder): boolean => minute < now - LATE_MINUTES;
    if (due.value.some(isLate)) this.#drop({ endpoint: null, upToMinute: now - LATE_MINUTES - 1 });
    const isDone = ({ endpoint, minute }: DueReminder): boolean => minute <= (this.#doneWith.get(endpoint) ?? 0);
    const endpoints = new Set(due.value.filter((each) => !isLate(each) && !isDone(each)).map(({ endpoint }) => endpoint));
    for (const endpoint of this.#waiting.keys()) if (!endpoints.has(endpoint)) this.#waiting.delete(endpoint);
    for (const endpoint of endpoints) if (this.#mayTry(endpoint)) this.#underWay.set(endpoint, this.#send(endpoint, now));
    return true;
  }

  #mayTry(endpoint: string): boolean {
    return !this.#underWay.has(endpoint) && (this.#waiting.get(endpoint)?.untilMs ?? 0) <= this.#ports.clock();
  }

  async #send(endpoint: string, minute: number): Promise<void> {
    const outcome = await this.#ports.send(endpoint);
    this.#underWay.delete(endpoint);
    this.#settle(endpoint, minute, outcome);
  }

  #settle(endpoint: string, minute: number, outcome: PushOutcome): void {
    this.#counts[outcome.kind]++;
    if (outcome.kind === "later") return this.#retry(endpoint, outcome.afterMs);
    this.#waiting.delete(endpoint);
    if (outcome.kind === "refused") this.#ports.refused(outcome.status);
    if (outcome.kind === "gone") this.#noteGone(endpoint);
    this.#doneWith.set(endpoint, minute);
    this.#drop({ endpoint, upToMinute: outcome.kind === "gone" ? Number.MAX_SAFE_INTEGER : minute });
    return undefined;
  }

  #retry(endpoint: string, afterMs: number | null): void {
    const tries = (this.#waiting.get(endpoint)?.tries ?? 0) + 1;
    const delayMs = Math.max(afterMs ?? 0, FIRST_RETRY_MS * 2 ** (tries - 1));
    this.#waiting.set(endpoint, { tries, untilMs: this.#ports.clock() + delayMs });
    this.changed();
  }

  #noteGone(endpoint: string): void {
    const [eldest] = this.#gone;
    if (this.#gone.size >= MAX_GONE && eldest !== undefined) this.#gone.delete(eldest);
    this.#gone.add(endpoint);
  }

  /** Those that end while others are being written are written together. */
  #drop(drop: ReminderDrop): void {
    this.#drops.push(drop);
    this.#dropping ??= this.#dropAll();
  }

  async #dropAll(): Promise<void> {
    while (this.#drops.length > 0) {
      const drops = this.#drops;
      this.#drops = [];
      const dropped = await this.#ports.store.dropReminders(drops);
      if (dropped.ok) {
        for (const { endpoint } of drops) if (endpoint !== null) this.#doneWith.delete(endpoint);
        continue;
      }
      this.#ports.storeFailed(dropped.error);
      // With the next that end.
      this.#drops.unshift(...drops);
      break;
    }
    this.#dropping = null;
  }

  async #waitForNext(hasLooked: boolean): Promise<void> {
    const next = await this.#ports.store.readNextReminder(this.#minute);
    if (!next.ok) this.#ports.storeFailed(next.error);
    const retries = Array.from(this.#waiting.values(), ({ untilMs }) => untilMs);
    const times = next.ok && next.value !== null ? [next.value * MINUTE_MS, ...retries] : retries;
    // Where the store has failed it is asked again as if something were waiting.
    const atMs = hasLooked && next.ok ? Math.min(...times) : this.#ports.clock() + LOOK_MS;
    if (this.#isClosed || atMs === Number.POSITIVE_INFINITY) return;
    this.#cancel = this.#ports.timers.after(Math.min(LOOK_MS, Math.max(0, atMs - this.#ports.clock())), () => this.changed());
  }
}
