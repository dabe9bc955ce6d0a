// Which calls to a device's address are taken up. The first packet of one can come from anybody, under any address, and each costs a connection for a
// while: so there are few that nobody has proved to be a device's, and few from one address in a while, and what a packet leaves behind is bounded.

import type { Clock } from "../../ports/time.ts";

export const MOST_UNVERIFIED_CALLS = 64;
export const MOST_CALLS_OF_HOST = 16;
const WITHIN_MS = 10_000;
/** A caller says the same many times, until it is answered; and goes on for a while after it has been given up. */
const MOST_KNOWN = 1_024;

export class CallLimits {
  readonly #clock: Clock;
  /** When each began, by what it is called by; the oldest first. */
  readonly #known = new Map<string, { readonly host: string; readonly atMs: number }>();
  #unverified = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether to take up the call, which then counts until `release`. */
  admit(credential: string, host: string): boolean {
    if (this.#known.has(credential) || this.#unverified >= MOST_UNVERIFIED_CALLS) return false;
    const nowMs = this.#clock();
    const lately = [...this.#known.values()].filter((call) => call.host === host && Math.abs(nowMs - call.atMs) < WITHIN_MS);
    if (lately.length >= MOST_CALLS_OF_HOST) return false;
    this.#known.set(credential, { host, atMs: nowMs });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    this.#unverified += 1;
    return true;
  }

  /** It is verified, or over. */
  release(): void {
    this.#unverified -= 1;
  }
}
