// Bringing a space back with a recovery phrase: the phrase's member adds this device at whoever has the space (recovery-session.ts), this device comes into it
// (arriving.ts), and before it is this profile's somebody says which of its other devices are lost: those are taken out of it, and what is written from then
// on is under a key that they do not have.

import type { DeviceId, SpaceId } from "../../base/ids.ts";
import { ok } from "../../base/result.ts";
import type { Admission } from "../../members/meeting-message.ts";
import type { Statement } from "../../members/statement.ts";
import { parseHomePlace } from "../../members/home-place.ts";
import type { RunSession } from "../../sync/session-driver.ts";
import { Arriving } from "../arriving.ts";
import type { RestoreFailure, RestoreFrom, RestoreState } from "../face/recovery.ts";
import { deviceKemSeed } from "../kem-seed.ts";
import { countRecords } from "../count-records.ts";
import { changeMember } from "../member-changes.ts";
import type { MeetingOutcome } from "../nearby/nearby-meeting.ts";
import type { NearbyGuest } from "../nearby/nearby-desk.ts";
import { unseenIn } from "../relay-witness.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import { makeBatch } from "../store-batch.ts";
import { catchStoreFailure } from "../store-failure.ts";
import { recoveryKeyOf, type MakeSeedSigner, type RecoveryKey } from "./recovery-key.ts";
import { RecoverySession, type NewDevice } from "./recovery-session.ts";
import { calledWay, nearbyWay, relayWay, type RestoringWay } from "./restoring-ways.ts";

/** `relay`: as a person gives it; what is restored from a device stays with it, where it is one. */
export type RestoreRequest = { readonly entropy: Uint8Array; readonly space: SpaceId; readonly relay: string; readonly from: RestoreFrom };

type Keys = { readonly key: RecoveryKey; readonly device: NewDevice };

export class Restoring {
  readonly #replica: Replica;
  readonly #tell: (state: RestoreState) => void;
  #session: RecoverySession | null = null;
  #arriving: Arriving | null = null;
  /** The relay to stay with. */
  #relay: string | null = null;
  #guest: NearbyGuest | null = null;
  /** What becomes of the connection that was made nearby. */
  #tellNearby: (outcome: MeetingOutcome) => void = () => undefined;
  #confirm: ((lost: readonly DeviceId[] | null) => void) | null = null;
  #ended = false;

  constructor(replica: Replica, tell: (state: RestoreState) => void) {
    this.#replica = replica;
    this.#tell = tell;
  }

  async begin(makeSeedSigner: MakeSeedSigner, { entropy, space, relay: address, from }: RestoreRequest): Promise<void> {
    const { ports, spaces } = this.#replica;
    this.#relay = ports.relayOrigin(address);
    if (spaces.find(space) !== null) return this.#fail("already-here");
    const way = this.#wayFrom(from);
    if (typeof way === "string") return this.#fail(way);
    this.#tell({ kind: "reaching" });
    const keys = await catchStoreFailure(async () => ok(await this.#makeKeys(makeSeedSigner, space, entropy)));
    if (!keys.ok) return this.#fail("storage");
    if (this.#ended) return undefined;
    return way === null ? this.#awaitNearby(space, keys.value) : this.#restore(space, keys.value, way);
  }

  /** Null: by whatever connection is made nearby. */
  #wayFrom(from: RestoreFrom): RestoringWay | RestoreFailure | null {
    const { ports } = this.#replica;
    if (from.kind === "nearby") return null;
    if (from.kind === "relay") return this.#relay === null ? "bad-relay" : relayWay(ports, this.#relay);
    const place = parseHomePlace(ports.suite.sha256, from.code);
    return place.ok ? calledWay(this.#replica, place.value) : "bad-home";
  }

  async #makeKeys(makeSeedSigner: MakeSeedSigner, space: SpaceId, entropy: Uint8Array): Promise<Keys> {
    const { ports, signer, spaces } = this.#replica;
    const kem = await ports.suite.loadKem();
    const kemKey = await kem.publicKeyOf(await deviceKemSeed(ports));
    const key = await recoveryKeyOf(ports.suite, makeSeedSigner, space, entropy);
    return { key, device: { id: spaces.own.space.core.self, signer, kemKey } };
  }

  /** What dials comes with it, and so do the links; null: they are not to be had. */
  async #load(): Promise<RunSession | null> {
    const { ports, links } = this.#replica;
    const loaded = await Promise.all([ports.loadSession(), ports.loadPairing(), links.load()]).catch(() => null);
    return loaded === null || loaded[2] === null ? null : loaded[0];
  }

  async #restore(space: SpaceId, { key, device }: Keys, way: RestoringWay): Promise<void> {
    const loaded = await this.#load();
    if (this.#ended) return;
    if (loaded === null) return this.#fail(way.unreachable);
    this.#session = new RecoverySession(this.#replica.ports, space, key, device, way, {
      added: (admission, statements) => void this.#arrive(space, way, admission, statements),
      failed: (failure) => this.#fail(failure),
    });
  }

  // --- with a device beside this one

  #awaitNearby(space: SpaceId, keys: Keys): void {
    const guest: NearbyGuest = {
      device: keys.key.id,
      begin: (link, tell) => {
        this.#tellNearby = tell;
        this.#tell({ kind: "reaching" });
        void this.#restoreOver(link, space, keys);
      },
      cancel: () => this.cancel(),
    };
    this.#guest = guest;
    this.#replica.pairing.guest = guest;
    this.#tell({ kind: "meeting" });
  }

  async #restoreOver(link: Parameters<NearbyGuest["begin"]>[0], space: SpaceId, keys: Keys): Promise<void> {
    const runSession = await this.#load();
    if (this.#ended) return undefined;
    if (runSession === null) return this.#fail("lost");
    return this.#restore(
      space,
      keys,
      nearbyWay(this.#replica, link, runSession, () => this.#fail("lost")),
    );
  }

  #leaveNearby(outcome: MeetingOutcome): void {
    if (this.#guest === null) return;
    this.#guest = null;
    this.#replica.pairing.guest = null;
    this.#tellNearby(outcome);
  }

  async #arrive(space: SpaceId, way: RestoringWay, admission: Admission, known: readonly Statement[]): Promise<void> {
    const { ports } = this.#replica;
    const statements = known.map(({ id, bytes }) => ({ id, bytes }));
    const stored = await ports.store.commit(makeBatch(space, { statements }));
    if (!stored.ok) return this.#fail("storage");
    if (this.#ended) return undefined;
    const before = (arrived: Space): Promise<boolean> => this.#confirmDevices(arrived);
    this.#arriving = new Arriving(
      this.#replica,
      { space, admission, isShared: false, relay: this.#relay, fetch: way.fetch, before },
      {
        progress: (heldRecords, allRecords) => this.#tell({ kind: "fetching", heldRecords, allRecords }),
        moving: () => {
          this.#ended = true;
          this.#tell({ kind: "finishing" });
        },
        failed: (failure) => {
          this.#ended = true;
          this.#leaveNearby("failed");
          this.#tell({ kind: "failed", failure: failure === "unreachable" ? way.unreachable : failure });
        },
        arrived: (keptItems) => {
          this.#leaveNearby("joined");
          this.#tell({ kind: "restored", keptItems });
        },
      },
    );
    return this.#arriving.begin();
  }

  /** False: it was given up. */
  async #confirmDevices(space: Space): Promise<boolean> {
    const { members, self, index } = space.core;
    const others = members.devices.filter((device) => device !== self);
    const unseen = await unseenIn(space).catch(() => []);
    const lost = await new Promise<readonly DeviceId[] | null>((resolve) => {
      this.#confirm = resolve;
      this.#tell({
        kind: "confirm",
        devices: others.map((id) => ({ id, name: members.nameOf(id) })),
        records: countRecords(index.heads),
        missing: Math.max(0, ...unseen.map(({ records }) => records)),
      });
    });
    this.#confirm = null;
    if (lost === null) return false;
    this.#tell({ kind: "finishing" });
    for (const device of others.filter((other) => lost.includes(other))) {
      const removed = await changeMember(space, { kind: "remove", device, asksToWipe: false });
      if (!removed.ok && removed.error.kind === "store") this.#fail("storage");
      if (this.#ended) return false;
    }
    return true;
  }

  confirm(lost: readonly DeviceId[]): void {
    this.#confirm?.(lost);
  }

  cancel(): void {
    this.#fail("cancelled");
  }

  #fail(failure: RestoreFailure): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#session?.stop();
    this.#arriving?.stop();
    this.#confirm?.(null);
    this.#leaveNearby("failed");
    this.#tell({ kind: "failed", failure });
  }
}
