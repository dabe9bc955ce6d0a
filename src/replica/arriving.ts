// What is left of coming into a space once this device has been added to it: fetches the space from whoever has it, and when all that was told of has arrived
// moves what this profile had made into it, in the same commit that makes it the profile's space. Until then the old space stays in use, so
// that nothing is lost wherever it breaks off; the old space's data is never deleted.

import type { SpaceId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import type { Admission } from "../members/meeting-message.ts";
import type { StoreError } from "../ports/store.ts";
import { ArrivalDeadline, hasArrived } from "./arrival.ts";
import { moveItems } from "./move-items.ts";
import { relayAddressEntry } from "./relay-choice.ts";
import { RelayConnection } from "./relay-connection.ts";
import { NO_TOKEN } from "./relay-token.ts";
import type { Replica } from "./replica.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import { changeSharedSpaces, spaceRelayEntry } from "./shared-spaces.ts";
import { Space } from "./space.ts";
import { makeBatch } from "./store-batch.ts";

/** Syncs the space with whoever has it; at once, and for as long as it is not stopped. */
export type Fetching = {
  /** Something was stored. */
  changed(): void;
  isReached(): boolean;
  stop(): void;
};

export type Arrival = {
  readonly space: SpaceId;
  readonly admission: Admission;
  /** One that others have shared: it becomes one more of the profile's, and what the profile has in others stays there. */
  readonly isShared: boolean;
  /** The relay to stay with; null: the one that this profile has, if any. */
  readonly relay: string | null;
  readonly fetch: (space: Space) => Fetching;
  /** All is there; what is to be done in the space before it is the profile's. False: it never will be. */
  readonly before?: (space: Space) => Promise<boolean>;
};

export type ArrivalFailure = "unreachable" | "nothing-came" | "storage";

export type ArrivingEvents = {
  readonly progress: (heldRecords: number, allRecords: number) => void;
  /** All is there: from now on it is not to be stopped. */
  readonly moving: () => void;
  readonly failed: (failure: ArrivalFailure) => void;
  /** `keptItems`: so many came along from the space before. */
  readonly arrived: (keptItems: number) => void;
};

export class Arriving {
  readonly #replica: Replica;
  readonly #arrival: Arrival;
  readonly #events: ArrivingEvents;
  readonly #deadline: ArrivalDeadline;
  #fetching: Fetching | null = null;
  /** While it is being fetched. */
  #space: Space | null = null;
  #hasArrived = false;
  #ended = false;

  constructor(replica: Replica, arrival: Arrival, events: ArrivingEvents) {
    this.#replica = replica;
    this.#arrival = arrival;
    this.#events = events;
    // Where there is no room, what came is not kept, and the link ended each time.
    const giveUp = (failure: ArrivalFailure): void => this.#fail(replica.storage.isFull ? "storage" : failure);
    this.#deadline = new ArrivalDeadline(replica.ports.timers, () => this.#fetching?.isReached() === true, giveUp);
  }

  async begin(): Promise<void> {
    const { ports, signer, links, spaces } = this.#replica;
    const { space: spaceId, admission, fetch } = this.#arrival;
    this.#tellProgress(null);
    const onChange = (): void => {
      this.#fetching?.changed();
      this.#tellProgress(this.#space);
      this.#deadline.restart();
      this.#look();
    };
    const { self } = spaces.own.space.core;
    const opened = await Space.open(ports, { space: spaceId, signer, self, timers: ports.timers, onChange, onProgress: () => undefined });
    if (!opened.ok) return this.#fail("storage");
    if (this.#ended) return opened.value.close();
    const space = opened.value;
    this.#space = space;
    space.core.isAlone = true;
    space.core.base.admitted = admission.checkpoints;
    links.lendTo(space);
    this.#deadline.restart();
    this.#fetching = fetch(space);
    this.#look();
  }

  /** Ends it wherever it is, without a word. */
  stop(): void {
    this.#end();
    this.#space?.close();
  }

  #look(): void {
    const space = this.#space;
    if (space === null || this.#ended || this.#hasArrived || !hasArrived(space, this.#arrival.admission)) return;
    this.#hasArrived = true;
    void this.#finish(space);
  }

  #tellProgress(space: Space | null): void {
    if (this.#ended || this.#hasArrived) return;
    const allRecords = this.#arrival.admission.version.reduce((sum, { seq }) => sum + seq, 0);
    const records = (space?.core.index.heads ?? []).reduce((sum, { seq, firstSeq }) => sum + seq - firstSeq + 1, 0);
    // What packs bring counts as the records that they stand for.
    const heldRecords = Math.max(records, Math.floor(allRecords * (space?.core.base.fetchedShare ?? 0)));
    this.#events.progress(Math.min(heldRecords, allRecords), allRecords);
  }

  async #finish(space: Space): Promise<void> {
    this.#deadline.cancel();
    const isDone = (await this.#arrival.before?.(space)) ?? true;
    if (this.#ended || !isDone) return;
    this.#end();
    this.#events.moving();
    const { isShared, relay } = this.#arrival;
    const kept = await (isShared
      ? this.#addSpace(space)
      : moveItems(this.#replica, space, relay === null ? [] : [relayAddressEntry(relay)]));
    space.close();
    if (!kept.ok) return this.#events.failed("storage");
    const moved = await this.#replica.spacesMoved();
    if (!moved.ok) return this.#events.failed("storage");
    if (isShared) await this.#show();
    this.#events.arrived(kept.value);
  }

  /** A profile that was new is not set up by that for anything else. */
  async #show(): Promise<void> {
    await this.#replica.setProfile("begun", "new");
    this.#replica.spaces.show(this.#arrival.space);
  }

  /** One of the profile's spaces from now on, kept at the inviter's relay; what the profile has in others stays there. */
  async #addSpace({ core }: Space): Promise<Result<number, StoreError>> {
    const { store } = this.#replica.ports;
    const relayEntry = spaceRelayEntry(core.space, this.#arrival.relay);
    const added = await changeSharedSpaces(
      store,
      (spaces) => [...spaces.filter((other) => other !== core.space), core.space],
      ({ meta, expectMeta }) => store.commit(makeBatch(core.space, { meta: [...meta, relayEntry], expectMeta })),
    );
    return added.ok ? ok(0) : added;
  }

  #fail(failure: ArrivalFailure): void {
    if (this.#ended) return;
    this.stop();
    this.#events.failed(failure);
  }

  #end(): void {
    this.#ended = true;
    this.#replica.links.lendTo(null);
    this.#deadline.cancel();
    this.#fetching?.stop();
  }
}

/** From the relay at an address. */
export function fetchFrom(replicaPorts: ReplicaPorts, origin: string, space: Space): Fetching {
  const { dialRelay: dial, loadSession, timers, clock, random, suite } = replicaPorts;
  const events = { onNotice: () => undefined, onBytes: () => undefined, onState: () => undefined, onAutoSync: () => undefined };
  const ports = { dial, loadSession, timers, clock, random, sha256: suite.sha256 };
  const { space: id, self } = space.core;
  const connection = new RelayConnection(ports, events, space, id, self, { origin, token: NO_TOKEN });
  connection.syncNow();
  return { changed: () => connection.changed(), isReached: () => connection.state.kind === "online", stop: () => connection.stop() };
}
