// Says signals to other devices and hears theirs: seals each to its device, one after the other, and opens what comes, as long as it is a member's.
// The code for sealing is loaded with the first.

import type { DeviceId } from "../../base/ids.ts";
import { openSignal, sealSignal, type Signal } from "../../members/sealed-signal.ts";
import type { Frame } from "../../wire/frames.ts";
import { deviceKemSeed } from "../kem-seed.ts";
import type { SpaceCore } from "../space-core.ts";

export type SignalFrame = Extract<Frame, { type: "signal" }>;

export class Signalling {
  readonly #core: SpaceCore;
  /** Sends it by a link that leads to the device; false when there is none. */
  readonly #send: (frame: SignalFrame) => void;
  readonly #heard: (from: DeviceId, signal: Signal) => void;
  /** What is said, and what is heard, stays in its order. */
  #saying: Promise<void> = Promise.resolve();
  #hearing: Promise<void> = Promise.resolve();

  constructor(core: SpaceCore, send: (frame: SignalFrame) => void, heard: (from: DeviceId, signal: Signal) => void) {
    this.#core = core;
    this.#send = send;
    this.#heard = heard;
  }

  say(to: DeviceId, signal: Signal): void {
    // What cannot be said is as good as lost on its way: the attempt ends in time.
    this.#saying = this.#saying.then(() => this.#seal(to, signal)).catch(() => undefined);
  }

  async #seal(to: DeviceId, signal: Signal): Promise<void> {
    const { ports, space, self, signer, members } = this.#core;
    const kemKey = members.membership.members.get(to)?.kemKey ?? null;
    if (kemKey === null) return;
    const kem = await ports.suite.loadKem();
    const sealed = await sealSignal({ kem, signer, kemKey }, { space, from: self, to }, signal);
    if (sealed !== null) this.#send({ type: "signal", to, from: self, sealed });
  }

  hear(frame: SignalFrame): void {
    this.#hearing = this.#hearing.then(() => this.#open(frame)).catch(() => undefined);
  }

  async #open({ from, to, sealed }: SignalFrame): Promise<void> {
    const { ports, space, self, members } = this.#core;
    if (to !== self || from === self || !members.isMember(from)) return;
    const [kem, seed] = await Promise.all([ports.suite.loadKem(), deviceKemSeed(ports)]);
    const opened = await openSignal({ kem, seed, verify: ports.suite.verify }, { space, from, to }, sealed);
    if (opened.ok && members.isMember(from)) this.#heard(from, opened.value);
  }
}
