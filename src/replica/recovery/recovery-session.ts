// What a recovery member does at whoever has the space, a relay or another device: it fetches the statements of the space, adds a device, and goes. It has no
// log, gives no receipts and keeps nothing: records are for the device that it adds, which comes as a device does (arriving.ts).

import { idToBytes, type DeviceId, type SpaceId, type StatementId } from "../../base/ids.ts";
import { ok } from "../../base/result.ts";
import { joinMessage, parseStatement, verifyStatement, type Statement } from "../../members/statement.ts";
import type { Admission } from "../../members/meeting-message.ts";
import type { Signer } from "../../ports/crypto.ts";
import { NO_CHECKPOINTS, type SyncSource } from "../../sync/sync-source.ts";
import type { LocalView, SessionNotice } from "../../sync/session-step.ts";
import type { CheckpointId, Version } from "../../wire/frames.ts";
import { MAX_CHECKPOINTS } from "../../wire/limits.ts";
import type { RestoreFailure } from "../face/recovery.ts";
import { openGrantedEpochs } from "../granted-epochs.ts";
import { bodiesFor } from "../missing-grants.ts";
import type { ReplicaPorts } from "../replica-ports.ts";
import { signStatements } from "../sign-statements.ts";
import { SpaceMembers } from "../space-members.ts";
import type { RecoveryKey } from "./recovery-key.ts";
import type { RestoringWay, WaySession } from "./restoring-ways.ts";

/** All of it goes to and fro in a few frames. */
const DEADLINE_MS = 60_000;

/** The device that is to be added. */
export type NewDevice = { readonly id: DeviceId; readonly signer: Signer; readonly kemKey: Uint8Array };

export type RecoverySessionEvents = {
  /**
   * The device is added, as the other side knows, or will be told by the device itself, which shows `statements` where it is not known. `admission`: what else
   * that side has.
   */
  readonly added: (admission: Admission, statements: readonly Statement[]) => void;
  readonly failed: (failure: RestoreFailure) => void;
};

type Theirs = { readonly version: Version; readonly checkpoints: readonly CheckpointId[] };

export class RecoverySession {
  readonly #ports: ReplicaPorts;
  readonly #space: SpaceId;
  readonly #key: RecoveryKey;
  readonly #device: NewDevice;
  readonly #events: RecoverySessionEvents;
  readonly #members: SpaceMembers;
  readonly #session: WaySession;
  readonly #cancelDeadline: () => void;
  #theirs: Theirs = { version: [], checkpoints: [] };
  #theirHeads: readonly StatementId[] | null = null;
  /** As they were told first: the statements in their past come before any record. */
  #firstHeads: readonly StatementId[] | null = null;
  /** The last of the statements that add the device. */
  #awaited: StatementId | null = null;
  #isAdding = false;
  #ended = false;

  constructor(ports: ReplicaPorts, space: SpaceId, key: RecoveryKey, device: NewDevice, way: RestoringWay, events: RecoverySessionEvents) {
    this.#ports = ports;
    this.#space = space;
    this.#key = key;
    this.#device = device;
    this.#events = events;
    this.#members = new SpaceMembers(ports.suite, space);
    this.#cancelDeadline = ports.timers.after(DEADLINE_MS, () => this.#fail(way.unreachable));
    this.#session = way.open(this.#source(), space, key.id, {
      notice: (notice) => this.#onNotice(notice),
      failed: (failure) => this.#fail(failure),
    });
  }

  stop(): void {
    this.#ended = true;
    this.#cancelDeadline();
    this.#session.stop();
  }

  #fail(failure: RestoreFailure): void {
    if (this.#ended) return;
    this.stop();
    this.#events.failed(failure);
  }

  #onNotice(notice: SessionNotice): void {
    if (notice.kind === "their-version") this.#theirs = { ...this.#theirs, version: notice.version };
    if (notice.kind !== "their-heads") return;
    this.#theirHeads = notice.heads;
    this.#firstHeads ??= notice.heads;
    void this.#look();
  }

  #view(): LocalView {
    return {
      heads: [],
      version: [],
      statementHeads: this.#members.heads,
      receiptsDigest: new Uint8Array(8),
      receiptCounters: new Map(),
      checkpoints: [],
      fetchTurn: 0,
      cutTurn: 0,
    };
  }

  #source(): SyncSource {
    const { suite } = this.#ports;
    return {
      view: () => this.#view(),
      isMember: (device) => this.#members.isMember(device),
      sign: (message) => this.#key.signer.sign(message),
      verify: (device, message, signature) => suite.verify(idToBytes(device), message, signature),
      compare: async (_theirs, checkpoints) => {
        this.#theirs = { ...this.#theirs, checkpoints };
        return ok({ cursors: [], asks: [] });
      },
      readPage: async () => ok({ previousId: null, records: [] }),
      // Never taken, so that the other side sends no more of them than fit into its window.
      ingestPage: () => new Promise(() => undefined),
      ingestStatements: (statements) => this.#ingest(statements),
      ingestReceipts: async () => ok({ invalid: 0, known: new Map() }),
      statementsBeyond: (heads) => this.#members.dag.missingFor(heads).map(({ bytes }) => bytes),
      receiptOf: () => null,
      receiptsBeyond: () => [],
      idsBelow: async () => ok([]),
      learnIds: async () => ok(null),
      loadCheckpoints: async () => NO_CHECKPOINTS,
    };
  }

  async #ingest(statements: readonly Uint8Array[]): ReturnType<SyncSource["ingestStatements"]> {
    const { suite } = this.#ports;
    const verified: Statement[] = [];
    for (const bytes of statements) {
      const statement = parseStatement(suite.sha256, bytes);
      if (statement.ok && (await verifyStatement(suite, statement.value))) verified.push(statement.value);
    }
    const { refused, take } = this.#members.prepare(verified);
    take();
    void this.#look();
    return ok({ invalid: statements.length - verified.length + refused });
  }

  async #look(): Promise<void> {
    const [first, heads] = [this.#firstHeads, this.#theirHeads];
    const { dag } = this.#members;
    if (this.#ended || first === null || heads === null || !first.every((head) => dag.has(head))) return;
    if (this.#awaited === null) return this.#add();
    // Somebody else has stated something since, which waits here behind records.
    const areNewer = heads.some((head) => !dag.has(head));
    if (!areNewer && dag.missingFor(heads).some(({ id }) => id === this.#awaited)) return;
    const { version, checkpoints } = this.#theirs;
    this.stop();
    const admission = { heads, version, checkpoints: checkpoints.slice(0, MAX_CHECKPOINTS), relays: [] };
    this.#events.added(admission, dag.statements);
  }

  async #add(): Promise<void> {
    if (this.#isAdding) return;
    this.#isAdding = true;
    const failure = await this.#stateAddition();
    if (failure !== null) return this.#fail(failure);
    // Where all of it was stated already, by a try that broke off, they have said so.
    this.#awaited = this.#members.heads[0] ?? null;
    this.#session.changed();
    return this.#look();
  }

  /** Null: it is a member now, and is granted what this phrase opens. */
  async #stateAddition(): Promise<RestoreFailure | null> {
    const members = this.#members;
    const core = { members, space: this.#space, self: this.#key.id, signer: this.#key.signer, ports: this.#ports };
    if (members.roleOf(core.self) !== "owner") return "other-phrase";
    if (members.membership.former.has(this.#device.id)) return "removed-device";
    const keys = await openGrantedEpochs(core, async () => this.#key.kemSeed);
    if (keys.length === 0) return "no-key";
    for (const key of keys) members.addEpochKey(key);
    if (!members.isMember(this.#device.id)) {
      members.prepare(await signStatements(core, [await this.#addBody()])).take();
      if (!members.isMember(this.#device.id)) return "removed-device";
    }
    members.prepare(await signStatements(core, await bodiesFor(core))).take();
    return null;
  }

  async #addBody() {
    const { sha256 } = this.#ports.suite;
    const { id: device, signer, kemKey } = this.#device;
    const proof = await signer.sign(joinMessage(sha256, this.#space, this.#key.id, device, kemKey));
    return { kind: "add", device, role: "owner", kemKey, proof } as const;
  }
}
