// What of the signals of other devices is heard: each once, an attempt's in the order they were said, and no more attempts than anybody needs. A
// signal is signed, but whoever passes it on may do so again, later and in another order.

import type { DeviceId } from "../../base/ids.ts";
import type { AttemptId, Signal } from "../../members/sealed-signal.ts";

const FORGET_AFTER_MS = 60_000;
/** That came to nothing. One that has connected was no repeated signal: a page that is opened again and again needs one each time. */
const MOST_ATTEMPTS = 4;
const WITHIN_MS = 60_000;
/** Attempts that are over stay known, so that none begins again. */
const MOST_KNOWN = 512;

type Heard = {
  readonly device: DeviceId;
  readonly begunAtMs: number;
  heardAtMs: number;
  number: number;
  isKept: boolean;
  hasConnected: boolean;
};

export class Attempts {
  readonly #heard = new Map<AttemptId, Heard>();

  /** Whether `signal`, which `device` has signed, is to be heard now; it counts as heard then. */
  hear(device: DeviceId, signal: Signal, nowMs: number): boolean {
    const known = this.#heard.get(signal.attempt);
    if (known === undefined) return this.#begin(device, signal, nowMs);
    const isOver = !known.isKept && nowMs - known.heardAtMs >= FORGET_AFTER_MS;
    if (known.device !== device || isOver || signal.number <= known.number) return false;
    known.number = signal.number;
    known.heardAtMs = nowMs;
    return true;
  }

  #begin(device: DeviceId, { attempt, number }: Signal, nowMs: number): boolean {
    const lately = [...this.#heard.values()].filter(
      (heard) => heard.device === device && !heard.hasConnected && nowMs - heard.begunAtMs < WITHIN_MS,
    );
    if (lately.length >= MOST_ATTEMPTS) return false;
    this.#heard.set(attempt, { device, begunAtMs: nowMs, heardAtMs: nowMs, number, isKept: false, hasConnected: false });
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > MOST_KNOWN && oldest !== undefined) this.#heard.delete(oldest);
    return true;
  }

  /** It has come to a connection, which may say more at any time, also one of which no signal was heard before; or has no more. */
  keep(device: DeviceId, attempt: AttemptId, isKept: boolean, nowMs: number): void {
    const known = this.#heard.get(attempt);
    if (known === undefined) {
      if (isKept) this.#heard.set(attempt, { device, begunAtMs: nowMs, heardAtMs: nowMs, number: 0, isKept, hasConnected: true });
      return;
    }
    known.isKept = isKept;
    known.hasConnected ||= isKept;
  }
}
