// Founding a space beside the profile's own one, to be shared with others: nothing is sent before somebody is let in, or its relay is reached.

import type { SpaceId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import { sealName } from "../../members/seal-name.ts";
import { signStatement } from "../../members/sign-statement.ts";
import type { Statement } from "../../members/statement.ts";
import type { Signer } from "../../ports/crypto.ts";
import type { StoreError } from "../../ports/store.ts";
import { foundingParts, makeFounding, type Founding } from "../device-setup.ts";
import { changeSharedSpaces, spaceRelayEntry } from "../shared-spaces.ts";
import { signStatements } from "../sign-statements.ts";
import type { SpaceCore, SpacePorts } from "../space-core.ts";
import type { Space } from "../space.ts";
import { makeBatch } from "../store-batch.ts";

/** What it is called, and who this device is in it: as in the profile's own space. */
async function namesIn(
  ports: SpacePorts,
  signer: Signer,
  { space, epoch, statements }: Founding,
  own: SpaceCore,
  name: string,
): Promise<readonly Statement[]> {
  const sealing = { ...ports, space };
  const device = own.members.nameOf(own.self);
  const bodies = [sealName(sealing, epoch, null, name), ...(device === null ? [] : [sealName(sealing, epoch, own.self, device)])];
  const stated = [...statements];
  for (const body of bodies) {
    const parents = stated.slice(-1).map(({ id }) => id);
    stated.push(await signStatement(ports.suite.sha256, signer, { space, parents, body }));
  }
  return stated;
}

/** `relay`: the profile's, where the space stays when the profile goes to another one; null: it has none yet. */
export type NewSpace = { readonly name: string; readonly relay: string | null };

/** `own`: the profile's own space. It is durable then, and one of the profile's. */
export async function foundSharedSpace(
  ports: SpacePorts,
  signer: Signer,
  own: SpaceCore,
  { name, relay }: NewSpace,
): Promise<Result<SpaceId, StoreError>> {
  const founding = await makeFounding(ports, signer);
  const { space } = founding;
  const named = { ...founding, statements: await namesIn(ports, signer, founding, own, name) };
  const { statements, meta } = await foundingParts(ports, named);
  const committed = await changeSharedSpaces(
    ports.store,
    (spaces) => [...spaces, space],
    (list) =>
      ports.store.commit(
        makeBatch(space, { statements, meta: [...meta, ...list.meta, spaceRelayEntry(space, relay)], expectMeta: list.expectMeta }),
      ),
  );
  return committed.ok ? ok(space) : committed;
}

/** Nothing is stated where it is called so already. */
export function nameSpace(space: Space, name: string): Promise<Result<void, StoreError>> {
  const { core } = space;
  return space.addOwnStatements(async () => {
    const epoch = core.members.writingEpoch();
    if (epoch === null || name.trim() === "" || core.members.spaceName === name.trim()) return [];
    return signStatements(core, [sealName({ ...core.ports, space: core.space }, epoch, null, name)]);
  });
}
