// The name this device goes by, stated to the space's other devices. Stating it also says that the device is in use, if another one had marked it
// as replaced.

import { ok, type Result } from "../base/result.ts";
import { sealName } from "../members/name.ts";
import { signStatement } from "../members/statement.ts";
import type { StoreError } from "../ports/store.ts";
import type { Space } from "./space.ts";

/** Nothing is stated where it is known already. */
export async function nameOwnDevice(space: Space, name: string): Promise<Result<void, StoreError>> {
  const { core } = space;
  const present = core.members.namedAs(core.self);
  if (name.trim() === "" || (present?.name === name.trim() && !present.isReplaced)) return ok(undefined);
  return space.addOwnStatements(async () => {
    const epoch = core.members.writingEpoch();
    if (epoch === null) return [];
    const body = sealName({ ...core.ports, space: core.space }, epoch, core.self, name);
    const parents = core.members.dag.parentsForNext();
    return [await signStatement(core.ports.suite.sha256, core.signer, { space: core.space, parents, body })];
  });
}
