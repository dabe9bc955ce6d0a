// Taking in the receipts that links bring, and making this device's own: what it has stored, and what it has found of checkpoints. Loaded with the first
// session.

import type { DeviceId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { StoreError } from "../ports/store.ts";
import type { CheckpointId, VersionEntry } from "../wire/frames.ts";
import { MAX_CHECKPOINTS } from "../wire/limits.ts";
import { parseReceipt, type Receipt } from "../wire/receipt.ts";
import { makeReceipt, verifyReceipt } from "../wire/signed-receipt.ts";
import { readBook, verdictsOf, type CheckpointVerdicts } from "./checkpoint-book.ts";
import { heardEntry, readHeardTimes } from "./heard-times.ts";
import type { SpaceCore } from "./space-core.ts";
import type { HeldReceipt, SpaceReceipts } from "./space-receipts.ts";
import { makeBatch } from "./store-batch.ts";

export type IngestedReceipts = { readonly invalid: number; readonly known: ReadonlyMap<DeviceId, number> };

/** Must run in the space's turn. */
export async function ingestReceipts(
  core: SpaceCore,
  held: SpaceReceipts,
  receipts: readonly Uint8Array[],
): Promise<Result<IngestedReceipts, StoreError>> {
  const { ports, space, members } = core;
  /** The newest of each device, in whatever order they come. */
  const news = new Map<DeviceId, HeldReceipt>();
  const known = new Map<DeviceId, number>();
  let invalid = 0;
  const newestOf = (device: DeviceId): number => news.get(device)?.receipt.counter ?? held.of(device)?.counter ?? -1;
  for (const bytes of receipts) {
    const parsed = parseReceipt(bytes);
    if (!parsed.ok) {
      invalid += 1;
      continue;
    }
    const receipt = parsed.value;
    known.set(receipt.device, Math.max(receipt.counter, known.get(receipt.device) ?? 0));
    if (!members.isDevice(receipt.device) || receipt.counter <= newestOf(receipt.device)) continue;
    if (await verifyReceipt(ports.suite.verify, space, receipt, bytes)) news.set(receipt.device, { receipt, bytes });
    else invalid += 1;
  }
  const stored = await store(core, held, [...news.values()]);
  return stored.ok ? ok({ invalid, known }) : stored;
}

async function store(core: SpaceCore, held: SpaceReceipts, news: readonly HeldReceipt[]): Promise<Result<void, StoreError>> {
  if (news.length === 0) return ok(undefined);
  const { ports, space, self } = core;
  const heard = news.map(({ receipt }) => receipt.device).filter((device) => device !== self);
  const meta = heard.length === 0 ? [] : [heardEntry(space, await readHeardTimes(ports.store, space), heard, ports.clock())];
  const committed = await ports.store.commit(
    makeBatch(space, {
      meta,
      receipts: news.map(({ receipt, bytes }) => ({ device: receipt.device, counter: receipt.counter, bytes })),
    }),
  );
  if (committed.ok) held.take(news);
  return committed;
}

/** Others' records are held that no receipt of ours tells of, whichever tab or page load stored them. */
function hasUntold({ index, members, self }: SpaceCore, told: Receipt | null): boolean {
  const version = told?.version ?? [];
  const isTold = ({ log, seq, idPrefix }: VersionEntry): boolean =>
    version.some((entry) => entry.log === log && entry.seq === seq && entry.idPrefix === idPrefix);
  return index.version.some((entry) => members.findLog(entry.log)?.device !== self && !isTold(entry));
}

type Said = { readonly ids: readonly CheckpointId[]; readonly isDue: boolean };

/**
 * Due is what no receipt says and this replica has not said either. Two living copies of one profile speak as one device, and a receipt may not hold what
 * both have found: what the other's has pushed out is not said again, or it would be answered again, for ever. What is due first, as many as it holds.
 */
function saying(found: readonly CheckpointId[], told: readonly CheckpointId[], said: ReadonlySet<CheckpointId>): Said {
  const due = found.filter((id) => !told.includes(id) && !said.has(id));
  return { ids: [...new Set([...due, ...told, ...found])].slice(0, MAX_CHECKPOINTS), isDue: due.length > 0 };
}

/** What to say of checkpoints; null when there is nothing to say of anything. */
async function newVerdicts(core: SpaceCore, { said }: SpaceReceipts, told: Receipt | null): Promise<CheckpointVerdicts | null> {
  const found = verdictsOf(await readBook(core.ports.store, core.space));
  const checkpoints = saying(found.checkpoints, told?.checkpoints ?? [], said.checkpoints);
  const objections = saying(found.objections, told?.objections ?? [], said.objections);
  const isDue = checkpoints.isDue || objections.isDue || hasUntold(core, told);
  // What was found wrong may have been found right since.
  const stillWrong = objections.ids.filter((id) => !found.checkpoints.includes(id));
  return isDue ? { checkpoints: checkpoints.ids, objections: stillWrong } : null;
}

/** Must run in the space's turn. Only where there is something to say. */
export async function issueReceipt(core: SpaceCore, held: SpaceReceipts): Promise<Result<void, StoreError>> {
  const { self, signer, space, index, members } = core;
  const told = held.of(self);
  const verdicts = await newVerdicts(core, held, told);
  if (verdicts === null) return ok(undefined);
  if (!members.isMember(self)) return err({ kind: "closed" });
  const { checkpoints, objections } = verdicts;
  const counter = (told?.counter ?? 0) + 1;
  const content = { counter, version: index.version, checkpoints, ...(objections.length === 0 ? {} : { objections }) };
  const bytes = await makeReceipt(signer, space, content);
  const stored = await store(core, held, [{ receipt: { device: self, ...content }, bytes }]);
  if (stored.ok) held.noteSaid(verdicts);
  return stored;
}
