// Joining another device's space: meets the inviter (members/newcomer.ts) and fetches the space, at a relay or nearby, and when all that the inviter stated has
// arrived moves what this profile had made into it, in the same commit that makes it the profile's space. Until then the old space stays in use, so
// that nothing is lost wherever it breaks off; the old space's data is never deleted.

import type { DeviceId, SpaceId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import type { RelayInvitation } from "../members/invitation.ts";
import type { Admission } from "../members/meeting-message.ts";
import { meetingRoomOf } from "../members/meeting-channel.ts";
import {
  BEGIN_JOINING,
  stepNewcomer,
  type NewcomerConfig,
  type NewcomerEffect,
  type NewcomerEvent,
  type NewcomerState,
} from "../members/newcomer.ts";
import type { StoreError } from "../ports/store.ts";
import { joinMeeting, type MeetingLink, type MeetingLinkEvents } from "../sync/meeting-link.ts";
import type { WireError } from "../wire/wire-error.ts";
import { ArrivalDeadline, hasArrived } from "./arrival.ts";
import type { PairingFailure, PairingState } from "./face.ts";
import { deviceKemSeed } from "./kem-seed.ts";
import { moveItems } from "./move-items.ts";
import { faceFailureOf, joinFailureOf } from "./pairing-failure.ts";
import { RelayConnection } from "./relay-connection.ts";
import { NO_TOKEN, relayAddressEntry } from "./relay-choice.ts";
import type { Replica } from "./replica.ts";
import { changeSharedSpaces, spaceRelayEntry } from "./shared-spaces.ts";
import { Space } from "./space.ts";
import { makeBatch } from "./store-batch.ts";
import { catchStoreFailure } from "./store-failure.ts";

type JoiningState = Extract<PairingState, { kind: "joining" }>;

export type Admitted = { readonly space: SpaceId; readonly inviter: DeviceId; readonly inviterName: string; readonly admission: Admission };

/** How the newcomer reaches the inviter, and then what it has. */
export type NewcomersWay = {
  readonly meet: (events: MeetingLinkEvents) => MeetingLink;
  /** Syncs the space with whoever has it; at once, and for as long as it is not stopped. */
  readonly fetch: (space: Space, admitted: Admitted) => Fetching;
  /** The relay to stay with; null: the one that this profile has, if any. */
  readonly relayOf: (admission: Admission) => string | null;
  /** What it means that the way ended. */
  readonly failureOf: (error: WireError | "unreachable") => PairingFailure;
  /** Who invites, where that is known before. */
  readonly inviter?: DeviceId;
};

export type Fetching = {
  /** Something was stored. */
  changed(): void;
  isReached(): boolean;
  stop(): void;
};

export class Joining {
  readonly #replica: Replica;
  readonly #tell: (state: PairingState) => void;
  #config: NewcomerConfig | null = null;
  #state: NewcomerState = BEGIN_JOINING;
  /** The code leads into a space that is shared. */
  #isShared = false;
  #link: MeetingLink | null = null;
  #way: NewcomersWay | null = null;
  #fetching: Fetching | null = null;
  /** The space while it is being fetched. */
  #fetched: Space | null = null;
  #shown: JoiningState = { kind: "joining", comparisonCode: null, inviterName: null, confirmed: false, shared: null, clockSkewMs: 0 };
  #ended = false;
  readonly #deadline: ArrivalDeadline;

  constructor(replica: Replica, tell: (state: PairingState) => void) {
    this.#replica = replica;
    this.#tell = tell;
    const isReached = (): boolean => this.#fetching?.isReached() === true;
    // Where there is no room, what came is not kept, and the link ended each time.
    const giveUp = (failure: "unreachable" | "nothing-came"): void =>
      this.#fail(replica.storage.isFull ? "storage" : this.#nameOf(failure));
    this.#deadline = new ArrivalDeadline(replica.ports.timers, isReached, giveUp);
  }

  #nameOf(failure: "unreachable" | "nothing-came"): PairingFailure {
    return failure === "unreachable" ? (this.#way?.failureOf(failure) ?? "relay-unreachable") : failure;
  }

  /** At the relay that the invitation names. */
  async begin(invitation: RelayInvitation): Promise<void> {
    const { ports } = this.#replica;
    const relay = ports.relayOrigin(invitation.relay) ?? this.#replica.relay.address;
    if (relay === null) return this.#fail("no-relay");
    this.#isShared = invitation.isShared;
    const room = meetingRoomOf(ports.suite.sha256, invitation.secret);
    const relayOf = ({ relays: [told = ""] }: Admission): string => ports.relayOrigin(told) ?? relay;
    await this.beginBy(invitation.secret, {
      meet: (events) => joinMeeting((linkEvents) => ports.dialRelay(relay, linkEvents), ports.timers, room, events),
      fetch: (space, { admission }) => this.#fetchFrom(relayOf(admission), space),
      relayOf,
      failureOf: joinFailureOf,
    });
  }

  /** By whatever way the two reach each other. */
  async beginBy(secret: Uint8Array, way: NewcomersWay): Promise<void> {
    const { ports } = this.#replica;
    this.#way = way;
    this.#tell(this.#shown);
    const config = await catchStoreFailure(async () => ok(await this.#makeConfig(secret, way.inviter)));
    if (!config.ok) return this.#fail("storage");
    if (this.#ended) return;
    this.#config = config.value;
    this.#link = way.meet({
      joined: () => this.#feed({ kind: "joined", nowMs: ports.clock() }),
      message: (sealed) => this.#feed({ kind: "message", sealed, nowMs: ports.clock() }),
      closed: (reason) => this.#feed({ kind: "closed", reason }),
      failed: (error) => this.#onLinkFailed(way.failureOf(error)),
    });
  }

  async #makeConfig(secret: Uint8Array, inviter: DeviceId | undefined): Promise<NewcomerConfig> {
    const { ports, spaces } = this.#replica;
    const kem = await ports.suite.loadKem();
    const { self, members } = spaces.own.space.core;
    return {
      suite: ports.suite,
      self,
      name: members.nameOf(self) ?? "",
      kemKey: await kem.publicKeyOf(await deviceKemSeed(ports)),
      secret,
      nonce: ports.random(16),
      inviter,
      isMemberOf: (other) => spaces.find(other) !== null,
      isShared: this.#isShared,
    };
  }

  /** Whether the inviting device shows the same code. */
  answer(isSame: boolean): void {
    if (isSame) this.#show({ confirmed: true });
    this.#feed({ kind: isSame ? "confirmed" : "not-confirmed" });
  }

  cancel(): void {
    this.#feed({ kind: "cancelled" });
    this.#fail("cancelled");
  }

  #show(change: Partial<JoiningState>): void {
    this.#shown = { ...this.#shown, ...change };
    this.#tell(this.#shown);
  }

  #feed(event: NewcomerEvent): void {
    if (this.#config === null || this.#ended) return;
    const { state, effects } = stepNewcomer(this.#config, this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: NewcomerEffect): void {
    switch (effect.kind) {
      case "send":
        return this.#link?.send(effect.sealed);
      case "sign":
        void this.#replica.signer.sign(effect.message).then((signature) => this.#feed({ kind: "signed", signature }));
        return;
      case "compare":
        return this.#show({
          comparisonCode: effect.code,
          inviterName: effect.inviterName,
          shared: effect.shared,
          clockSkewMs: effect.skewMs,
        });
      case "close":
        return this.#link?.close(effect.reason);
      case "admitted":
        void this.#fetch(effect);
        return;
      case "failed":
        return this.#fail(faceFailureOf(effect.failure));
    }
  }

  /** The link is no longer needed once the inviter has said all. */
  #onLinkFailed(failure: PairingFailure): void {
    if (this.#state.phase !== "admitted" && this.#state.phase !== "ended") this.#fail(failure);
  }

  async #fetch(admitted: Admitted): Promise<void> {
    const { ports, signer } = this.#replica;
    const self = this.#replica.spaces.own.space.core.self;
    const { space: spaceId, admission } = admitted;
    const relay = this.#way?.relayOf(admission) ?? null;
    this.#tellProgress(null, admission);
    let space: Space | null = null;
    const onChange = (): void => {
      if (space === null) return;
      this.#fetching?.changed();
      this.#tellProgress(space, admission);
      this.#deadline.restart();
      if (hasArrived(space, admission)) void this.#finish(space, admitted, relay);
    };
    const opened = await Space.open(ports, { space: spaceId, signer, self, timers: ports.timers, onChange, onProgress: () => undefined });
    if (!opened.ok) return this.#fail("storage");
    if (this.#ended) return opened.value.close();
    space = opened.value;
    this.#fetched = space;
    space.core.isAlone = true;
    space.core.base.admitted = admission.checkpoints;
    this.#replica.links.lendTo(space);
    this.#deadline.restart();
    this.#fetching = this.#way?.fetch(space, admitted) ?? null;
    if (hasArrived(space, admission)) void this.#finish(space, admitted, relay);
  }

  #fetchFrom(origin: string, space: Space): Fetching {
    const { dialRelay: dial, loadSession, timers, clock, random, suite } = this.#replica.ports;
    const events = { onNotice: () => undefined, onBytes: () => undefined, onState: () => undefined, onAutoSync: () => undefined };
    const ports = { dial, loadSession, timers, clock, random, sha256: suite.sha256 };
    const { space: id, self } = space.core;
    const connection = new RelayConnection(ports, events, space, id, self, { origin, token: NO_TOKEN });
    connection.syncNow();
    return { changed: () => connection.changed(), isReached: () => connection.state.kind === "online", stop: () => connection.stop() };
  }

  /** The way to what is being fetched is gone for good. */
  lost(): void {
    this.#fail("other-left");
  }

  #tellProgress(space: Space | null, admission: Admission): void {
    if (this.#ended) return;
    const allRecords = admission.version.reduce((sum, { seq }) => sum + seq, 0);
    const records = (space?.core.index.heads ?? []).reduce((sum, { seq, firstSeq }) => sum + seq - firstSeq + 1, 0);
    // What packs bring counts as the records that they stand for.
    const heldRecords = Math.max(records, Math.floor(allRecords * (space?.core.base.fetchedShare ?? 0)));
    this.#tell({ kind: "fetching", heldRecords: Math.min(heldRecords, allRecords), allRecords });
  }

  async #finish(space: Space, admitted: Admitted, relay: string | null): Promise<void> {
    if (this.#ended) return;
    this.#end();
    const kept = await (this.#isShared
      ? this.#addSpace(space, relay)
      : moveItems(this.#replica, space, relay === null ? [] : [relayAddressEntry(relay)]));
    space.close();
    if (!kept.ok) return this.#tell({ kind: "failed", reason: "storage" });
    const moved = await this.#replica.spacesMoved();
    if (!moved.ok) return this.#tell({ kind: "failed", reason: "storage" });
    if (this.#isShared) await this.#begin(admitted.space);
    this.#tell({ kind: "joined", inviterName: admitted.inviterName, keptItems: kept.value, shared: this.#shown.shared });
  }

  /** A profile that was new is not set up by that for anything else. */
  async #begin(space: SpaceId): Promise<void> {
    await this.#replica.setProfile("begun", "new");
    this.#replica.spaces.show(space);
  }

  /** One of the profile's spaces from now on, kept at the inviter's relay; what the profile has in others stays there. */
  async #addSpace({ core }: Space, relay: string | null): Promise<Result<number, StoreError>> {
    const { store } = this.#replica.ports;
    const relayEntry = spaceRelayEntry(core.space, relay);
    const added = await changeSharedSpaces(
      store,
      (spaces) => [...spaces.filter((other) => other !== core.space), core.space],
      ({ meta, expectMeta }) => store.commit(makeBatch(core.space, { meta: [...meta, relayEntry], expectMeta })),
    );
    return added.ok ? ok(0) : added;
  }

  #fail(reason: PairingFailure): void {
    if (this.#ended) return;
    this.#end();
    this.#fetched?.close();
    this.#tell({ kind: "failed", reason });
  }

  #end(): void {
    this.#ended = true;
    this.#replica.links.lendTo(null);
    this.#deadline.cancel();
    this.#fetching?.stop();
    this.#link?.close("left");
  }
}
