// Who else is in the note that is open in this tab, and where (PROTOCOL.md "Presence"). Says where this tab is to the other devices, as long as any is reached,
// and often only while one of them is in the same note. What they say is shown while it is known to be said now: it names this tab's session, which is another one
// each time that a note is opened, and no number of a session counts twice.

import { bytesEqual, bytesToHex } from "../../base/bytes.ts";
import type { DeviceId, ItemId, SpaceId } from "../../base/ids.ts";
import {
  MAX_HEARD_SESSIONS,
  openPresence,
  sealPresence,
  type Caret,
  type PresenceSession,
  type SaidPresence,
} from "../../members/sealed-presence.ts";
import type { Timers } from "../../ports/time.ts";
import type { PresenceFrame } from "../../wire/frames.ts";
import type { Here, Present } from "../face/notes.ts";
import type { PresenceListener } from "../presence-post.ts";
import type { SpaceCore } from "../space-core.ts";

export const SAY_AT_MOST_EVERY_MS = 100;
export const SAY_AGAIN_AFTER_MS = 10_000;
export const GONE_AFTER_MS = 25_000;
const LOOK_EVERY_MS = 5_000;
const SESSION_BYTES = 8;
/** Others' sessions whose numbers are remembered. */
const MOST_SESSIONS = 64;
/** Frames that wait to be opened. */
const MOST_WAITING = 64;

export type NotePresencePorts = {
  readonly timers: Timers;
  /** Of the space that has a note. */
  readonly core: (item: ItemId) => SpaceCore;
  /** In a space. */
  readonly reached: (core: SpaceCore) => ReadonlySet<DeviceId>;
  readonly say: (frame: PresenceFrame, space: SpaceId) => void;
  readonly tell: (watch: number, present: readonly Present[]) => void;
};

/** A session of another device. */
type Other = {
  readonly device: DeviceId;
  readonly number: number;
  readonly heardAtMs: number;
  /** It knows of this session. */
  readonly isLive: boolean;
  readonly caret: Caret | null;
  readonly isGone: boolean;
};

/** One note that is open here. */
type Stay = {
  readonly core: SpaceCore;
  readonly watch: number;
  readonly item: ItemId;
  readonly session: PresenceSession;
  caret: Caret | null;
  number: number;
  saidAtMs: number;
  /** Heard last comes last. */
  readonly others: Map<PresenceSession, Other>;
  told: readonly Present[];
};

export class NotePresence implements PresenceListener {
  readonly #ports: NotePresencePorts;
  #stay: Stay | null = null;
  #reached: ReadonlySet<DeviceId> = new Set();
  #cancelSaying: (() => void) | null = null;
  #cancelLooking: (() => void) | null = null;
  /** What is said, and what is heard, stays in its order. */
  #saying: Promise<void> = Promise.resolve();
  #hearing: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(ports: NotePresencePorts) {
    this.#ports = ports;
  }

  /** `item`: what is watched, null when nothing is (any more). */
  be(watch: number, item: ItemId | null, here: Here | null): void {
    const stay = this.#stay;
    if (item === null || here === null) return stay?.watch === watch ? this.#leave(stay) : undefined;
    if (stay !== null && stay.watch === watch && stay.core === this.#ports.core(item)) return this.#move(stay, here);
    if (stay !== null) this.#leave(stay);
    return this.#enter(watch, item, here);
  }

  #enter(watch: number, item: ItemId, { caret }: Here): void {
    const core = this.#ports.core(item);
    const session = bytesToHex(core.ports.random(SESSION_BYTES));
    this.#stay = { core, watch, item, session, caret, number: 0, saidAtMs: 0, others: new Map(), told: [] };
    this.#reached = this.#ports.reached(core);
    this.#say();
  }

  #move(stay: Stay, { caret }: Here): void {
    if (isSameCaret(stay.caret, caret)) return;
    stay.caret = caret;
    if (hasCompany(stay)) this.#say();
  }

  #leave(stay: Stay): void {
    this.#cancelSaying?.();
    this.#cancelLooking?.();
    this.#cancelSaying = this.#cancelLooking = null;
    this.#stay = null;
    if (hasCompany(stay)) this.#sayNow(stay, true);
    if (stay.told.length > 0) this.#ports.tell(stay.watch, []);
  }

  // --- what is said

  /** Soon: what is newest then. */
  #say(): void {
    const stay = this.#stay;
    if (stay === null || this.#cancelSaying !== null) return;
    const waitMs = stay.saidAtMs + SAY_AT_MOST_EVERY_MS - stay.core.ports.clock();
    if (waitMs <= 0) return this.#sayNow(stay, false);
    this.#cancelSaying = this.#ports.timers.after(Math.min(waitMs, SAY_AT_MOST_EVERY_MS), () => {
      this.#cancelSaying = null;
      this.#sayNow(stay, false);
    });
  }

  #sayNow(stay: Stay, isLast: boolean): void {
    if (this.#ports.reached(stay.core).size === 0 || stay.core !== this.#ports.core(stay.item)) return;
    stay.saidAtMs = stay.core.ports.clock();
    stay.number += 1;
    const { session, number, item, caret, others } = stay;
    const heard = [...others].filter(([, { isGone }]) => !isGone).map(([other]) => other);
    const said: SaidPresence = {
      session,
      number,
      item: isLast ? null : item,
      heard: heard.slice(-MAX_HEARD_SESSIONS),
      caret: isLast ? null : caret,
    };
    // What cannot be said is as good as lost on its way.
    this.#saying = this.#saying.then(() => this.#seal(stay.core, said)).catch(() => undefined);
  }

  async #seal({ ports: { suite, random }, space, self, signer, members }: SpaceCore, said: SaidPresence): Promise<void> {
    const epoch = members.writingEpoch();
    if (epoch === null) return;
    const sealed = await sealPresence({ suite, random, signer, epoch }, { space, from: self }, said);
    this.#ports.say({ type: "presence", from: self, sealed }, space);
  }

  // --- what is heard

  hear(frame: PresenceFrame): void {
    const stay = this.#stay;
    if (stay === null || frame.from === stay.core.self || this.#waiting >= MOST_WAITING) return;
    this.#waiting += 1;
    this.#hearing = this.#hearing
      .then(() => this.#open(stay, frame))
      .catch(() => undefined)
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  async #open(stay: Stay, { from, sealed }: PresenceFrame): Promise<void> {
    const { ports, space, members } = stay.core;
    if (stay !== this.#stay || !members.isMember(from)) return;
    const opened = await openPresence({ suite: ports.suite, epochs: members.epochKeys() }, { space, from }, sealed);
    if (opened.ok && stay === this.#stay && members.isMember(from)) this.#note(stay, from, opened.value);
  }

  #note(stay: Stay, device: DeviceId, said: SaidPresence): void {
    const known = stay.others.get(said.session);
    const isHere = said.item === stay.item;
    if (known === undefined ? !isHere : !isNext(known, device, said)) return;
    keep(stay, device, said);
    // It may not know that somebody is here.
    if (isHere && known?.isGone !== false) this.#say();
    this.#tell(stay);
    this.#cancelLooking ??= this.#ports.timers.after(LOOK_EVERY_MS, () => this.#look(stay));
  }

  /** Who has said nothing for long is gone, and the others are told again where this tab is. */
  #look(stay: Stay): void {
    this.#cancelLooking = null;
    const nowMs = stay.core.ports.clock();
    this.#dismiss(stay, ({ heardAtMs }) => Math.abs(nowMs - heardAtMs) >= GONE_AFTER_MS);
    if (!hasCompany(stay)) return;
    if (Math.abs(nowMs - stay.saidAtMs) >= SAY_AGAIN_AFTER_MS) this.#say();
    this.#cancelLooking = this.#ports.timers.after(LOOK_EVERY_MS, () => this.#look(stay));
  }

  reachedChanged(): void {
    const stay = this.#stay;
    if (stay === null) return;
    if (stay.core !== this.#ports.core(stay.item)) return this.#leave(stay);
    const before = this.#reached;
    this.#reached = this.#ports.reached(stay.core);
    const lost = [...before].filter((device) => !this.#reached.has(device));
    if (lost.length > 0) this.#dismiss(stay, ({ device }) => lost.includes(device));
    if ([...this.#reached].some((device) => !before.has(device))) this.#say();
  }

  #dismiss(stay: Stay, isGone: (other: Other) => boolean): void {
    for (const [session, other] of stay.others) if (isGone(other)) stay.others.set(session, { ...other, isGone: true });
    this.#tell(stay);
  }

  #tell(stay: Stay): void {
    const present = presentIn(stay);
    if (isSamePresent(stay.told, present)) return;
    stay.told = present;
    this.#ports.tell(stay.watch, present);
  }
}

const isNext = (known: Other, device: DeviceId, { number }: SaidPresence): boolean => known.device === device && number > known.number;

function keep(
  { core, item: here, session: own, others }: Stay,
  device: DeviceId,
  { session, number, item, heard, caret }: SaidPresence,
): void {
  others.delete(session);
  others.set(session, { device, number, heardAtMs: core.ports.clock(), isLive: heard.includes(own), caret, isGone: item !== here });
  const [oldest] = others.keys();
  if (others.size > MOST_SESSIONS && oldest !== undefined) others.delete(oldest);
}

/** Somebody who is in the note too, whether or not it is known that they are so now. */
const hasCompany = ({ others }: Stay): boolean => [...others.values()].some(({ isGone }) => !isGone);

/** Of a device on which several pages have the note open, the one whose caret was heard of last counts. */
function presentIn({ others }: Stay): readonly Present[] {
  const caretByDevice = new Map<DeviceId, Caret | null>();
  for (const { device, caret, isLive, isGone } of others.values())
    if (isLive && !isGone) caretByDevice.set(device, caret ?? caretByDevice.get(device) ?? null);
  return [...caretByDevice].map(([device, caret]) => ({ device, caret })).toSorted((a, b) => (a.device < b.device ? -1 : 1));
}

const isSameCaret = (a: Caret | null, b: Caret | null): boolean =>
  a === null || b === null ? a === b : bytesEqual(a.anchor, b.anchor) && bytesEqual(a.head, b.head);

const isSamePresent = (a: readonly Present[], b: readonly Present[]): boolean =>
  a.length === b.length && a.every(({ device, caret }, i) => device === b[i]?.device && isSameCaret(caret, b[i].caret));
