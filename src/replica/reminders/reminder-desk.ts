// Reminders of this profile, in the tab that holds the links: works out when the nearest ring, keeps them for the service worker, tells the relay at which
// minutes to wake this device, and has them ring here while a tab is open. Loaded once the rows are there. In another tab it only answers.
// Whoever rings first, this tab or the service worker, notes up to which minute all has rung (`rung`), so that nothing rings twice on one device.

import { bytesEqual, EMPTY_BYTES } from "../../base/bytes.ts";
import { ok, unreachable, type Result } from "../../base/result.ts";
import { DUE_KEY, dueNow, encodeDue, MINUTE_MS, RING_TEST_ITEM, STALE_MINUTES, type DueReminder } from "../../model/due-reminder.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { StoreError } from "../../ports/store.ts";
import { minutesOf, nearest, remindersIn } from "../../repeat/due-reminders.ts";
import {
  MAX_REMINDER_ROWS,
  type ReminderAnswers,
  type ReminderPush,
  type ReminderRequest,
  type RemindersState,
} from "../face/reminders.ts";
import type { Replica } from "../replica.ts";
import type { RelayWaking } from "../space-links.ts";
import { keepEntries, laterEntry, NO_WAKING, readLater, readWaking, wakingEntry, type Waking } from "./kept-waking.ts";

export type ReminderPorts = {
  /** This device's. */
  readonly zone: () => string;
  /** Up to which minute all has rung on this device, whoever rang; null: nothing ever did. */
  readonly readRung: () => Promise<number | null>;
  readonly noteRung: (minute: number) => Promise<void>;
};

/** What is done at once is worked out together. */
const LOOK_AFTER_MS = 500;
/** A page that is opened has more urgent things to do. */
const FIRST_LOOK_MS = 2_000;
/** The relay's clock may be ahead, and the service worker takes its word. */
const EARLY_MINUTES = 2;
/** A device may have been asleep without noticing. */
const LOOK_AT_LEAST_MS = 10 * MINUTE_MS;
/** The service worker is first where a push is on its way: it rings in closed tabs too, and knows no other way. */
const PUSH_GRACE_MS = 20_000;
/** What became due before this tab was opened, and did not ring, still does for as long. */
const LATE_MINUTES = 10;
const MAX_LATER = 32;
/** `heard`: what the relay had said before. */
type Said = { readonly heard: RelayWaking; readonly text: string; readonly endpoint: string | null };

export class ReminderDesk {
  readonly #replica: Replica;
  readonly #ports: ReminderPorts;
  readonly #push: (push: ReminderPush) => void;
  readonly #openedMinute: number;
  #waking: Waking | null = null;
  #later: readonly DueReminder[] = [];
  #due: readonly DueReminder[] = [];
  /** As the store has it; undefined: not known. */
  #keptDue: Uint8Array | null | undefined = undefined;
  /** What was said last to the relay, and in which session. */
  #said: Said | null = null;
  /** What windows were last told of; null: of nothing yet. */
  #told: string | null = null;
  #isDue = false;
  #looking: Promise<void> = Promise.resolve();
  #cancel: () => void = () => undefined;
  #isClosed = false;

  constructor(replica: Replica, ports: ReminderPorts, push: (push: ReminderPush) => void) {
    this.#replica = replica;
    this.#ports = ports;
    this.#push = push;
    this.#openedMinute = this.#minute;
    this.#lookAfter(FIRST_LOOK_MS);
  }

  get #minute(): number {
    return Math.floor(this.#replica.ports.clock() / MINUTE_MS);
  }

  /** Rows, links or the time are others. */
  changed(): void {
    if (!this.#isDue && !this.#isClosed) this.#lookAfter(LOOK_AFTER_MS);
  }

  #lookAfter(delayMs: number): void {
    this.#isDue = true;
    this.#cancel();
    this.#cancel = this.#replica.ports.timers.after(delayMs, () => this.#lookNow());
  }

  /** Another tab has settled something. */
  settingsChanged(): void {
    this.#waking = null;
    this.changed();
  }

  /** When what is under way is done. */
  settled(): Promise<void> {
    return this.#looking;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #lookNow(): void {
    this.#isDue = false;
    this.#looking = this.#looking.then(() => this.#look());
  }

  /** What the relay has said since the last look. */
  async #hear(before: Waking): Promise<Waking> {
    const heard = this.#replica.links.waking(this.#replica.spaces.own.id);
    if (heard === null) return before;
    const isAnswered = this.#said !== null && heard.key === this.#said.heard.key && heard !== this.#said.heard;
    // What was taken back, and is known to be, need not be said again.
    const kept = isAnswered ? (this.#said?.endpoint === null ? null : heard.kept) : before.kept;
    const after: Waking = { ...before, pushKey: heard.key, relay: this.#replica.relay.address, kept };
    if (bytesEqual(wakingEntry(before).value ?? EMPTY_BYTES, wakingEntry(after).value ?? EMPTY_BYTES)) return before;
    this.#waking = after;
    await keepEntries(this.#replica.ports.store, wakingEntry(after));
    return after;
  }

  async #readWaking(): Promise<Waking> {
    const { store } = this.#replica.ports;
    if (this.#waking === null) [this.#waking, this.#later] = await Promise.all([readWaking(store), readLater(store)]);
    return this.#waking;
  }

  async #look(): Promise<void> {
    if (this.#isClosed || !this.#replica.links.isHolder) return;
    const before = await this.#readWaking();
    const waking = await this.#hear(before);
    const now = this.#minute;
    const due = this.#compute(Math.max(now - STALE_MINUTES, this.#openedMinute - LATE_MINUTES));
    const standing = this.#standing();
    const isSame = waking === before && standing === this.#told && JSON.stringify(due) === JSON.stringify(this.#due);
    this.#due = due;
    this.#told = standing;
    const rungUpTo = await this.#rungUpTo(now);
    await this.#keep(waking);
    this.#register(waking, now);
    await this.#ring(dueNow(due, rungUpTo, now));
    this.#waitForNext(rungUpTo);
    if (!isSame) this.#tell();
  }

  /** What notifications can still be of: with something else of it, windows look at theirs again. */
  #standing(): string {
    return this.#rows()
      .map(({ id, day }) => `${id} ${day}`)
      .join();
  }

  async #rungUpTo(now: number): Promise<number> {
    const rung = await this.#ports.readRung();
    // A clock that was set back would keep all quiet until it has caught up.
    if (rung !== null && rung <= now + EARLY_MINUTES) return rung;
    if (this.#due.length === 0) return now - 1;
    await this.#ports.noteRung(now - 1);
    return now - 1;
  }

  #compute(fromMinute: number): readonly DueReminder[] {
    const here = this.#ports.zone();
    const { own, all } = this.#replica.spaces;
    const found = all.flatMap(({ id, space }) => {
      const rows = space.core.items.index.rows();
      return [...remindersIn(rows, id === own.id ? null : id, fromMinute, here)];
    });
    return nearest([...found, ...this.#later.filter((each) => each.minute >= fromMinute && this.#isOpen(each))]);
  }

  /** Of one that rings once more: the task may be done by now. */
  #isOpen({ id, space }: DueReminder): boolean {
    if (id === RING_TEST_ITEM) return true;
    const opened = space === null ? this.#replica.spaces.own : this.#replica.spaces.find(space);
    const row = opened?.space.core.items.index.row(id) ?? null;
    return row !== null && !row.done && !row.trashed;
  }

  async #keep({ language }: Waking): Promise<void> {
    const { store } = this.#replica.ports;
    const value = encodeDue({ language, due: this.#due });
    if (this.#keptDue === undefined) {
      const stored = await store.readMeta(DUE_KEY);
      if (stored.ok) this.#keptDue = stored.value;
    }
    const isKept = this.#keptDue === null ? this.#due.length === 0 : this.#keptDue !== undefined && bytesEqual(value, this.#keptDue);
    if (isKept) return;
    const kept = await keepEntries(store, { key: DUE_KEY, value });
    this.#keptDue = kept.ok ? value : undefined;
  }

  /** In one session once, and again whenever it changes. */
  #register({ endpoint, kept }: Waking, now: number): void {
    if (endpoint === null && kept === null) return;
    const own = this.#replica.spaces.own.id;
    const heard = this.#replica.links.waking(own);
    if (heard === null) return;
    const minutes = endpoint === null ? [] : minutesOf(this.#due).filter((minute) => minute > now);
    const text = JSON.stringify([endpoint, minutes]);
    if (text === this.#said?.text && heard.key === this.#said.heard.key) return;
    this.#said = { heard, text, endpoint };
    this.#replica.links.say(own, { type: "reminders", endpoint: endpoint ?? "", minutes });
  }

  get #isWoken(): boolean {
    const { endpoint, kept } = this.#waking ?? NO_WAKING;
    return endpoint !== null && kept === "kept";
  }

  #ringsAtMs({ minute }: DueReminder): number {
    return minute * MINUTE_MS + (this.#isWoken ? PUSH_GRACE_MS : 0);
  }

  async #ring(due: readonly DueReminder[]): Promise<void> {
    const nowMs = this.#replica.ports.clock();
    const ringing = due.filter((each) => this.#ringsAtMs(each) <= nowMs);
    const last = ringing.at(-1);
    if (last === undefined) return;
    await this.#ports.noteRung(last.minute);
    this.#push({ kind: "ring", due: ringing });
  }

  #waitForNext(rungUpTo: number): void {
    if (this.#isDue || this.#isClosed) return;
    const nowMs = this.#replica.ports.clock();
    const waiting = this.#due.filter(({ minute }) => minute > rungUpTo).map((each) => this.#ringsAtMs(each) - nowMs);
    const nextMs = waiting.filter((ms) => ms > 0).reduce((first, ms) => Math.min(first, ms), LOOK_AT_LEAST_MS);
    this.#cancel();
    this.#cancel = this.#replica.ports.timers.after(nextMs, () => this.#lookNow());
  }

  #state(): RemindersState {
    const { relay, pushKey: key, endpoint, kept } = this.#waking ?? NO_WAKING;
    const pushKey = relay === this.#replica.relay.address ? key : null;
    const minutes = minutesOf(this.#due).filter((minute) => minute > this.#minute);
    return { pushKey, endpoint, kept: endpoint === null ? null : kept, ahead: minutes.length, next: minutes[0] ?? null };
  }

  #tell(): void {
    this.#push({ kind: "reminders", reminders: this.#state() });
  }

  async answer(request: ReminderRequest): Promise<ReminderAnswers[ReminderRequest["kind"]]> {
    switch (request.kind) {
      case "ring-state":
        return this.#answerState();
      case "ring-waking":
        return this.#setWaking(request.endpoint, request.language);
      case "ring-later":
        return this.#ringLater(request);
      case "ring-test":
        return this.#addLater({ id: RING_TEST_ITEM, space: null, title: request.title, day: null, time: null, minute: this.#minute + 2 });
      case "ring-rows":
        return ok(this.#rows());
      default:
        return unreachable(request);
    }
  }

  async #answerState(): Promise<Result<RemindersState, StoreError>> {
    if (!this.#replica.links.isHolder) {
      this.#waking = null;
      this.#due = this.#compute(this.#minute);
    }
    await this.#readWaking();
    return ok(this.#state());
  }

  async #setWaking(endpoint: string | null, language: string): Promise<Result<null, StoreError>> {
    const before = await this.#readWaking();
    if (before.endpoint === endpoint && before.language === language) return ok(null);
    const after: Waking = { ...before, endpoint, language, ...(before.endpoint === endpoint || endpoint === null ? {} : { kept: null }) };
    const kept = await keepEntries(this.#replica.ports.store, wakingEntry(after));
    if (!kept.ok) return kept;
    this.#waking = after;
    this.#changedHere();
    return ok(null);
  }

  #ringLater({ id, space, minutes }: Extract<ReminderRequest, { kind: "ring-later" }>): Promise<Result<null, StoreError>> {
    const opened = space === null ? this.#replica.spaces.own : this.#replica.spaces.find(space);
    const row = opened?.space.core.items.index.row(id) ?? null;
    if (row === null || row.done || row.trashed) return Promise.resolve(ok(null));
    return this.#addLater({ id, space, title: row.title, day: row.day, time: row.time, minute: this.#minute + minutes });
  }

  async #addLater(due: DueReminder): Promise<Result<null, StoreError>> {
    await this.#readWaking();
    const from = this.#minute - STALE_MINUTES;
    const others = this.#later.filter((each) => each.id !== due.id && each.minute >= from);
    const later = [...others, due].slice(-MAX_LATER);
    const kept = await keepEntries(this.#replica.ports.store, laterEntry(later));
    if (!kept.ok) return kept;
    this.#later = later;
    this.#changedHere();
    return ok(null);
  }

  /** Whichever tab holds the links has to know. */
  #changedHere(): void {
    this.#tell();
    this.changed();
    void this.#replica.settingsChanged();
  }

  #rows(): readonly TaskRow[] {
    const rows = this.#replica.spaces.all.flatMap(({ space }) => [...space.core.items.index.rows()]);
    return rows.filter(({ reminders, done, trashed }) => reminders.length > 0 && !done && !trashed).slice(0, MAX_REMINDER_ROWS);
  }
}
