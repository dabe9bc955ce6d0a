// Which devices of a space answer by an address, as they say themselves, or as their codes have said before that. Read again only where the space's statements or keys are others.

import type { DeviceId } from "../../base/ids.ts";
import { decodeDirectAddress, type DirectAddress } from "../../wire/direct-address.ts";
import type { SpaceCore } from "../space-core.ts";
import type { ToldAddresses } from "./told-addresses.ts";

export type DirectAddresses = {
  /** What they were read from. */
  readonly of: { readonly membership: unknown; readonly keys: number } | null;
  /** Without this device. One that says the same as before has the same object. */
  readonly byDevice: ReadonlyMap<DeviceId, DirectAddress>;
};

const NOTHING_TOLD: ToldAddresses = new Map();

const isSame = (a: DirectAddress | undefined, b: DirectAddress): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);

function addressOf(members: SpaceCore["members"], told: ToldAddresses, device: DeviceId): DirectAddress | null {
  const stated = members.directAddressOf(device);
  return stated === null ? (told.get(device) ?? null) : decodeDirectAddress(stated);
}

export function readDirectAddresses(
  { members, self }: Pick<SpaceCore, "members" | "self">,
  before: DirectAddresses,
  told: ToldAddresses = NOTHING_TOLD,
): DirectAddresses {
  const { membership, epochKeyCount } = members;
  if (before.of?.membership === membership && before.of.keys === epochKeyCount) return before;
  const byDevice = new Map<DeviceId, DirectAddress>();
  for (const device of membership.members.keys()) {
    const address = device === self ? null : addressOf(members, told, device);
    const known = before.byDevice.get(device);
    if (address !== null) byDevice.set(device, known !== undefined && isSame(known, address) ? known : address);
  }
  return { of: { membership, keys: epochKeyCount }, byDevice };
}
