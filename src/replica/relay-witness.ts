// Whether the relay shows all it should: the newest receipts of the devices say, signed, what they hold, and a relay can neither forge them nor, where they
// come by another way, keep them back. Records that one of them tells of and that do not come although the relay is there and nothing is moving
// are withheld: by a relay that hides them, was rolled back, or shows its devices different histories; or their device had no other way to send
// them yet. Which it is nobody here can know, so what is told is only that they are missing.

import type { DeviceId } from "../base/ids.ts";
import type { Timers } from "../ports/time.ts";
import type { Version, VersionEntry } from "../wire/frames.ts";
import { locate, type IdAt, type LogTree } from "../wire/log-tree.ts";
import type { Withheld } from "./face.ts";
import type { Space } from "./space.ts";

/** Looked at this long after something has changed; what is missing then and still this much later is withheld. */
const PATIENCE_MS = 60_000;

/** Records that `version` tells of and that are not held. On a branch that is not held there is at least one, and more cannot be known. */
export async function countUnseen(version: Version, trees: ReadonlyMap<string, LogTree>, idAt: IdAt): Promise<number> {
  let unseen = 0;
  for (const entry of version) {
    const tree = trees.get(entry.log);
    unseen += tree === undefined ? entry.seq : await unseenOf(entry, tree, idAt);
  }
  return unseen;
}

async function unseenOf({ seq, idPrefix }: VersionEntry, tree: LogTree, idAt: IdAt): Promise<number> {
  const reached = Math.max(...[...tree.paths.values()].map((path) => path.seq));
  if (seq > reached) return seq - reached;
  if (seq <= (tree.paths.get("")?.base?.seq ?? 0)) return 0;
  return (await locate(tree, seq, idPrefix, idAt)) === null ? 1 : 0;
}

/** What each device tells of that is not held here. */
export async function unseenIn({ core, receipts }: Pick<Space, "core" | "receipts">): Promise<readonly Withheld[]> {
  const unseen: Withheld[] = [];
  for (const device of core.members.devices) {
    // What a device held that lost its data may be nowhere any more.
    if (core.members.namedAs(device)?.isReplaced === true) continue;
    const records = await countUnseen(receipts.versionOf(device) ?? [], core.index.trees, core.index.idAt);
    if (records > 0) unseen.push({ device, records });
  }
  return unseen;
}

/** Those of `now` that have not become fewer. */
const stillIn = (now: readonly Withheld[], before: ReadonlyMap<DeviceId, number>): readonly Withheld[] =>
  now.filter(({ device, records }) => records >= (before.get(device) ?? Number.POSITIVE_INFINITY));

export class RelayWitness {
  readonly #timers: Timers;
  readonly #isSettled: () => boolean;
  readonly #changed: () => void;
  #withheld: readonly Withheld[] = [];
  #before: ReadonlyMap<DeviceId, number> = new Map();
  #cancelTimer: (() => void) | null = null;

  /** `isSettled`: the relay is there and nothing is moving. `changed`: `withheld` is another. */
  constructor(timers: Timers, isSettled: () => boolean, changed: () => void) {
    this.#timers = timers;
    this.#isSettled = isSettled;
    this.#changed = changed;
  }

  get withheld(): readonly Withheld[] {
    return this.#withheld;
  }

  /** Something has come, or was connected. */
  look(space: Space): void {
    this.#cancelTimer ??= this.#timers.after(PATIENCE_MS, () => {
      this.#cancelTimer = null;
      void this.#check(space);
    });
  }

  /** Another space, or other links. */
  forget(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#before = new Map();
    this.#tell([]);
  }

  async #check(space: Space): Promise<void> {
    if (!this.#isSettled()) return;
    // A store that fails tells so elsewhere.
    const unseen = await unseenIn(space).catch(() => []);
    this.#tell(stillIn(unseen, this.#before));
    this.#before = new Map(unseen.map(({ device, records }) => [device, records]));
    if (unseen.length > 0) this.look(space);
  }

  #tell(withheld: readonly Withheld[]): void {
    if (JSON.stringify(withheld) === JSON.stringify(this.#withheld)) return;
    this.#withheld = withheld;
    this.#changed();
  }
}
