// The name this device goes by, stated to the space's other devices. Stating it also says that the device is in use, if another one had marked it
// as replaced, and where it answers without signals, if it does.

import { bytesEqual } from "../base/bytes.ts";
import { ok, type Result } from "../base/result.ts";
import { sealName } from "../members/seal-name.ts";
import type { OpenedName } from "../members/name.ts";
import { signStatement } from "../members/sign-statement.ts";
import type { StoreError } from "../ports/store.ts";
import type { Space } from "./space.ts";

/**
 * Nothing is stated where it is known already. `directAddress`: as wire/direct-address.ts has it; null for nowhere, absent for what was said before.
 */
export async function nameOwnDevice(space: Space, name: string, directAddress?: Uint8Array | null): Promise<Result<void, StoreError>> {
  const { core } = space;
  const saidBefore = core.members.directAddressOf(core.self);
  const address = directAddress === undefined ? saidBefore : directAddress;
  const isSame = isKnown(core.members.namedAs(core.self), name.trim()) && isSameAddress(saidBefore, address);
  if (name.trim() === "" || isSame) return ok(undefined);
  return space.addOwnStatements(async () => {
    const epoch = core.members.writingEpoch();
    if (epoch === null) return [];
    const body = sealName({ ...core.ports, space: core.space }, epoch, core.self, name, { directAddress: address });
    const parents = core.members.parentsForNext();
    return [await signStatement(core.ports.suite.sha256, core.signer, { space: core.space, parents, body })];
  });
}

const isKnown = (present: OpenedName | null, name: string): boolean => present?.name === name && !present.isReplaced;

const isSameAddress = (a: Uint8Array | null, b: Uint8Array | null): boolean => (a === null || b === null ? a === b : bytesEqual(a, b));
