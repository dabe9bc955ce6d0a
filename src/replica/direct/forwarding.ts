// Who sends whose records to whom where several links lead to the same device: each device brings its own, and of a record that somebody else has to bring
// the lowest of those that could. So a change goes to a device once directly and once by the relay, however many there are (PROTOCOL.md "Direct
// connections"). All of it is what seems to be so: what others should have brought and has not come is sent after a while.

import type { DeviceId, LogTag } from "../../base/ids.ts";
import type { PathHead } from "../../ports/store.ts";
import type { Clock, Timers } from "../../ports/time.ts";
import type { Forwarding, Unsent } from "../../sync/session-step.ts";

const PATIENCE_MS = 10_000;

/** What a device has told of its links. */
export type Neighbours = { readonly devices: ReadonlySet<DeviceId>; readonly relay: string | null };

/** What is known of who is linked to whom. */
export interface Neighbourhood {
  readonly self: DeviceId;
  /** The relay that this device is connected to, and who else is. */
  readonly relay: { readonly id: string; readonly present: ReadonlySet<DeviceId> } | null;
  /** Of a device with a direct link to this one. */
  neighboursOf(device: DeviceId): Neighbours | null;
  /** Whether the relay has confirmed all of it. */
  isAtRelay(head: PathHead): boolean;
}

const NOBODY: ReadonlySet<DeviceId> = new Set();

/** Whether one of those that could bring it comes before this device. */
function isOthersTurn(self: DeviceId, sources: ReadonlySet<DeviceId>, reached: ReadonlySet<DeviceId>): boolean {
  for (const device of sources) if (device < self && reached.has(device)) return true;
  return false;
}

/** Whether others bring what `author` makes to the relay. */
function isBroughtToRelay({ self, relay, neighboursOf }: Neighbourhood, author: DeviceId): boolean {
  if (relay === null) return false;
  return relay.present.has(author) || isOthersTurn(self, neighboursOf(author)?.devices ?? relay.present, relay.present);
}

/** Whether others bring what `author` makes to `device`, which has told of its links. */
function isBroughtTo({ self, relay, neighboursOf }: Neighbourhood, theirs: Neighbours, author: DeviceId): boolean {
  if (theirs.devices.has(author)) return true;
  const atRelay = relay?.present ?? NOBODY;
  if (theirs.relay === relay?.id && atRelay.has(author)) return true;
  return isOthersTurn(self, neighboursOf(author)?.devices ?? atRelay, theirs.devices);
}

type Waiting = { readonly nextSeq: number; readonly sinceMs: number };

/** The rules for one session, with `to`, or with the relay (null). */
export class SessionForwarding implements Forwarding {
  readonly #neighbourhood: Neighbourhood;
  readonly #to: DeviceId | null;
  readonly #clock: Clock;
  readonly #timers: Timers;
  /** The session is to look again. */
  readonly #again: () => void;
  readonly #waiting = new Map<string, Waiting>();
  #cancelTimer: (() => void) | null = null;

  constructor(neighbourhood: Neighbourhood, to: DeviceId | null, { clock, timers }: { clock: Clock; timers: Timers }, again: () => void) {
    this.#neighbourhood = neighbourhood;
    this.#to = to;
    this.#clock = clock;
    this.#timers = timers;
    this.#again = again;
  }

  isToldBy(author: DeviceId): boolean {
    const { self, neighboursOf } = this.#neighbourhood;
    if (author === self || author === this.#to) return author !== self;
    if (this.#to === null) return isBroughtToRelay(this.#neighbourhood, author);
    const theirs = neighboursOf(this.#to);
    return theirs !== null && isBroughtTo(this.#neighbourhood, theirs, author);
  }

  heldBack(unsent: readonly Unsent[]): ReadonlySet<LogTag> {
    const held = new Set<LogTag>();
    const keys = new Set<string>();
    for (const { head, nextSeq } of unsent) {
      if (!this.#isBrought(head)) continue;
      const key = `${head.log}/${head.branch}`;
      keys.add(key);
      if (this.#hasPatience(key, nextSeq)) held.add(head.log);
    }
    for (const key of this.#waiting.keys()) if (!keys.has(key)) this.#waiting.delete(key);
    if (held.size > 0) this.#lookLater();
    return held;
  }

  #isBrought(head: PathHead): boolean {
    if (this.isToldBy(head.device)) return true;
    const { relay, neighboursOf, isAtRelay } = this.#neighbourhood;
    const isAtOurRelay = this.#to !== null && relay !== null && neighboursOf(this.#to)?.relay === relay.id;
    return isAtOurRelay && head.device !== this.#neighbourhood.self && isAtRelay(head);
  }

  /** From when it was first lacking, or the last time that some of it had come. */
  #hasPatience(key: string, nextSeq: number): boolean {
    const nowMs = this.#clock();
    const before = this.#waiting.get(key);
    const waiting = before !== undefined && before.nextSeq >= nextSeq ? before : { nextSeq, sinceMs: nowMs };
    this.#waiting.set(key, waiting);
    return nowMs - waiting.sinceMs < PATIENCE_MS;
  }

  #lookLater(): void {
    this.#cancelTimer ??= this.#timers.after(PATIENCE_MS, () => {
      this.#cancelTimer = null;
      this.#again();
    });
  }

  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#waiting.clear();
  }
}
