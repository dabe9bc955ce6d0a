// What is known here of who has confirmed what, for the report of what was deleted for good.

import { readHeardTimes } from "../heard-times.ts";
import type { Replica } from "../replica.ts";
import type { PurgeWitnesses } from "./purges.ts";
import { readCheckpoints } from "./read-checkpoints.ts";

/** Throws a store failure. */
export async function readPurgeWitnesses({ space, relay }: Pick<Replica, "space" | "relay">): Promise<PurgeWitnesses> {
  const { core, receipts } = space;
  const { members, self, ports } = core;
  const devices = members.devices
    .filter((id) => id === self || members.namedAs(id)?.isReplaced !== true)
    .map((id) => ({ id, name: members.nameOf(id), isSelf: id === self }));
  return {
    devices,
    receiptOf: (device) => receipts.of(device),
    checkpoints: (await readCheckpoints(core)).map(({ checkpoint }) => checkpoint),
    heard: await readHeardTimes(ports.store, core.space),
    hasRelay: relay.address !== null,
    nowMs: ports.clock(),
  };
}
