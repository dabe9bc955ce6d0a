// Bringing a space back with a recovery phrase: the phrase's member adds this device at a relay (recovery-session.ts), this device comes into the space
// (arriving.ts), and before it is this profile's somebody says which of its other devices are lost: those are taken out of it, and what is written from then
// on is under a key that they do not have.

import type { DeviceId, SpaceId } from "../../base/ids.ts";
import { ok } from "../../base/result.ts";
import type { Admission } from "../../members/meeting-message.ts";
import type { Statement } from "../../members/statement.ts";
import { Arriving, fetchFrom } from "../arriving.ts";
import type { RestoreFailure, RestoreState } from "../face/recovery.ts";
import { deviceKemSeed } from "../kem-seed.ts";
import { countRecords } from "../left-spaces.ts";
import { changeMember } from "../member-changes.ts";
import { unseenIn } from "../relay-witness.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import { makeBatch } from "../store-batch.ts";
import { catchStoreFailure } from "../store-failure.ts";
import { recoveryKeyOf, type MakeSeedSigner } from "./recovery-key.ts";
import { RecoverySession } from "./recovery-session.ts";

export type RestoreFrom = { readonly entropy: Uint8Array; readonly space: SpaceId; readonly relay: string };

export class Restoring {
  readonly #replica: Replica;
  readonly #tell: (state: RestoreState) => void;
  #session: RecoverySession | null = null;
  #arriving: Arriving | null = null;
  #confirm: ((lost: readonly DeviceId[] | null) => void) | null = null;
  #ended = false;

  constructor(replica: Replica, tell: (state: RestoreState) => void) {
    this.#replica = replica;
    this.#tell = tell;
  }

  async begin(makeSeedSigner: MakeSeedSigner, { entropy, space, relay: address }: RestoreFrom): Promise<void> {
    const { ports, signer, spaces } = this.#replica;
    const relay = ports.relayOrigin(address);
    if (relay === null) return this.#fail("bad-relay");
    if (spaces.find(space) !== null) return this.#fail("already-here");
    this.#tell({ kind: "reaching" });
    const made = await catchStoreFailure(async () => {
      const kem = await ports.suite.loadKem();
      const kemKey = await kem.publicKeyOf(await deviceKemSeed(ports));
      const key = await recoveryKeyOf(ports.suite, makeSeedSigner, space, entropy);
      return ok({ key, device: { id: spaces.own.space.core.self, signer, kemKey } });
    });
    if (!made.ok) return this.#fail("storage");
    // What dials comes with it, and so do the links.
    const loaded = await Promise.all([ports.loadPairing(), this.#replica.links.load()]).catch(() => null);
    if (this.#ended) return;
    if (loaded === null || loaded[1] === null) return this.#fail("relay-unreachable");
    this.#session = new RecoverySession(ports, space, made.value.key, made.value.device, relay, {
      added: (admission, statements) => void this.#arrive(space, relay, admission, statements),
      failed: (failure) => this.#fail(failure),
    });
  }

  async #arrive(space: SpaceId, relay: string, admission: Admission, known: readonly Statement[]): Promise<void> {
    const { ports } = this.#replica;
    const statements = known.map(({ id, bytes }) => ({ id, bytes }));
    const stored = await ports.store.commit(makeBatch(space, { statements }));
    if (!stored.ok) return this.#fail("storage");
    if (this.#ended) return undefined;
    const fetch = (fetched: Space): ReturnType<typeof fetchFrom> => fetchFrom(ports, relay, fetched);
    const before = (arrived: Space): Promise<boolean> => this.#confirmDevices(arrived);
    this.#arriving = new Arriving(
      this.#replica,
      { space, admission, isShared: false, relay, fetch, before },
      {
        progress: (heldRecords, allRecords) => this.#tell({ kind: "fetching", heldRecords, allRecords }),
        moving: () => {
          this.#ended = true;
          this.#tell({ kind: "finishing" });
        },
        failed: (failure) => {
          this.#ended = true;
          this.#tell({ kind: "failed", failure: failure === "unreachable" ? "relay-unreachable" : failure });
        },
        arrived: (keptItems) => this.#tell({ kind: "restored", keptItems }),
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
    this.#tell({ kind: "failed", failure });
  }
}
