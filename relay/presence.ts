// Which devices are connected to a space, told to those that are, and what they have to say to each other alone (PROTOCOL.md "Direct connections").
// So is where they are in notes ("Presence"). Nothing of it is kept, and nothing is told to whoever is no member (any more).

import type { DeviceId } from "../src/base/ids.ts";
import type { Clock, Timers } from "../src/ports/time.ts";
import type { Frame, PresenceFrame } from "../src/wire/frames.ts";
import { BUSY_LINK_BYTES } from "./limits.ts";
import { MAX_NEIGHBOURS } from "../src/wire/limits.ts";
import { makePresenceMeter, makeSignalMeter } from "../src/wire/pass-meter.ts";

/** A relay that has just started does not tell of each that comes. */
const AT_MOST_EVERY_MS = 500;

type SignalFrame = Extract<Frame, { type: "signal" }>;

export type PresentOn = { readonly send: (frame: Frame) => void; readonly bufferedBytes: () => number };

/** The link of a member, from when it has been told what the relay has to its end. */
export class PresentLink {
  readonly device: DeviceId;
  readonly send: (frame: Frame) => void;
  readonly #link: PresentOn;
  readonly #takesSignal: () => boolean;
  readonly #takesPresence: () => boolean;
  /** Of whom was told last that they are here, as one text. */
  #told = "";

  constructor(device: DeviceId, clock: Clock, link: PresentOn) {
    this.device = device;
    this.send = (frame) => link.send(frame);
    this.#link = link;
    this.#takesSignal = makeSignalMeter(clock);
    this.#takesPresence = makePresenceMeter(clock);
  }

  tell(present: readonly DeviceId[]): void {
    const devices = present.filter((device) => device !== this.device).slice(0, MAX_NEIGHBOURS);
    if (devices.join() === this.#told) return;
    this.#told = devices.join();
    this.send({ type: "neighbours", isRelay: true, devices, relay: null });
  }

  /** Whether what this link says may be passed on: it is its own, and not too much. */
  maySay(signal: SignalFrame): boolean {
    return signal.from === this.device && this.#takesSignal();
  }

  mayBePresent(presence: PresenceFrame): boolean {
    return presence.from === this.device && this.#takesPresence();
  }

  /** Only the newest of it counts, and it is said again before long: where much waits to leave it is dropped. */
  show(presence: PresenceFrame): void {
    if (this.#link.bufferedBytes() <= BUSY_LINK_BYTES) this.send(presence);
  }
}

export class Presence {
  readonly #timers: Timers;
  readonly #isMember: (device: DeviceId) => boolean;
  readonly #links = new Set<PresentLink>();
  #isResting = false;
  #isDue = false;

  constructor(timers: Timers, isMember: (device: DeviceId) => boolean) {
    this.#timers = timers;
    this.#isMember = isMember;
  }

  join(link: PresentLink, told: readonly Frame[]): void {
    for (const frame of told) link.send(frame);
    this.#links.add(link);
    link.tell(this.#devices);
    this.#changed();
  }

  leave(link: PresentLink): void {
    if (this.#links.delete(link)) this.#changed();
  }

  /** To every link of the device that it is for; to nobody when there is none. */
  passOn(from: PresentLink, signal: SignalFrame): void {
    if (!from.maySay(signal) || !this.#isMember(signal.from) || !this.#isMember(signal.to)) return;
    for (const link of this.#links) if (link.device === signal.to) link.send(signal);
  }

  /** Each once, ascending. */
  get #devices(): readonly DeviceId[] {
    const devices = new Set(Array.from(this.#links, ({ device }) => device));
    return [...devices].filter(this.#isMember).toSorted();
  }

  /** To every link of the other devices. */
  spread(from: PresentLink, presence: PresenceFrame): void {
    if (!from.mayBePresent(presence) || !this.#isMember(presence.from)) return;
    for (const link of this.#links) if (link.device !== presence.from && this.#isMember(link.device)) link.show(presence);
  }

  #changed(): void {
    this.#isDue = true;
    if (!this.#isResting) this.#tell();
  }

  #tell(): void {
    this.#isDue = false;
    this.#isResting = true;
    this.#timers.after(AT_MOST_EVERY_MS, () => {
      this.#isResting = false;
      if (this.#isDue) this.#tell();
    });
    const devices = this.#devices;
    for (const link of this.#links) link.tell(devices);
  }
}
