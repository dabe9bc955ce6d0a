// Before records go because a checkpoint covers their log in another way: whatever they say that the new base does not contain is written again, as this
// device's own, in a log that nobody else has gone on with.

import { bytesEqual } from "../../base/bytes.ts";
import type { ItemId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import { applyUpdates, encodeState, type ItemDocument } from "../../items/document.ts";
import type { ItemChange } from "../../log/record-body.ts";
import type { StoreError } from "../../ports/store.ts";
import { pathKey } from "../log-index.ts";
import type { BuiltChange, WriteError } from "../space-writer.ts";
import type { ItemUpdate } from "../tail.ts";
import type { EngineContext } from "./engine-context.ts";
import type { LogsPlan } from "./log-plan.ts";
import { mergeCopies } from "./rebuild.ts";

type StatesOf = (ids: readonly ItemId[]) => Promise<ReadonlyMap<ItemId, readonly Uint8Array[]>>;

/** Of `updates`, in order, those that change the document with these copies and what stays of the tail. */
function uncontained(states: readonly Uint8Array[], staying: readonly ItemUpdate[], updates: readonly ItemUpdate[]): readonly ItemUpdate[] {
  let document = mergeCopies(states);
  if (document === null) return updates;
  applyUpdates(
    document,
    staying.map(({ update }) => update),
  );
  const missing: ItemUpdate[] = [];
  for (const change of updates) {
    const before: Uint8Array = encodeState(document);
    const applied = applyUpdates(document, [change.update]);
    const after: ItemDocument | null = applied.ok ? document : mergeCopies([before]);
    if (after === null) return updates;
    document = after;
    if (applied.ok && !bytesEqual(before, encodeState(document))) missing.push(change);
  }
  return missing;
}

async function findMissing(
  { core }: EngineContext,
  logs: LogsPlan,
  statesOf: StatesOf,
): Promise<ReadonlyMap<ItemId, readonly ItemUpdate[]>> {
  const replaced = new Set(logs.replaced.map(pathKey));
  const missing = new Map<ItemId, readonly ItemUpdate[]>();
  const { tail } = core.items;
  for (const id of new Set(tail.ids)) {
    const updates = tail.of(id);
    const leaving = updates.filter(({ path }) => replaced.has(pathKey(path)));
    if (leaving.length === 0) continue;
    const states = (await statesOf([id])).get(id) ?? [];
    const staying = updates.filter(({ path }) => !replaced.has(pathKey(path)));
    const lacking = uncontained(states, staying, leaving);
    if (lacking.length > 0) missing.set(id, lacking);
  }
  return missing;
}

type Adopted = "done" | "stopped";

/** Throws a store failure. */
export async function adoptUncontained(context: EngineContext, logs: LogsPlan, statesOf: StatesOf): Promise<Result<Adopted, StoreError>> {
  if (logs.replaced.length === 0) return ok("done");
  const { core } = context;
  const missing = await findMissing(context, logs, statesOf);
  if (missing.size === 0) return ok("done");
  const ids = [...missing.keys()];
  const build = (): BuiltChange<null> => {
    const changes: ItemChange[] = [...missing].flatMap(([item, updates]) => updates.map(({ update }) => ({ item, update })));
    return { name: "adopt", documents: new Map(ids.map((id) => [id, core.items.open(id)])), updates: changes, extra: null };
  };
  const isOwnReplaced = logs.replaced.some(({ log }) => core.isOwnLog(log));
  const written = await context.write<null, never>({ items: () => ids, build: () => ok(build()), inNewLog: isOwnReplaced });
  if (written.ok) return ok("done");
  return isWriteError(written.error) ? ok("stopped") : { ok: false, error: written.error };
}

const isWriteError = (error: WriteError | StoreError): error is WriteError => error.kind === "too-large" || error.kind === "read-only";
