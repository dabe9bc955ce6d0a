// For tests: browser profiles over memory stores, with the real suite, seeded keys and randomness; spaces that several of them share without a meeting;
// and records as hostile or later devices would make them.

import { expect } from "vitest";
import { concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { idToBytes, makeId, type ItemId, type LogTag, type RecordId, type SpaceId } from "../base/ids.ts";
import { assert, type Result } from "../base/result.ts";
import { fixedSuite, fixedSigner } from "../crypto/fixed.suite.ts";
import { fakeKemKey } from "../members/space.suite.ts";
import type { Role } from "../members/statement-content.ts";
import { signStatement } from "../members/sign-statement.ts";
import { joinMessage } from "../members/statement.ts";
import type { EntryId } from "../model/checklist.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import type { Compression } from "../ports/compression.ts";
import type { CryptoSuite, Random, Signer } from "../ports/crypto.ts";
import type { LogPath, Store } from "../ports/store.ts";
import { MemoryDisk, openMemoryStore } from "../storage/memory-store.ts";
import { makeMemoryVault } from "../storage/memory-vault.ts";
import { streamCompression } from "../storage/stream-compression.ts";
import { ManualTimers } from "../sync/manual-timers.suite.ts";
import type { IngestedPage, PageFrame } from "../sync/session-step.ts";
import { encodeRecord } from "../wire/encode-record.ts";
import { recordIdOf, signedBytesOf, type RecordEnvelope } from "../wire/record-envelope.ts";
import { idPrefixOf } from "../wire/log-tree.ts";
import { engine } from "./engine/engine.ts";
import { DEFAULT_ENGINE_LIMITS, type EngineLimits } from "./engine-limits.ts";
import { activeSpaceEntry } from "./active-space.ts";
import { setUpDevice } from "./device-setup.ts";
import type { ActReceipt } from "./face.ts";
import { deviceKemSeed, makeKemSeedEntry } from "./kem-seed.ts";
import { purging } from "./purging.ts";
import { repeats } from "./repeating.ts";
import { rotation } from "./rotation.ts";
import { writeChange } from "./space-writer.ts";
import { makeBatch } from "./store-batch.ts";
import type { SpaceChange, SpacePorts } from "./space-core.ts";
import { epochKeysEntry } from "./epoch-keys.ts";
import { Space } from "./space.ts";
import { TaskActions } from "./task-actions.ts";
import { exchange } from "./exchange.ts";

/** The same seed gives the same bytes, every call others. */
export function seededRandom(seed: string): Random {
  let calls = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let offset = 0; offset < length; offset += 32) {
      const block = fixedSuite.sha256(utf8ToBytes(`${seed}/${calls++}`));
      bytes.set(block.subarray(0, Math.min(32, length - offset)), offset);
    }
    return bytes;
  };
}

export function valueIn<T, E>(result: Result<T, E>): T {
  assert(result.ok, `a result without an error, not ${JSON.stringify(result)}`);
  return result.value;
}

export const errorIn = <T, E>(result: Result<T, E>): E | null => (result.ok ? null : result.error);

/** Two or three, so that documents are read again all the time. */
const FEW_DOCUMENTS_BYTES = 700;
/** Likewise of updates beyond the base. */
const FEW_UPDATES_BYTES = 500;

const profilesByTest = new Map<string, number>();

/** Another for each profile of a test, and the same whenever that test runs, whatever ran before it in its process. */
function profileName(number: number): string {
  const test = expect.getState().currentTestName ?? "";
  const count = profilesByTest.get(test) ?? 0;
  profilesByTest.set(test, count + 1);
  return `profile ${number}, ${count} of ${test}`;
}

type Joining = {
  readonly role?: Role;
  /** Whether it has the epoch keys at once. */
  readonly hasKeys?: boolean;
  /** Whether it can be granted keys. Making one takes its time. */
  readonly hasKemKey?: boolean;
};

/** One browser profile; each `open` is a tab of its own. */
export class TestProfile {
  readonly signer: Signer;
  readonly disk: MemoryDisk;
  readonly timers: ManualTimers;
  readonly suite: CryptoSuite;
  readonly vault: ReturnType<typeof makeMemoryVault>;
  limits: EngineLimits = { ...DEFAULT_ENGINE_LIMITS, stepItems: 3, stepMs: 0, pauseMs: 0 };
  compression: Compression = streamCompression;
  tailBytes = FEW_UPDATES_BYTES;
  readonly #name: string;
  #tabs = 0;
  /** What the spaces opened here have told. */
  readonly changes: SpaceChange[] = [];
  /** Told after it. */
  readonly listeners = new Set<() => void>();

  constructor(number: number, parts: { disk?: MemoryDisk; timers?: ManualTimers; suite?: CryptoSuite } = {}) {
    this.signer = fixedSigner(number);
    this.disk = parts.disk ?? new MemoryDisk();
    this.timers = parts.timers ?? new ManualTimers();
    this.suite = parts.suite ?? fixedSuite;
    this.vault = makeMemoryVault({ suite: this.suite, signer: this.signer, seed: Uint8Array.of(number) });
    this.#name = profileName(number);
  }

  /** Ports of one tab. */
  ports(store: Store = openMemoryStore(this.disk)): SpacePorts {
    const random = seededRandom(`${this.#name}, tab ${this.#tabs++}`);
    return {
      store,
      vault: this.vault,
      suite: this.suite,
      random,
      clock: this.timers.clock,
      loadExchange: () => Promise.resolve(exchange),
      alone: (task) => task(),
      loadPurging: async () => purging,
      loadRepeating: async () => repeats,
      loadRotation: async () => rotation,
      loadWriting: async () => writeChange,
      cacheBytes: FEW_DOCUMENTS_BYTES,
      tailBytes: this.tailBytes,
      compression: this.compression,
      loadEngine: () => Promise.resolve(engine),
      engineLimits: this.limits,
    };
  }

  /** The profile's space in a new tab, founded if there is none. */
  async open(store?: Store): Promise<Space> {
    const ports = this.ports(store);
    return this.openSpace(valueIn(await setUpDevice(ports, this.signer)), ports);
  }

  async openSpace(space: SpaceId, ports: SpacePorts = this.ports()): Promise<Space> {
    const { signer, timers, changes, listeners } = this;
    const self = makeId("device", signer.publicKey);
    const onChange = (change: SpaceChange): void => {
      changes.push(change);
      for (const listener of listeners) listener();
    };
    return valueIn(await Space.open(ports, { space, signer, self, timers, onChange, onProgress: () => undefined }));
  }

  /** Becomes a member of `host`'s space, whose statements (and epoch keys, unless told otherwise) it then has. */
  async join(host: Space, { role = "writer", hasKeys = true, hasKemKey = false }: Joining = {}): Promise<void> {
    const { core } = host;
    const ports = this.ports();
    const { store, vault, random, suite } = ports;
    valueIn(await store.commit(makeBatch(core.space, { meta: [await makeKemSeedEntry(vault, random)] })));
    const kemKey = hasKemKey ? await (await suite.loadKem()).publicKeyOf(await deviceKemSeed(ports)) : fakeKemKey(1);
    const device = makeId("device", this.signer.publicKey);
    valueIn(
      await host.addOwnStatements(async () => {
        const proof = await this.signer.sign(joinMessage(fixedSuite.sha256, core.space, core.self, device, kemKey));
        const body = { kind: "add", device, role, kemKey, proof } as const;
        const parents = core.members.dag.parentsForNext();
        return [await signStatement(fixedSuite.sha256, core.signer, { space: core.space, parents, body })];
      }),
    );
    const statements = core.members.dag.statements.map(({ id, bytes }) => ({ id, bytes }));
    const keys = hasKeys ? [await epochKeysEntry(vault, core.members)] : [];
    const meta = [activeSpaceEntry(core.space), ...keys];
    valueIn(await store.commit(makeBatch(core.space, { statements, meta })));
  }
}

/** `count` profiles that share a space; each has it open in one tab. */
export async function openShared(
  count: number,
  limits: Partial<EngineLimits> = {},
  suite: CryptoSuite = fixedSuite,
): Promise<{ readonly profiles: TestProfile[]; readonly spaces: Space[] }> {
  const timers = new ManualTimers();
  const shared = Array.from({ length: count }, (_, index) => new TestProfile(index + 1, { timers, suite }));
  for (const profile of shared) profile.limits = { ...profile.limits, ...limits };
  const [founder, ...others] = shared;
  assert(founder !== undefined, "at least one profile");
  const host = await founder.open();
  for (const other of others) await other.join(host);
  const spaces = [host];
  for (const other of others) {
    const space = await other.open();
    for (const known of spaces) await shareStatements(host, known);
    spaces.push(space);
  }
  for (const space of spaces) await shareStatements(host, space);
  return { profiles: shared, spaces };
}

export async function shareStatements(from: Space, to: Space): Promise<void> {
  valueIn(await to.ingestStatements(from.statementsBeyond(to.view().statementHeads)));
}

// --- what people do

const actionsBySpace = new WeakMap<Space, TaskActions>();

/** The actions of the tab that has `space` open. */
export function actionsOf(space: Space): TaskActions {
  const actions = actionsBySpace.get(space) ?? new TaskActions(space.core.ports.clock);
  actionsBySpace.set(space, actions);
  return actions;
}

export const act = async (space: Space, intent: TaskIntent): Promise<ActReceipt> => valueIn(await actionsOf(space).act(space, intent));

export const newItem = (space: Space): ItemId => makeId("item", space.core.ports.random(16));

export const createIntent = (id: ItemId, title: string): TaskIntent => ({
  kind: "create",
  tasks: [{ id, title, day: null }],
  position: { at: "end", list: null },
});

export async function addTask(space: Space, title: string): Promise<ItemId> {
  const id = newItem(space);
  await act(space, createIntent(id, title));
  return id;
}

export async function addList(space: Space, name: string): Promise<ItemId> {
  const id = newItem(space);
  await act(space, { kind: "create-list", id, name, color: "blue", position: { at: "end" } });
  return id;
}

export const entryNumber = (number: number): EntryId => number.toString(16).padStart(16, "0");

/** Titles of the open tasks in their order. */
export const titlesOf = (space: Space): readonly string[] =>
  space.core.items.index
    .query({ view: "open" })
    .slice(0, 10_000)
    .map((row) => row.title);

// --- records on their way

/** `count` records of a path of `from` as a page. */
export async function pageOf(from: Space, path: LogPath, firstSeq: number, count = Number.POSITIVE_INFINITY): Promise<PageFrame> {
  const { previousId, records } = valueIn(await from.readPage(path, firstSeq));
  return { type: "page", log: path.log, firstSeq, previousIdPrefix: idPrefixOf(previousId), records: records.slice(0, count) };
}

export const ingest = async (to: Space, page: PageFrame): Promise<IngestedPage> => valueIn(await to.ingestPage(page));

/** The codes of an answer with how many records each is about. */
export const runsIn = ({ runs }: IngestedPage): readonly string[] =>
  runs.map((run) => `${run.count} ${run.code === "refused" ? run.reason : run.code}`);

/** Everything of the logs of `from` that `to` lacks. */
export async function bring(from: Space, to: Space): Promise<void> {
  for (const head of from.view().heads.toSorted((a, b) => a.firstSeq - b.firstSeq)) {
    const held = to.view().heads.find((other) => other.log === head.log && other.branch === head.branch);
    for (let seq = held === undefined ? head.firstSeq : held.seq + 1; seq <= head.seq;) {
      const page = await pageOf(from, head, seq);
      await ingest(to, page);
      seq += page.records.length;
    }
  }
}

/** The log a device writes first. */
export function ownPathOf(space: Space): LogPath {
  const head = space.view().heads.find((candidate) => candidate.device === space.core.self);
  assert(head !== undefined, "the device has written");
  return { log: head.log, branch: "" };
}

/** A record as its device signs it, whatever is in it: for what our own code never writes. */
async function signRecord(
  signer: Signer,
  place: { readonly space: SpaceId; readonly log: LogTag },
  envelope: Omit<RecordEnvelope, "signature">,
  previousId: RecordId | null,
): Promise<{ readonly id: RecordId; readonly bytes: Uint8Array }> {
  const signed = signedBytesOf(fixedSuite.sha256, place, envelope, previousId);
  const bytes = encodeRecord({ ...envelope, signature: await signer.sign(signed) });
  return { id: recordIdOf(fixedSuite.sha256, signed), bytes };
}

/** A signed record after the head of the device's own log whose payload is `payload`; by default one that opens with no key. */
export async function strangeRecord(
  space: Space,
  log: LogTag,
  parts: { readonly format?: number; readonly epochPrefix?: Uint8Array; readonly payload?: Uint8Array } = {},
): Promise<PageFrame> {
  const head = space.core.index.headOf({ log, branch: "" });
  const epoch = space.core.members.writingEpoch();
  assert(epoch !== null, "the device can write");
  const envelope = {
    format: parts.format ?? 1,
    kind: 1,
    seq: (head?.seq ?? 0) + 1,
    epochPrefix: parts.epochPrefix ?? idToBytes(epoch.id).slice(0, 4),
    payload: parts.payload ?? concatBytes(new Uint8Array(8), new Uint8Array(40).fill(1)),
  };
  const record = await signRecord(space.core.signer, { space: space.core.space, log }, envelope, head?.id ?? null);
  const previousIdPrefix = head === null ? "0".repeat(16) : head.id.slice(0, 16);
  return { type: "page", log, firstSeq: envelope.seq, previousIdPrefix, records: [record.bytes] };
}
