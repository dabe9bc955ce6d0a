// What of the signals of other devices is heard: each once, an attempt's in the order they were said, and attempts no faster than they can do harm. A
// signal is signed, but whoever passes it on may do so again, later and in another order. A page that is closed leaves attempts unfinished, and the one
// that is opened next makes its own: an attempt for which it is too soon waits, and gives way to a newer one of its device.

import type { DeviceId } from "../../base/ids.ts";
import type { AttemptId, Signal } from "../../members/sealed-signal.ts";
import type { Clock, Timers } from "../../ports/time.ts";
import { MAX_CANDIDATES } from "../../wire/limits.ts";

const FORGET_AFTER_MS = 60_000;
/** That came to nothing, within a minute. One that has connected was no repeated signal: a page that is opened again and again needs one each time. */
const MOST_AT_ONCE = 4;
const WITHIN_MS = 60_000;
/** Between those beyond them. */
const PAUSE_MS = 3_000;
/** Attempts that are over stay known, so that none begins again. */
const MOST_KNOWN = 512;
/** Of one that waits: its description, its candidates and that there are no more. */
const MOST_WAITING = MAX_CANDIDATES + 2;

type Heard = {
  readonly device: DeviceId;
  begunAtMs: number;
  heardAtMs: number;
  number: number;
  isKept: boolean;
  hasConnected: boolean;
};

type Waiting = { readonly attempt: AttemptId; readonly signals: Signal[]; readonly cancel: () => void };

export type AttemptsPorts = { readonly clock: Clock; readonly timers: Timers };

export class Attempts {
  readonly #ports: AttemptsPorts;
  readonly #pass: (device: DeviceId, signal: Signal) => void;
  readonly #heard = new Map<AttemptId, Heard>();
  readonly #waiting = new Map<DeviceId, Waiting>();

  /** `pass`: hears what is to be heard, when it is. */
  constructor(ports: AttemptsPorts, pass: (device: DeviceId, signal: Signal) => void) {
    this.#ports = ports;
    this.#pass = pass;
  }

  /** A signal that `device` has signed. */
  hear(device: DeviceId, signal: Signal): void {
    const nowMs = this.#ports.clock();
    const known = this.#heard.get(signal.attempt);
    if (known === undefined) return this.#begin(device, signal, nowMs);
    const isOver = !known.isKept && nowMs - known.heardAtMs >= FORGET_AFTER_MS;
    if (known.device !== device || isOver || signal.number <= known.number) return;
    known.number = signal.number;
    known.heardAtMs = nowMs;
    const waiting = this.#waiting.get(device);
    if (waiting?.attempt !== signal.attempt) this.#pass(device, signal);
    else if (waiting.signals.length < MOST_WAITING) waiting.signals.push(signal);
  }

  #begin(device: DeviceId, signal: Signal, nowMs: number): void {
    const { attempt, number } = signal;
    this.#giveWay(device);
    const waitMs = this.#waitMs(device, nowMs);
    this.#heard.set(attempt, { device, begunAtMs: nowMs + waitMs, heardAtMs: nowMs, number, isKept: false, hasConnected: false });
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > MOST_KNOWN && oldest !== undefined) this.#heard.delete(oldest);
    if (waitMs === 0) return this.#pass(device, signal);
    const cancel = this.#ports.timers.after(waitMs, () => this.#letGo(device));
    this.#waiting.set(device, { attempt, signals: [signal], cancel });
  }

  /** 0: it may begin now. */
  #waitMs(device: DeviceId, nowMs: number): number {
    const begun = [...this.#heard.values()]
      .filter((heard) => heard.device === device && !heard.hasConnected && nowMs - heard.begunAtMs < WITHIN_MS)
      .map(({ begunAtMs }) => begunAtMs);
    return begun.length < MOST_AT_ONCE ? 0 : Math.max(0, Math.max(...begun) + PAUSE_MS - nowMs);
  }

  /** The one that waits never begins: its page is gone, or it was said again. */
  #giveWay(device: DeviceId): void {
    const waiting = this.#waiting.get(device);
    if (waiting === undefined) return;
    waiting.cancel();
    this.#waiting.delete(device);
    const known = this.#heard.get(waiting.attempt);
    if (known === undefined) return;
    known.begunAtMs = Number.NEGATIVE_INFINITY;
    known.heardAtMs = Number.NEGATIVE_INFINITY;
  }

  #letGo(device: DeviceId): void {
    const waiting = this.#waiting.get(device);
    this.#waiting.delete(device);
    for (const signal of waiting?.signals ?? []) this.#pass(device, signal);
  }

  /** It has come to a connection, which may say more at any time, also one of which no signal was heard before; or has no more. */
  keep(device: DeviceId, attempt: AttemptId, isKept: boolean): void {
    const nowMs = this.#ports.clock();
    const known = this.#heard.get(attempt);
    if (known === undefined) {
      if (isKept) this.#heard.set(attempt, { device, begunAtMs: nowMs, heardAtMs: nowMs, number: 0, isKept, hasConnected: true });
      return;
    }
    known.isKept = isKept;
    known.hasConnected ||= isKept;
  }

  close(): void {
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }
}
