// The inviting side of a pairing, whatever way its messages go: runs the inviter (members/inviter.ts), and admits the newcomer with an `add` and a grant,
// which must be where it can fetch them before it is told.

import type { DeviceId, StatementId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { makeEpochBody } from "../members/make-epoch.ts";
import {
  beginInviting,
  stepInviter,
  type InviterConfig,
  type InviterEffect,
  type InviterEvent,
  type InviterState,
  type Newcomer,
} from "../members/inviter.ts";
import { sealName } from "../members/seal-name.ts";
import type { KnownBody, NameBody } from "../members/statement-content.ts";
import type { StoreError } from "../ports/store.ts";
import type { MeetCloseReason } from "../wire/frames.ts";
import { MAX_CHECKPOINTS } from "../wire/limits.ts";
import type { PairingFailure, PairingState } from "./face.ts";
import type { SharedPlace } from "./face/spaces.ts";
import { deviceKemSeed } from "./kem-seed.ts";
import { faceFailureOf } from "./pairing-failure.ts";
import type { Replica } from "./replica.ts";
import type { Space } from "./space.ts";
import { signStatements } from "./sign-statements.ts";
import type { WriteError } from "./space-writer.ts";

/** What the newcomer is let into; `shared`: as what, null for another device of this one's user, which is an owner as this one is. */
export type AdmittedInto = { readonly space: Space; readonly shared: SharedPlace | null };

/** How the two say things to each other. */
export type InvitersWay = {
  readonly say: (sealed: Uint8Array) => void;
  readonly close: (reason: MeetCloseReason) => void;
  /** What admits the newcomer is stored here: `Admitting.tellAdmitted` follows once the newcomer can fetch it. */
  readonly stored: (heads: readonly StatementId[]) => void;
  /** Addresses for the newcomer, in the admission. */
  readonly relays: readonly string[];
  /** Who asks, where that is known before. */
  readonly newcomer?: DeviceId | undefined;
  /** It is over, however it ended. */
  readonly ended: () => void;
};

export class Admitting {
  readonly #replica: Replica;
  readonly #space: Space;
  readonly #way: InvitersWay;
  readonly #tell: (state: PairingState) => void;
  readonly #config: InviterConfig;
  #state: InviterState;
  #newcomerName = "";
  #replaces: DeviceId | null = null;
  #cancelExpiry: () => void;

  constructor(
    replica: Replica,
    { space, shared }: AdmittedInto,
    { secret, lifetimeMs }: { readonly secret: Uint8Array; readonly lifetimeMs: number },
    way: InvitersWay,
    tell: (state: PairingState) => void,
  ) {
    const { ports } = replica;
    this.#space = space;
    const { self, members } = space.core;
    this.#replica = replica;
    this.#way = way;
    this.#tell = tell;
    this.#config = {
      suite: ports.suite,
      space: space.core.space,
      self,
      name: members.nameOf(self) ?? "",
      secret,
      nonce: ports.random(16),
      shared,
      expiresAtMs: ports.clock() + lifetimeMs,
      newcomer: way.newcomer,
      // A device that was admitted but never heard of it may ask again.
      isMember: () => false,
    };
    this.#state = beginInviting(this.#config);
    this.#cancelExpiry = ports.timers.after(lifetimeMs, () => this.#feed({ kind: "time", nowMs: this.#config.expiresAtMs }));
  }

  get expiresAtMs(): number {
    return this.#config.expiresAtMs;
  }

  /** Somebody has come, and has not been let in. */
  get hasMet(): boolean {
    return this.#state.phase !== "waiting" && this.#state.phase !== "admitting" && this.#state.phase !== "ended";
  }

  hear(sealed: Uint8Array): void {
    this.#feed({ kind: "message", sealed, nowMs: this.#replica.ports.clock() });
  }

  closed(reason: MeetCloseReason): void {
    this.#feed({ kind: "closed", reason });
  }

  /** `heads`: what the newcomer has to reach, with all that is held here. */
  tellAdmitted(heads: readonly StatementId[]): void {
    const { index, base } = this.#space.core;
    const checkpoints = base.base.checkpoints.slice(0, MAX_CHECKPOINTS);
    this.#feed({ kind: "admitted", admission: { heads, version: index.version, checkpoints, relays: this.#way.relays } });
  }

  /** `replaces`: a device of this space that lost its data, whose place the newcomer takes. */
  answer(approve: boolean, replaces: DeviceId | null): void {
    this.#replaces = replaces;
    this.#feed(approve ? { kind: "approved", nowMs: this.#replica.ports.clock() } : { kind: "declined" });
  }

  /** Also while somebody is being let in: what was stored for that stays, and whoever it is may ask again. */
  cancel(): void {
    this.#feed({ kind: "cancelled" });
    if (this.#state.phase === "ended") return;
    this.#way.close("left");
    this.fail("cancelled");
  }

  #feed(event: InviterEvent): void {
    const { state, effects } = stepInviter(this.#config, this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: InviterEffect): void {
    switch (effect.kind) {
      case "send":
        return this.#way.say(effect.sealed);
      case "verify":
        void this.#replica.ports.suite
          .verify(effect.publicKey, effect.message, effect.signature)
          .then((valid) => this.#feed({ kind: "verified", valid }));
        return;
      case "ask":
        this.#newcomerName = effect.name;
        return this.#tell({
          kind: "asked",
          deviceName: effect.name,
          comparisonCode: effect.code,
          clockSkewMs: effect.skewMs,
          shared: this.#config.shared,
        });
      case "admit":
        this.#tell({ kind: "admitting", deviceName: effect.newcomer.name });
        void this.#admit(effect.newcomer);
        return;
      case "close":
        return this.#way.close(effect.reason);
      case "done":
        this.#end();
        return this.#tell({ kind: "admitted", deviceName: this.#newcomerName, shared: this.#config.shared });
      case "failed":
        return this.fail(faceFailureOf(effect.failure));
    }
  }

  fail(reason: PairingFailure): void {
    this.#state = { phase: "ended" };
    this.#end();
    this.#tell({ kind: "failed", reason });
  }

  #end(): void {
    this.#cancelExpiry();
    this.#way.ended();
  }

  async #admit(newcomer: Newcomer): Promise<void> {
    const space = this.#space;
    const stored = await this.#storeAdmission(newcomer);
    // An owner no more, or of a key that was removed once: what it stated counts for nothing.
    if (stored.ok && space.core.members.isMember(newcomer.device)) this.#way.stored(space.core.members.heads);
    else this.#feed({ kind: "admission-failed" });
  }

  /** The newcomer's name, and the mark on the device whose place it takes. */
  #nameBodies(epoch: EpochKey, { device, name }: Newcomer): readonly NameBody[] {
    const { core } = this.#space;
    const sealing = { ...core.ports, space: core.space };
    const replaced = this.#replaces;
    const isReplacing = replaced !== null && replaced !== core.self && replaced !== device && core.members.isMember(replaced);
    return [
      ...(name === "" ? [] : [sealName(sealing, epoch, device, name)]),
      ...(isReplacing ? [sealName(sealing, epoch, replaced, core.members.nameOf(replaced) ?? "", { isReplaced: true })] : []),
    ];
  }

  async #storeAdmission(newcomer: Newcomer): Promise<Result<void, StoreError | WriteError>> {
    const { ports } = this.#replica;
    const space = this.#space;
    const { core } = space;
    const kem = await ports.suite.loadKem();
    const ready = await space.readyToWrite();
    if (!ready.ok) return ready;
    return space.addOwnStatements(async () => {
      const { members } = core;
      const epoch = members.writingEpoch();
      if (epoch === null) return [];
      const ownKemKey = await kem.publicKeyOf(await deviceKemSeed(ports));
      const bodies: Exclude<KnownBody, { kind: "found" }>[] = [];
      if (members.membership.members.get(core.self)?.kemKey === null) bodies.push({ kind: "keys", kemKey: ownKemKey });
      const { device, kemKey, proof } = newcomer;
      if (!members.isMember(device)) bodies.push({ kind: "add", device, role: this.#config.shared?.role ?? "owner", kemKey, proof });
      const granted = members.membership.epochs.find(({ id }) => id === epoch.id)?.grants;
      const recipients = [
        { device, kemKey },
        { device: core.self, kemKey: ownKemKey },
      ].filter((recipient) => granted?.has(recipient.device) !== true);
      bodies.push(await makeEpochBody({ suite: ports.suite, kem, space: core.space, epoch, recipients, predecessors: [] }));
      bodies.push(...this.#nameBodies(epoch, newcomer));
      return signStatements(core, bodies);
    });
  }
}
