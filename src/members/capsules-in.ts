// Which capsules a space has (PROTOCOL.md "Capsules"): those that its recovery members have stated of themselves. Used by devices and relays alike.

import type { DeviceId } from "../base/ids.ts";
import type { Membership } from "./membership.ts";
import type { StatementDag } from "./statement-dag.ts";

export type Capsule = { readonly device: DeviceId; readonly id: Uint8Array; readonly sealed: Uint8Array };

/** Of each recovery member in force the first that it stated; those of the eldest first. */
export function capsulesIn(dag: StatementDag, { members }: Membership): readonly Capsule[] {
  const capsules = new Map<DeviceId, Capsule>();
  const stated = dag.statements.filter(({ body }) => body.kind === "capsule").toSorted((a, b) => dag.compare(a.id, b.id));
  for (const { author, body } of stated) {
    if (body.kind !== "capsule" || capsules.has(author) || members.get(author)?.isRecovery !== true) continue;
    capsules.set(author, { device: author, id: body.id, sealed: body.sealed });
  }
  return [...capsules.values()];
}
