// What the relay knows of one space, as it is read from the store when the first of its links opens, and after a commit has failed.

import type { DeviceId, LogTag, SpaceId } from "../src/base/ids.ts";
import type { Sha256 } from "../src/base/labels.ts";
import { err, ok, type Result } from "../src/base/result.ts";
import { membershipAt, openStatementDag, type Membership } from "../src/members/membership.ts";
import type { Cut } from "../src/members/statement-content.ts";
import type { StatementDag } from "../src/members/statement-dag.ts";
import { parseStatement, type StatementVerifier } from "../src/members/statement.ts";
import type { StoredReceipt } from "../src/ports/store.ts";
import { makeLogFinder, type LogFinder } from "../src/wire/log-tag.ts";
import { makeLogTrees, pathOf, type IdAt, type LogTree } from "../src/wire/log-tree.ts";
import { cutOfLog, toldOf } from "../src/wire/within-cut.ts";
import { receiptsOf } from "./lost-roles.ts";
import type { RelaySpaceIndex, RelayStore, RelayStoreError } from "./relay-store.ts";
import { checkpointToShelf, type Shelf } from "./shelf.ts";

export type SpaceState = {
  readonly dag: StatementDag;
  membership: Membership;
  readonly logs: LogFinder;
  readonly trees: Map<LogTag, LogTree>;
  /** All of them, as links are told of them. */
  told: ReadonlyMap<LogTag, LogTree>;
  receipts: Map<DeviceId, StoredReceipt>;
  shelf: Shelf;
  usedBytes: number;
};

type StatePorts = { readonly store: RelayStore; readonly verifier: StatementVerifier };

/** Carries a store's failure out of a question that has no other answer for it; caught by the space's queue. */
export class StoreFailure extends Error {
  readonly error: RelayStoreError;

  constructor(error: RelayStoreError) {
    super(error.kind);
    this.error = error;
  }
}

export function valueOf<T>(read: Result<T, RelayStoreError>): T {
  if (!read.ok) throw new StoreFailure(read.error);
  return read.value;
}

export const byDevice = (receipts: readonly StoredReceipt[]): Map<DeviceId, StoredReceipt> =>
  new Map(receipts.map((receipt) => [receipt.device, receipt]));

export async function loadState(id: SpaceId, { store, verifier }: StatePorts): Promise<Result<SpaceState, RelayStoreError>> {
  const loaded = await store.loadSpace(id);
  if (!loaded.ok) return loaded;
  const index: RelaySpaceIndex = loaded.value ?? { statements: [], heads: [], receipts: [], checkpoints: [], packs: [], usedBytes: 0 };
  const dag = openStatementDag(id);
  for (const { bytes } of index.statements) {
    const statement = parseStatement(verifier.sha256, bytes);
    if (!statement.ok) return err({ kind: "failed", reason: "a stored statement is damaged" });
    dag.add(statement.value);
  }
  const membership = membershipAt(dag, dag.heads());
  const logs = makeLogFinder(verifier.sha256, id);
  for (const device of authorsIn(membership)) logs.addDevice(device);
  for (const head of index.heads) logs.addHeld(head);
  // What cannot be read now is not lost.
  const idAt: IdAt = async (path, seq) => valueOf(await store.readId(id, path, seq));
  const trees = await makeLogTrees(index.heads, idAt).catch(() => null);
  if (trees === null) return err({ kind: "failed", reason: "a stored log has lost its beginning" });
  const receipts = byDevice(receiptsOf(membership, index.receipts));
  const shelf = shelfOf(verifier.sha256, index);
  const told = await toldTrees(membership, trees, idAt);
  return ok({ dag, membership, logs, trees: new Map(trees), told, receipts, shelf, usedBytes: index.usedBytes });
}

/** Those whose logs there may be. */
export const authorsIn = ({ devices, former }: Membership): readonly DeviceId[] => [...devices.keys(), ...former.keys()];

/** What counts of the logs of a device; null: all of them, undefined: of one that was never a member, or is none any more without having been removed. */
export const cutIn = ({ members, former }: Membership, device: DeviceId): Cut | null | undefined =>
  former.get(device)?.cut ?? members.get(device)?.cut;

/** All logs as links are told of them: without what is beyond the cuts of their devices. Throws like `idAt`. */
export async function toldTrees(
  membership: Membership,
  trees: ReadonlyMap<LogTag, LogTree>,
  idAt: IdAt,
): Promise<ReadonlyMap<LogTag, LogTree>> {
  let told = trees;
  for (const tree of trees.values()) {
    const cut = cutIn(membership, pathOf(tree, "").device);
    if (cut === null) continue;
    told = new Map(told).set(tree.log, await toldOf(tree, await cutOfLog(tree, cut ?? [], idAt), idAt));
  }
  return told;
}

/** A damaged manifest is as good as none: what it names is dropped, and a device brings it again. */
function shelfOf(sha256: Sha256, { checkpoints, packs }: RelaySpaceIndex): Shelf {
  const readable = checkpoints.map((stored) => checkpointToShelf(sha256, stored)).filter((checkpoint) => checkpoint !== null);
  return {
    checkpoints: new Map(readable.map((checkpoint) => [checkpoint.id, checkpoint])),
    packs: new Map(packs.map((pack) => [pack.pack, pack])),
  };
}
