// Capsules at the relay (PROTOCOL.md "Capsules"): what the statements of a space say of them, in a place where whoever has nothing but a passkey finds it;
// and how often one may ask.

import { capsulesIn, type Capsule } from "../src/members/capsules-in.ts";
import type { Membership } from "../src/members/membership.ts";
import type { StatementDag } from "../src/members/statement-dag.ts";
import type { Clock } from "../src/ports/time.ts";
import { CAPSULE_BURST, CAPSULE_EVERY_MS, MAX_CAPSULE_ASKERS, MAX_CAPSULES_PER_SPACE } from "./limits.ts";
import { isLoopbackAddress } from "./loopback.ts";
import type { RelayStore } from "./relay-store.ts";
import { valueOf, type SpaceState } from "./space-state.ts";

/** Those that are handed out. */
export const capsulesToKeep = (dag: StatementDag, membership: Membership): readonly Capsule[] =>
  capsulesIn(dag, membership).slice(0, MAX_CAPSULES_PER_SPACE);

/** Whether some of a space are in its statements only: a relay of an earlier version has stored these. Throws like `valueOf`. */
export async function lacksCapsules(store: RelayStore, { dag, membership }: SpaceState): Promise<boolean> {
  for (const { id } of capsulesToKeep(dag, membership)) if (valueOf(await store.readCapsule(id)) === null) return true;
  return false;
}

/** How often each network may ask, beyond which it waits. */
export class CapsuleAskers {
  readonly #clock: Clock;
  /** When all that a network has asked will be forgotten. */
  readonly #forgottenAtMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one question; false: it was one too many. */
  mayAsk(address: string): boolean {
    if (isLoopbackAddress(address)) return true;
    const now = this.#clock();
    const before = Math.max(now, this.#forgottenAtMs.get(address) ?? 0);
    if (before - now > (CAPSULE_BURST - 1) * CAPSULE_EVERY_MS) return false;
    this.#makeRoom(now);
    this.#forgottenAtMs.set(address, before + CAPSULE_EVERY_MS);
    return true;
  }

  /** Of the networks that are counted, first those go that have not asked for long, then the eldest. */
  #makeRoom(now: number): void {
    if (this.#forgottenAtMs.size < MAX_CAPSULE_ASKERS) return;
    for (const [address, atMs] of this.#forgottenAtMs) if (atMs <= now) this.#forgottenAtMs.delete(address);
    const [eldest] = this.#forgottenAtMs.keys();
    if (eldest !== undefined && this.#forgottenAtMs.size >= MAX_CAPSULE_ASKERS) this.#forgottenAtMs.delete(eldest);
  }
}
