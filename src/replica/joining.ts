// Joining another device's space: meets the inviter (members/newcomer.ts), at a relay or nearby, which adds this device to the space; then comes into it
// (arriving.ts).

import type { DeviceId, SpaceId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
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
import { joinMeeting, type MeetingLink, type MeetingLinkEvents } from "../sync/meeting-link.ts";
import type { WireError } from "../wire/wire-error.ts";
import { Arriving, fetchFrom, type Fetching } from "./arriving.ts";
import type { PairingFailure, PairingState } from "./face.ts";
import { deviceKemSeed } from "./kem-seed.ts";
import { faceFailureOf, joinFailureOf } from "./pairing-failure.ts";
import type { Replica } from "./replica.ts";
import type { Space } from "./space.ts";
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

export class Joining {
  readonly #replica: Replica;
  readonly #tell: (state: PairingState) => void;
  #config: NewcomerConfig | null = null;
  #state: NewcomerState = BEGIN_JOINING;
  /** The code leads into a space that is shared. */
  #isShared = false;
  #link: MeetingLink | null = null;
  #way: NewcomersWay | null = null;
  #arriving: Arriving | null = null;
  #shown: JoiningState = { kind: "joining", comparisonCode: null, inviterName: null, confirmed: false, shared: null, clockSkewMs: 0 };
  #ended = false;

  constructor(replica: Replica, tell: (state: PairingState) => void) {
    this.#replica = replica;
    this.#tell = tell;
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
      fetch: (space, { admission }) => fetchFrom(ports, relayOf(admission), space),
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
        return this.#fetch(effect);
      case "failed":
        return this.#fail(faceFailureOf(effect.failure));
    }
  }

  /** The link is no longer needed once the inviter has said all. */
  #onLinkFailed(failure: PairingFailure): void {
    if (this.#state.phase !== "admitted" && this.#state.phase !== "ended") this.#fail(failure);
  }

  #fetch(admitted: Admitted): void {
    const way = this.#way;
    if (way === null) return;
    const { space, admission, inviterName } = admitted;
    const arrival = {
      space,
      admission,
      isShared: this.#isShared,
      relay: way.relayOf(admission),
      fetch: (fetched: Space) => way.fetch(fetched, admitted),
    };
    this.#arriving = new Arriving(this.#replica, arrival, {
      progress: (heldRecords, allRecords) => this.#tell({ kind: "fetching", heldRecords, allRecords }),
      moving: () => this.#end(),
      failed: (failure) => {
        this.#end();
        this.#tell({ kind: "failed", reason: failure === "unreachable" ? way.failureOf(failure) : failure });
      },
      arrived: (keptItems) => this.#tell({ kind: "joined", inviterName, keptItems, shared: this.#shown.shared }),
    });
    void this.#arriving.begin();
  }

  /** The way to what is being fetched is gone for good. */
  lost(): void {
    this.#fail("other-left");
  }

  #fail(reason: PairingFailure): void {
    if (this.#ended) return;
    this.#end();
    this.#arriving?.stop();
    this.#tell({ kind: "failed", reason });
  }

  #end(): void {
    this.#ended = true;
    this.#link?.close("left");
  }
}
