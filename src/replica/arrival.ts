// When a newcomer has arrived in the space that it joins, and when it is given up.

import type { LogTag } from "../base/ids.ts";
import type { Admission } from "../members/meeting-message.ts";
import type { Timers } from "../ports/time.ts";
import type { Space } from "./space.ts";

/** Fetching is given up when nothing has arrived for so long and the relay is not reached. */
const QUIET_DEADLINE_MS = 120_000;
/** So often in turn if it is reached: it may wait for ten minutes before it takes records behind a checkpoint that nobody has vouched for. */
const MAX_QUIET_DEADLINES = 6;

type GivenUp = "unreachable" | "nothing-came";

export class ArrivalDeadline {
  readonly #timers: Timers;
  readonly #isReached: () => boolean;
  readonly #giveUp: (failure: GivenUp) => void;
  #cancelTimer: () => void = () => undefined;

  /** `isReached`: the relay, or whoever else has it, now. */
  constructor(timers: Timers, isReached: () => boolean, giveUp: (failure: GivenUp) => void) {
    this.#timers = timers;
    this.#isReached = isReached;
    this.#giveUp = giveUp;
  }

  /** Fetching has begun, or something has arrived. */
  restart(): void {
    this.#wait(MAX_QUIET_DEADLINES);
  }

  #wait(left: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#timers.after(QUIET_DEADLINE_MS, () => {
      if (!this.#isReached()) this.#giveUp("unreachable");
      else if (left > 1) this.#wait(left - 1);
      else this.#giveUp("nothing-came");
    });
  }

  cancel(): void {
    this.#cancelTimer();
  }
}

/** Everything that the inviter held when it admitted this device is here, and can be read. */
export function hasArrived(space: Space, admission: Admission): boolean {
  const { members, index, counts, self } = space.core;
  if (!admission.heads.every((head) => members.dag.has(head)) || !members.isMember(self)) return false;
  // With a key it makes another one to write under, should that be needed.
  if (counts.keyless > 0 || members.epochKeyCount === 0) return false;
  const held = (log: LogTag): readonly number[] => {
    const cut = index.cutOfLog(log);
    // Of a log that was cut only what is known to count: anybody can put another one in its place before that.
    if (cut !== null) return [...cut.reach.values(), space.core.base.coveredSeq(log)];
    return index.heads.filter((head) => head.log === log).map((head) => head.seq);
  };
  return admission.version.every(({ log, seq }) => held(log).some((heldSeq) => heldSeq >= seq) || isBranchOfCovered(space, admission, log));
}

/** Of a log that has forked, one of the ways may leave the other below the base: its records come only from who holds both; its content is in packs or written again. */
function isBranchOfCovered({ core }: Space, { version }: Admission, log: LogTag): boolean {
  return core.base.coveredSeq(log) > 0 && version.filter((entry) => entry.log === log).length > 1;
}
