// Pairing in this tab: at most one at a time, inviting or joining. Passes what the relay connection hears to whoever is inviting. The code of the two sides
// is loaded when somebody pairs: most starts of the app have no use for it.

import type { DeviceId, SpaceId, StatementId } from "../base/ids.ts";
import type { MeetCloseReason } from "../wire/frames.ts";
import type { PairingState } from "./face.ts";
import type { InvitedInto } from "./face/spaces.ts";
import type { Inviting } from "./inviting.ts";
import type { Joining } from "./joining.ts";
import type { grantMissing } from "./missing-grants.ts";
import type { NearbyGuest } from "./nearby/nearby-desk.ts";
import type { Replica } from "./replica.ts";
import type { emptyLeftSpaces, forgetLeftSpaces } from "./empty-left-space.ts";
import type { beginInviting, beginJoining } from "./pairing-sides.ts";
import type { LinkFailure } from "./space-links.ts";
import type { takeLeftAlong } from "./left-space-entries.ts";
import type { takeItems } from "./take-items.ts";

/** What a pairing is done with; comes in as a port, since loading takes its own time. */
export type PairingSides = {
  readonly beginInviting: typeof beginInviting;
  readonly beginJoining: typeof beginJoining;
  readonly grantMissing: typeof grantMissing;
  readonly takeItems: typeof takeItems;
  readonly takeLeftAlong: typeof takeLeftAlong;
  readonly emptyLeftSpaces: typeof emptyLeftSpaces;
  readonly forgetLeftSpaces: typeof forgetLeftSpaces;
};

/** A pairing whose messages go another way than by the relay. */
export type LedPairing = {
  answer(approve: boolean, replaces: DeviceId | null): void;
  cancel(): void;
  /** The profile goes on in another space: nobody can be let into the one that it is about. */
  leaveSpace(): void;
};

export class PairingDesk {
  readonly #replica: Replica;
  readonly #push: (state: PairingState) => void;
  #inviting: Inviting | null = null;
  #joining: Joining | null = null;
  #led: LedPairing | null = null;
  /** Whoever restores with a device beside this one. */
  guest: NearbyGuest | null = null;
  /** Counts pairings begun and put away: one that was put away while its code was loading does not begin. */
  #turn = 0;

  constructor(replica: Replica, push: (state: PairingState) => void) {
    this.#replica = replica;
    this.#push = push;
  }

  /** `into`: null for another device of the user's own. `appAddress`: where the newcomer opens the app; the code goes into its fragment. `servedAt`: see face.ts. */
  invite(appAddress: string, servedAt: string | null = null, into: InvitedInto | null = null): void {
    this.cancel();
    const replica = this.#replica;
    const opened = into === null ? replica.spaces.own : replica.spaces.find(into.space);
    if (opened === null) return this.#push({ kind: "failed", reason: "cancelled" });
    const shared = into === null ? null : { name: opened.space.core.members.spaceName ?? "", role: into.role };
    // Pressed at once in a new profile, it may not be known yet whether the app came from a relay.
    void this.#load(replica.relay.address === null ? replica.findRelay() : null, ({ beginInviting: begin }) => {
      this.#inviting = begin(replica, opened, { appAddress, servedAt, shared }, (state) => this.#tell(state));
    });
  }

  /** By a relay; or a device that answers by its address is called, which may then ask to be let in here. `code`: a code, or a link with one. */
  join(code: string): void {
    this.cancel();
    void this.#load(null, ({ beginJoining: begin }) => {
      const begun = begin(this.#replica, code, (state) => this.#tell(state));
      this.#joining = begun?.joining ?? null;
      begun?.start();
    });
  }

  /** `side` takes the place of whatever there is; what it comes to is to be told by what is given back. */
  lead(side: LedPairing): (state: PairingState) => void {
    this.cancel();
    this.#led = side;
    return (state) => {
      if (this.#led === side) this.#tell(state);
    };
  }

  async #load(waitFor: Promise<void> | null, begin: (sides: PairingSides) => void): Promise<void> {
    const turn = this.#turn;
    await waitFor;
    const [sides, links] = await Promise.all([this.#replica.ports.loadPairing().catch(() => null), this.#replica.links.load()]);
    if (turn !== this.#turn) return;
    if (sides !== null && links !== null) begin(sides);
    // Neither kept by the service worker nor to be had from where the app comes from.
    else this.#push({ kind: "failed", reason: "relay-unreachable" });
  }

  answer(approve: boolean, replaces: DeviceId | null = null): void {
    this.#inviting?.answer(approve, replaces);
    this.#joining?.answer(approve);
    this.#led?.answer(approve, replaces);
  }

  /** Also puts away how the last one ended. */
  cancel(): void {
    this.#turn += 1;
    this.#inviting?.cancel();
    this.#joining?.cancel();
    this.#led?.cancel();
    this.#end();
    this.#push({ kind: "idle" });
  }

  /** The profile goes on in another space: nobody can be let into the one that the invitation is for. */
  leaveSpace(): void {
    this.#inviting?.cancel();
    this.#led?.leaveSpace();
  }

  #tell(state: PairingState): void {
    if (state.kind === "failed" || state.kind === "admitted" || state.kind === "joined") this.#end();
    this.#push(state);
  }

  #end(): void {
    [this.#inviting, this.#joining, this.#led] = [null, null, null];
  }

  onMeetData(room: Uint8Array, message: Uint8Array): void {
    this.#inviting?.onData(room, message);
  }

  onMeetClosed(room: Uint8Array, reason: MeetCloseReason): void {
    this.#inviting?.onClosed(room, reason);
  }

  onConnected(space: SpaceId): void {
    if (this.#inviting?.isInto(space) === true) this.#inviting.connected();
  }

  onRelayHeads(space: SpaceId, heads: readonly StatementId[]): void {
    if (this.#inviting?.isInto(space) === true) this.#inviting.onRelayHeads(heads);
  }

  onRelayError(space: SpaceId, error: LinkFailure): void {
    if (this.#inviting?.isInto(space) === true) this.#inviting.onRelayError(error);
  }
}
