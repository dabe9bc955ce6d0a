// The members of one space as this replica knows them: the statements, the membership they amount to, the epoch keys this device holds, and whose
// log a tag names. Knows nothing of the store: what must be kept is handed out as bytes.

import { bytesEqual } from "../base/bytes.ts";
import { ByteWriter, decode } from "../base/codec.ts";
import { idToBytes, makeId, type DeviceId, type EpochId, type LogTag, type SpaceId, type StatementId } from "../base/ids.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import { membershipAt, openStatementDag, type Membership } from "../members/membership.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { chooseEpoch, fitEpochs } from "../members/fit-epochs.ts";
import { openName, type OpenedName } from "../members/name.ts";
import type { StatementDag } from "../members/statement-dag.ts";
import type { Cut, NameBody, Role } from "../members/statement-content.ts";
import type { Statement } from "../members/statement.ts";
import { EPOCH_PREFIX_BYTES } from "../wire/record-envelope.ts";
import { makeLogFinder, type LogFinder, type LogName } from "../wire/log-tag.ts";

const EPOCH_KEY_BYTES = 64;

export type PreparedStatements = {
  /** Those that are new and have all their parents, parents first. */
  readonly added: readonly Statement[];
  /** Of another space or by a stranger, or too many that wait for their parents. */
  readonly refused: number;
  readonly take: () => void;
};

export class SpaceMembers {
  #dag: StatementDag;
  readonly #suite: CryptoSuite;
  readonly #finder: LogFinder;
  readonly #keysByEpoch = new Map<EpochId, Uint8Array>();
  #membership: Membership;
  /** null: not asked for since statements were taken. */
  #fitEpochs: ReadonlySet<EpochId> | null = null;
  /** By what was sealed: names are asked for with every change of the status, and open the same each time. */
  readonly #openedNames = new WeakMap<NameBody, OpenedName>();

  constructor(suite: CryptoSuite, space: SpaceId) {
    this.#suite = suite;
    this.#dag = openStatementDag(space);
    this.#finder = makeLogFinder(suite.sha256, space);
    this.#membership = membershipAt(this.#dag, []);
  }

  /** Another one whenever statements are taken. */
  get dag(): StatementDag {
    return this.#dag;
  }

  get membership(): Membership {
    return this.#membership;
  }

  /** Members' heads before others', as for the next statement's parents: not all can be told either. */
  get heads(): readonly StatementId[] {
    return this.#dag.headsFirst(({ author }) => this.isMember(author));
  }

  /** Members' heads before others': a device that was removed can put as many back in time as it likes, beside which a member's would not be known. */
  parentsForNext(): readonly StatementId[] {
    return this.#dag.parentsForNext(({ author }) => this.isMember(author));
  }

  /** Verified statements only. What they would add: nothing is changed before `take`, and there must be no other in between. */
  prepare(statements: readonly Statement[]): PreparedStatements {
    const dag = this.#dag.copy();
    const added: Statement[] = [];
    let refused = 0;
    for (const statement of statements) {
      const outcome = dag.add(statement);
      if (outcome.kind === "added") added.push(...outcome.statements);
      if (outcome.kind === "wrong-space" || outcome.kind === "overflow" || outcome.kind === "refused") refused += 1;
    }
    const take = (): void => {
      this.#dag = dag;
      if (added.length === 0) return;
      this.#membership = membershipAt(dag, dag.heads());
      this.#fitEpochs = null;
      for (const device of [...this.#membership.devices.keys(), ...this.#membership.former.keys()]) this.#finder.addDevice(device);
    };
    return { added, refused, take };
  }

  isMember(device: DeviceId): boolean {
    return this.#membership.members.has(device);
  }

  wasRemoved(device: DeviceId): boolean {
    return this.#membership.former.has(device);
  }

  /** And no recovery member, of which nobody waits for anything. */
  isDevice(device: DeviceId): boolean {
    return this.#membership.devices.has(device);
  }

  /** The member that a recovery phrase amounts to. */
  isPhrase(device: DeviceId): boolean {
    return this.#membership.members.get(device)?.isRecovery === true;
  }

  /** In no order. */
  get devices(): readonly DeviceId[] {
    return [...this.#membership.devices.keys()];
  }

  roleOf(device: DeviceId): Role | null {
    return this.#membership.members.get(device)?.role ?? null;
  }

  mayWrite(device: DeviceId): boolean {
    const role = this.roleOf(device);
    return role === "owner" || role === "writer";
  }

  /**
   * Of a device whose logs count only so far: what of them does, and what says so. null: of one that may write. Of one that is a member no more and was not
   * removed either, since what added it does not count any more, nothing counts, and nobody says so.
   */
  cutOf(device: DeviceId): { readonly cut: Cut; readonly by: readonly StatementId[] } | null {
    const former = this.#membership.former.get(device);
    if (former !== undefined) return { cut: former.cut, by: former.removals };
    const member = this.#membership.members.get(device);
    if (member === undefined) return { cut: [], by: [] };
    return member.cut === null ? null : { cut: member.cut, by: member.cutBy };
  }

  findLog(tag: LogTag): LogName | null {
    return this.#finder.find(tag);
  }

  noteHeldLog(name: LogName): void {
    this.#finder.addHeld({ device: name.device, generation: name.generation });
  }

  addEpochKey({ id, key }: EpochKey): void {
    this.#keysByEpoch.set(id, key);
  }

  get epochKeyCount(): number {
    return this.#keysByEpoch.size;
  }

  *epochKeys(): Iterable<EpochKey> {
    for (const [id, key] of this.#keysByEpoch) yield { id, key };
  }

  keyOfEpoch(id: EpochId): Uint8Array | null {
    return this.#keysByEpoch.get(id) ?? null;
  }

  /** Those that may be written under, by whoever holds the key. */
  get fitEpochs(): ReadonlySet<EpochId> {
    return (this.#fitEpochs ??= fitEpochs(this.#dag, this.#membership));
  }

  /** Whether anybody may lack a key, at a glance: most spaces have one epoch for all. */
  get mayLackKeys(): boolean {
    return this.#membership.epochs.length > 1 || this.fitEpochs.size === 0 || this.#keysByEpoch.size > 1;
  }

  /** The epoch to write under, of those whose key is here; null when there is none. */
  writingEpoch(): EpochKey | null {
    const id = chooseEpoch(this.#membership, this.fitEpochs, (epoch) => this.#keysByEpoch.has(epoch));
    const key = id === null ? undefined : this.#keysByEpoch.get(id);
    return id === null || key === undefined ? null : { id, key };
  }

  nameOf(device: DeviceId): string | null {
    const name = this.namedAs(device)?.name ?? "";
    return name === "" ? null : name;
  }

  /** What a device goes by, as far as it can be read here. */
  namedAs(device: DeviceId): OpenedName | null {
    const sealed = this.#membership.names.devices.get(device);
    return sealed === undefined ? null : this.#openName(sealed);
  }

  /** What the space goes by; null: it has no name that can be read here. */
  get spaceName(): string | null {
    const sealed = this.#membership.names.space;
    const name = sealed === null ? "" : (this.#openName(sealed)?.name ?? "");
    return name === "" ? null : name;
  }

  #openName(sealed: NameBody): OpenedName | null {
    const known = this.#openedNames.get(sealed);
    if (known !== undefined) return known;
    for (const [id, key] of this.#keysByEpoch) {
      if (!bytesEqual(idToBytes(id).subarray(0, EPOCH_PREFIX_BYTES), sealed.epochPrefix)) continue;
      const name = openName(this.#suite, this.dag.space, key, sealed);
      if (name === null) continue;
      this.#openedNames.set(sealed, name);
      return name;
    }
    return null;
  }

  /** Where a device has said itself that it answers without signals (wire/direct-address.ts); what others say of it counts for nothing. */
  directAddressOf(device: DeviceId): Uint8Array | null {
    if (this.#membership.names.devices.get(device)?.author !== device) return null;
    return this.namedAs(device)?.directAddress ?? null;
  }

  /** `list(epoch bytes[32] | key bytes[32])`, with `more` that are not held yet: a secret, to be wrapped before it is stored. */
  encodeEpochKeys(more: readonly EpochKey[] = []): Uint8Array {
    const keys = new Map([...this.#keysByEpoch, ...more.map(({ id, key }) => [id, key] as const)]);
    return new ByteWriter().list([...keys], (writer, [id, key]) => writer.bytes(idToBytes(id)).bytes(key)).finish();
  }
}

/** Null when the bytes are not what `encodeEpochKeys` made: as many as they hold, since a limit here would lose those that were stored beyond it. */
export function decodeEpochKeys(bytes: Uint8Array): readonly EpochKey[] | null {
  const decoded = decode(bytes, (reader) =>
    reader.list(Math.floor(bytes.length / EPOCH_KEY_BYTES), EPOCH_KEY_BYTES, (entry) => ({
      id: makeId("epoch", entry.bytes(32)),
      key: entry.bytes(32),
    })),
  );
  return decoded.ok ? decoded.value : null;
}
