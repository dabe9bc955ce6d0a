// Inviting a device: opens a room at the relay, runs the inviter (members/inviter.ts), and admits the newcomer with an `add` and a grant, which must be
// at the relay before the newcomer is told.

import { bytesEqual } from "../base/bytes.ts";
import type { DeviceId, StatementId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { makeEpochBody } from "../members/epoch.ts";
import { codeToLink, invitationToCode, SECRET_BYTES } from "../members/invitation.ts";
import {
  beginInviting,
  stepInviter,
  type InviterConfig,
  type InviterEffect,
  type InviterEvent,
  type InviterState,
  type Newcomer,
} from "../members/inviter.ts";
import { meetingRoomOf } from "../members/meeting-channel.ts";
import { sealName } from "../members/name.ts";
import type { KnownBody, NameBody } from "../members/statement-content.ts";
import { signStatement, type Statement } from "../members/statement.ts";
import type { StoreError } from "../ports/store.ts";
import type { MeetCloseReason } from "../wire/frames.ts";
import { MAX_CHECKPOINTS, MAX_MEET_LIFETIME_SECONDS } from "../wire/limits.ts";
import type { WireError } from "../wire/wire-error.ts";
import type { PairingFailure, PairingState } from "./face.ts";
import { deviceKemSeed } from "./kem-seed.ts";
import { faceFailureOf } from "./pairing-failure.ts";
import type { Replica } from "./replica.ts";

const CONNECT_DEADLINE_MS = 20_000;
const ASK_AGAIN_MS = 2_000;

export class Inviting {
  readonly #replica: Replica;
  readonly #tell: (state: PairingState) => void;
  readonly #room: Uint8Array;
  readonly #config: InviterConfig;
  readonly #code: string;
  readonly #link: string;
  /** As the newcomer reaches it. */
  readonly #relay: string;
  #state: InviterState;
  #newcomerName = "";
  #replaces: DeviceId | null = null;
  /** Heads that the relay must have before the newcomer is told. */
  #awaitedHeads: readonly StatementId[] | null = null;
  #cancelDeadline: () => void;
  #cancelExpiry: () => void;
  #cancelAsking: () => void = () => undefined;
  #isOpen = false;

  constructor(replica: Replica, relayAddress: string, appAddress: string, tell: (state: PairingState) => void) {
    const { ports, space } = replica;
    const secret = ports.random(SECRET_BYTES);
    const lifetimeMs = MAX_MEET_LIFETIME_SECONDS * 1_000;
    const { self, members } = space.core;
    this.#replica = replica;
    this.#tell = tell;
    this.#room = meetingRoomOf(ports.suite.sha256, secret);
    this.#relay = relayAddress;
    this.#code = invitationToCode(ports.suite.sha256, { secret, relay: relayAddress });
    this.#link = codeToLink(appAddress, this.#code);
    this.#config = {
      suite: ports.suite,
      space: space.core.space,
      self,
      name: members.nameOf(self) ?? "",
      secret,
      nonce: ports.random(16),
      expiresAtMs: ports.clock() + lifetimeMs,
      // A device that was admitted but never heard of it may ask again.
      isMember: () => false,
    };
    this.#state = beginInviting(this.#config);
    this.#cancelExpiry = ports.timers.after(lifetimeMs, () => this.#feed({ kind: "time", nowMs: this.#config.expiresAtMs }));
    this.#cancelDeadline = ports.timers.after(CONNECT_DEADLINE_MS, () => this.#fail("relay-unreachable"));
    if (replica.links.isHolder && replica.links.isOnline) this.connected();
    else {
      replica.takeLinks();
      // Waiting for its next try, it tries now.
      replica.syncNow();
    }
  }

  /** Somebody has come, and has not been let in. */
  get #hasMet(): boolean {
    return this.#state.phase !== "waiting" && this.#state.phase !== "admitting" && this.#state.phase !== "ended";
  }

  /** The relay has let this device in, now or again. */
  connected(): void {
    this.#cancelDeadline();
    // Whoever had come has lost the room with the connection, and the one that is opened now is new.
    if (this.#hasMet) return this.#feed({ kind: "closed", reason: "left" });
    this.#replica.links.say({ type: "meet-open", room: this.#room, lifetimeSeconds: MAX_MEET_LIFETIME_SECONDS });
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#tell({ kind: "inviting", code: this.#code, link: this.#link, expiresAtMs: this.#config.expiresAtMs });
  }

  /** No connection: while the room is not open yet there is no invitation. */
  onRelayError(error: WireError | "unreachable"): void {
    if (this.#isOpen) return;
    if (error === "space-refused") this.#fail("token-needed");
    else this.#fail(error === "unreachable" ? "relay-unreachable" : "relay-refused");
  }

  onData(room: Uint8Array, sealed: Uint8Array): void {
    if (bytesEqual(room, this.#room)) this.#feed({ kind: "message", sealed, nowMs: this.#replica.ports.clock() });
  }

  onClosed(room: Uint8Array, reason: MeetCloseReason): void {
    if (bytesEqual(room, this.#room)) this.#feed({ kind: "closed", reason });
  }

  onRelayHeads(heads: readonly StatementId[]): void {
    const { index, base, members } = this.#replica.space.core;
    if (this.#awaitedHeads === null) return;
    const missing = new Set(members.dag.missingFor(heads).map(({ id }) => id));
    if (this.#awaitedHeads.some((head) => missing.has(head))) {
      // Another member may have stated something on top of them, which is on its way here: then it is asked again.
      if (!heads.every((head) => members.dag.has(head))) this.#askLater();
      return;
    }
    this.#awaitedHeads = null;
    this.#feed({
      kind: "admitted",
      admission: { heads, version: index.version, checkpoints: base.base.checkpoints.slice(0, MAX_CHECKPOINTS), relays: [this.#relay] },
    });
  }

  #askLater(): void {
    this.#cancelAsking();
    this.#cancelAsking = this.#replica.ports.timers.after(ASK_AGAIN_MS, () => this.#replica.links.syncNow());
  }

  /** `replaces`: a device of this space that lost its data, whose place the newcomer takes. */
  answer(approve: boolean, replaces: DeviceId | null): void {
    this.#replaces = replaces;
    this.#feed(approve ? { kind: "approved", nowMs: this.#replica.ports.clock() } : { kind: "declined" });
  }

  cancel(): void {
    this.#feed({ kind: "cancelled" });
  }

  /** Also when somebody was about to be let in: whoever was may ask again. */
  leaveSpace(): void {
    this.cancel();
    if (this.#state.phase !== "ended") this.#fail("cancelled");
  }

  #feed(event: InviterEvent): void {
    const { state, effects } = stepInviter(this.#config, this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: InviterEffect): void {
    const { links } = this.#replica;
    switch (effect.kind) {
      case "send":
        return links.say({ type: "meet-data", room: this.#room, message: effect.sealed });
      case "verify":
        void this.#replica.ports.suite
          .verify(effect.publicKey, effect.message, effect.signature)
          .then((valid) => this.#feed({ kind: "verified", valid }));
        return;
      case "ask":
        this.#newcomerName = effect.name;
        return this.#tell({ kind: "asked", deviceName: effect.name, comparisonCode: effect.code, clockSkewMs: effect.skewMs });
      case "admit":
        this.#tell({ kind: "admitting", deviceName: effect.newcomer.name });
        void this.#admit(effect.newcomer);
        return;
      case "close":
        return links.say({ type: "meet-close", room: this.#room, reason: effect.reason });
      case "done":
        this.#end();
        return this.#tell({ kind: "admitted", deviceName: this.#newcomerName });
      case "failed":
        return this.#fail(faceFailureOf(effect.failure));
    }
  }

  #fail(reason: PairingFailure): void {
    this.#end();
    this.#state = { phase: "ended" };
    this.#tell({ kind: "failed", reason });
  }

  #end(): void {
    this.#cancelDeadline();
    this.#cancelExpiry();
    this.#cancelAsking();
  }

  async #admit(newcomer: Newcomer): Promise<void> {
    const { space } = this.#replica;
    const stored = await this.#storeAdmission(newcomer);
    if (!stored.ok) return this.#feed({ kind: "admission-failed" });
    this.#awaitedHeads = space.core.members.heads;
    // The relay answers statements with its heads; asking anew covers the case that it has had them all along.
    this.#replica.links.syncNow();
  }

  /** The newcomer's name, and the mark on the device whose place it takes. */
  #nameBodies(epoch: EpochKey, { device, name }: Newcomer): readonly NameBody[] {
    const { core } = this.#replica.space;
    const sealing = { ...core.ports, space: core.space };
    const replaced = this.#replaces;
    const isReplacing = replaced !== null && replaced !== core.self && replaced !== device && core.members.isMember(replaced);
    return [
      ...(name === "" ? [] : [sealName(sealing, epoch, device, name)]),
      ...(isReplacing ? [sealName(sealing, epoch, replaced, core.members.nameOf(replaced) ?? "", true)] : []),
    ];
  }

  async #storeAdmission(newcomer: Newcomer): Promise<Result<void, StoreError>> {
    const { ports, space, signer } = this.#replica;
    const { core } = space;
    const kem = await ports.suite.loadKem();
    return space.addOwnStatements(async () => {
      const { members } = core;
      const epoch = members.writingEpoch();
      if (epoch === null) return [];
      const ownKemKey = await kem.publicKeyOf(await deviceKemSeed(ports));
      const bodies: Exclude<KnownBody, { kind: "found" }>[] = [];
      if (members.membership.members.get(core.self)?.kemKey === null) bodies.push({ kind: "keys", kemKey: ownKemKey });
      const { device, kemKey, proof } = newcomer;
      if (!members.isMember(device)) bodies.push({ kind: "add", device, role: "owner", kemKey, proof });
      const granted = members.membership.epochs.find(({ id }) => id === epoch.id)?.grants;
      const recipients = [
        { device, kemKey },
        { device: core.self, kemKey: ownKemKey },
      ].filter((recipient) => granted?.has(recipient.device) !== true);
      bodies.push(await makeEpochBody({ suite: ports.suite, kem, space: core.space, epoch, recipients, predecessors: [] }));
      bodies.push(...this.#nameBodies(epoch, newcomer));
      const statements: Statement[] = [];
      let parents = members.dag.parentsForNext();
      for (const body of bodies) {
        const statement = await signStatement(ports.suite.sha256, signer, { space: core.space, parents, body });
        statements.push(statement);
        parents = [statement.id];
      }
      return statements;
    });
  }
}
