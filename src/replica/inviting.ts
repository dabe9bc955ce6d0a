// Inviting a device by a relay: opens a room there for the two (admitting.ts). What admits the newcomer must be at the relay before the newcomer is told.

import { bytesEqual } from "../base/bytes.ts";
import type { DeviceId, SpaceId, StatementId } from "../base/ids.ts";
import { codeToLink, invitationToCode, SECRET_BYTES } from "../members/invitation.ts";
import { meetingRoomOf } from "../members/meeting-channel.ts";
import type { MeetCloseReason } from "../wire/frames.ts";
import { MAX_MEET_LIFETIME_SECONDS } from "../wire/limits.ts";
import type { WireError } from "../wire/wire-error.ts";
import { Admitting, type AdmittedInto } from "./admitting.ts";
import type { PairingState } from "./face.ts";
import type { SharedPlace } from "./face/spaces.ts";
import type { Replica } from "./replica.ts";
import type { Space } from "./space.ts";

const CONNECT_DEADLINE_MS = 20_000;
const ASK_AGAIN_MS = 2_000;

export class Inviting {
  readonly #replica: Replica;
  readonly #space: Space;
  readonly #shared: SharedPlace | null;
  readonly #tell: (state: PairingState) => void;
  readonly #room: Uint8Array;
  readonly #code: string;
  readonly #link: string;
  readonly #side: Admitting;
  /** Heads that the relay must have before the newcomer is told. */
  #awaitedHeads: readonly StatementId[] | null = null;
  #cancelDeadline: () => void;
  #cancelAsking: () => void = () => undefined;
  #isOpen = false;

  /** `relay`: the space's, as the newcomer reaches it. */
  constructor(
    replica: Replica,
    { space, shared }: AdmittedInto,
    { relay, appAddress }: { readonly relay: string; readonly appAddress: string },
    tell: (state: PairingState) => void,
  ) {
    const { ports } = replica;
    const secret = ports.random(SECRET_BYTES);
    this.#replica = replica;
    this.#space = space;
    this.#shared = shared;
    this.#tell = tell;
    this.#room = meetingRoomOf(ports.suite.sha256, secret);
    this.#code = invitationToCode(ports.suite.sha256, { secret, relay, isShared: shared !== null });
    this.#link = codeToLink(appAddress, this.#code);
    this.#side = new Admitting(
      replica,
      { space, shared },
      { secret, lifetimeMs: MAX_MEET_LIFETIME_SECONDS * 1_000 },
      this.#wayBy(relay),
      tell,
    );
    this.#cancelDeadline = ports.timers.after(CONNECT_DEADLINE_MS, () => this.#side.fail("relay-unreachable"));
    if (replica.links.isHolder && replica.links.isOnline(space.core.space)) this.connected();
    else {
      replica.takeLinks();
      // Waiting for its next try, it tries now.
      replica.syncNow();
    }
  }

  #wayBy(relay: string): ConstructorParameters<typeof Admitting>[3] {
    const { links } = this.#replica;
    const { space } = this.#space.core;
    const room = this.#room;
    return {
      say: (message) => links.say(space, { type: "meet-data", room, message }),
      close: (reason) => links.say(space, { type: "meet-close", room, reason }),
      stored: (heads) => {
        this.#awaitedHeads = heads;
        // The relay answers statements with its heads; asking anew covers the case that it has had them all along.
        links.syncNow();
      },
      relays: [relay],
      ended: () => {
        this.#cancelDeadline();
        this.#cancelAsking();
      },
    };
  }

  isInto(space: SpaceId): boolean {
    return space === this.#space.core.space;
  }

  /** The relay has let this device in, now or again. */
  connected(): void {
    this.#cancelDeadline();
    // Whoever had come has lost the room with the connection, and the one that is opened now is new.
    if (this.#side.hasMet) return this.#side.closed("left");
    this.#replica.links.say(this.#space.core.space, { type: "meet-open", room: this.#room, lifetimeSeconds: MAX_MEET_LIFETIME_SECONDS });
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#tell({ kind: "inviting", code: this.#code, link: this.#link, expiresAtMs: this.#side.expiresAtMs, shared: this.#shared });
  }

  /** No connection: while the room is not open yet there is no invitation. In another tab's hands nobody would be heard who comes by it. */
  onRelayError(error: WireError | "unreachable" | "other-tab"): void {
    if (error === "other-tab") return this.#side.fail(error);
    if (this.#isOpen) return;
    if (error === "space-refused") this.#side.fail("token-needed");
    else this.#side.fail(error === "unreachable" ? "relay-unreachable" : "relay-refused");
  }

  onData(room: Uint8Array, sealed: Uint8Array): void {
    if (bytesEqual(room, this.#room)) this.#side.hear(sealed);
  }

  onClosed(room: Uint8Array, reason: MeetCloseReason): void {
    if (bytesEqual(room, this.#room)) this.#side.closed(reason);
  }

  onRelayHeads(heads: readonly StatementId[]): void {
    const { members } = this.#space.core;
    if (this.#awaitedHeads === null) return;
    const missing = new Set(members.dag.missingFor(heads).map(({ id }) => id));
    if (this.#awaitedHeads.some((head) => missing.has(head))) {
      // Another member may have stated something on top of them, which is on its way here: then it is asked again.
      if (!heads.every((head) => members.dag.has(head))) this.#askLater();
      return;
    }
    this.#awaitedHeads = null;
    this.#side.tellAdmitted(heads);
  }

  #askLater(): void {
    this.#cancelAsking();
    this.#cancelAsking = this.#replica.ports.timers.after(ASK_AGAIN_MS, () => this.#replica.links.syncNow());
  }

  answer(approve: boolean, replaces: DeviceId | null): void {
    this.#side.answer(approve, replaces);
  }

  cancel(): void {
    this.#side.cancel();
  }
}
