// Takes statements and receipts into a round. Each is verified before it is let in; whether a statement counts is for the membership function.

import type { DeviceId, SpaceId } from "../src/base/ids.ts";
import { membershipAt, openStatementDag, type Membership } from "../src/members/membership.ts";
import type { StatementDag } from "../src/members/statement-dag.ts";
import { parseStatement, verifyStatement, type Statement, type StatementVerifier } from "../src/members/statement.ts";
import { parseReceipt } from "../src/wire/receipt.ts";
import { verifyReceipt } from "../src/wire/signed-receipt.ts";
import type { SpaceDraft } from "./space-draft.ts";

/** Those of `bytes` that are new to the space and verify; the others are counted. */
export type CheckedStatements = { readonly statements: readonly Statement[]; readonly unverified: number };

export async function checkStatements(
  verifier: StatementVerifier,
  dag: StatementDag,
  bytes: readonly Uint8Array[],
): Promise<CheckedStatements> {
  const statements: Statement[] = [];
  let unverified = 0;
  for (const each of bytes) {
    const parsed = parseStatement(verifier.sha256, each);
    if (parsed.ok && dag.has(parsed.value.id)) continue;
    if (parsed.ok && parsed.value.space === dag.space && (await verifyStatement(verifier, parsed.value))) statements.push(parsed.value);
    else unverified++;
  }
  return { statements, unverified };
}

/** `refused`: by strangers. */
export type StatementsTaken = { readonly hasRoom: boolean; readonly refused: number };

/** Adds verified statements to the space, as far as there is room for them; those whose parents are missing wait in memory. */
export function takeStatements(draft: SpaceDraft, statements: readonly Statement[], quotaBytes: number): StatementsTaken {
  let refused = 0;
  for (const statement of statements) {
    if (draft.usedBytes + statement.bytes.length > quotaBytes) return { hasRoom: false, refused };
    const outcome = draft.committed.dag.add(statement);
    if (outcome.kind === "added") draft.addStatements(outcome.statements);
    if (outcome.kind === "overflow") return { hasRoom: false, refused };
    if (outcome.kind === "refused") refused++;
  }
  return { hasRoom: true, refused };
}

/** The membership if `shown` belonged to the space: tried on a copy, so that a stranger's statements leave no trace. */
export function membershipWith(dag: StatementDag, shown: readonly Statement[]): Membership {
  const copy = openStatementDag(dag.space);
  for (const statement of [...dag.statements, ...shown]) copy.add(statement);
  return membershipAt(copy, copy.heads());
}

/** `shown`: the counters of the receipts that the other side has shown to hold. */
export type ReceiptsTaken = { readonly unverified: number; readonly shown: ReadonlyMap<DeviceId, number> };

/** Puts members' newest receipts into the round. */
export async function takeReceipts(
  verifier: StatementVerifier,
  draft: SpaceDraft,
  membership: Membership,
  receipts: readonly Uint8Array[],
): Promise<ReceiptsTaken> {
  const shown = new Map<DeviceId, number>();
  let unverified = 0;
  for (const bytes of receipts) {
    const parsed = parseReceipt(bytes);
    if (!parsed.ok) {
      unverified++;
      continue;
    }
    const { device, counter } = parsed.value;
    shown.set(device, Math.max(counter, shown.get(device) ?? 0));
    const isNews = membership.devices.has(device) && counter > (draft.receiptOf(device)?.counter ?? -1);
    if (!isNews) continue;
    const space: SpaceId = draft.committed.space;
    // Also of the link's own device: a flipped one would stand in the way of the right one for as long as its counter says.
    if (await verifyReceipt(verifier.verify, space, parsed.value, bytes)) draft.putReceipt({ device, counter, bytes });
    else unverified++;
  }
  return { unverified, shown };
}
