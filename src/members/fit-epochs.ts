// Which epochs may be written under (PROTOCOL.md "Statements"): those whose key nobody has who is no member, as far as statements tell. A key is had by
// whoever states its epoch, by whom it is granted to, and by all who have the key of an epoch that holds it. Where a statement does not count its author may
// have handed out a key all the same, not knowing yet what takes its role away. But a removed device must not be able to make epochs unfit for ever, by stating
// that it has their keys: so what does not count tells something only if a member has stated it, or if the epoch was there before it counted.

import type { DeviceId, EpochId } from "../base/ids.ts";
import { pushTo } from "./counting-statements.ts";
import { isRightIn, type Membership } from "./membership.ts";
import type { StatementDag } from "./statement-dag.ts";
import type { EpochBody } from "./statement-content.ts";
import type { Statement } from "./statement.ts";

/** What says who has the key of an epoch. */
function tellingStatements(dag: StatementDag, { members, epochs }: Membership): readonly (Statement & { readonly body: EpochBody })[] {
  const counting = new Set(epochs.flatMap(({ statements }) => statements));
  const firstOf = new Map(epochs.map(({ id, statements }) => [id, statements[0]]));
  return dag.statements.flatMap((statement) => {
    const { id, author, body } = statement;
    if (body.kind !== "epoch") return [];
    const first = firstOf.get(body.epoch);
    const isKnownToFirst = (): boolean => first !== undefined && dag.isBefore(id, first);
    const tells = counting.has(id) || ((members.has(author) || isKnownToFirst()) && isRightIn(dag, id));
    return tells ? [{ ...statement, body }] : [];
  });
}

/** `membership`: at the heads of `dag`. */
export function fitEpochs(dag: StatementDag, membership: Membership): ReadonlySet<EpochId> {
  const isMember = (device: DeviceId): boolean => membership.members.has(device);
  const unfit = new Set<EpochId>();
  const heldBy = new Map<EpochId, EpochId[]>();
  for (const { author, body } of tellingStatements(dag, membership)) {
    if (![author, ...body.grants.map(({ device }) => device)].every(isMember)) unfit.add(body.epoch);
    for (const { epoch } of body.predecessors) pushTo(heldBy, body.epoch, epoch);
  }
  // It grows on the way: whoever opens one opens what it holds.
  for (const epoch of unfit) for (const earlier of heldBy.get(epoch) ?? []) unfit.add(earlier);
  return new Set(membership.epochs.flatMap(({ id }) => (unfit.has(id) ? [] : [id])));
}

/** The epoch to write under: the latest of the fit ones (fit-epochs.ts) whose key is held; null: a new one is needed. */
export function chooseEpoch({ epochs }: Membership, fit: ReadonlySet<EpochId>, holdsKey: (epoch: EpochId) => boolean): EpochId | null {
  return epochs.findLast(({ id }) => fit.has(id) && holdsKey(id))?.id ?? null;
}
