// Where devices answer that this one has let in by their own codes, as the codes said. A device states its address itself, but that statement may be long
// in coming: until then nobody but who has read the code can call it. Kept on this device alone, and believed no further than any address: whoever answers
// there shows by the handshake who it is.
// Form in the store: list(device bytes[32] | address varbytes, as wire/direct-address.ts has it), the newest last.

import { ByteWriter, decode } from "../../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type DeviceId } from "../../base/ids.ts";
import type { Store, StoreError } from "../../ports/store.ts";
import type { Result } from "../../base/result.ts";
import { decodeDirectAddress, encodeDirectAddress, type DirectAddress } from "../../wire/direct-address.ts";
import type { SpaceCore } from "../space-core.ts";
import { makeBatch } from "../store-batch.ts";

export type ToldAddresses = ReadonlyMap<DeviceId, DirectAddress>;

/** Let in and silent since; of more, those let in last. */
const MOST_TOLD = 64;
const MAX_ADDRESS_BYTES = 128;

export const toldKey = ({ space }: Pick<SpaceCore, "space">): string => `told-addresses/${space}`;

/** None where they cannot be read. */
export async function readToldAddresses(store: Pick<Store, "readMeta">, of: Pick<SpaceCore, "space">): Promise<ToldAddresses> {
  const stored = await store.readMeta(toldKey(of));
  if (!stored.ok || stored.value === null) return new Map();
  const decoded = decode(stored.value, (reader) =>
    reader.list(MOST_TOLD, ID_BYTES.device + 1, (entry) => {
      const device = makeId("device", entry.bytes(ID_BYTES.device));
      return [device, decodeDirectAddress(entry.varBytes(MAX_ADDRESS_BYTES))] as const;
    }),
  );
  const told = decoded.ok ? decoded.value : [];
  return new Map(told.flatMap(([device, address]) => (address === null ? [] : [[device, address] as const])));
}

/** Puts away what has become needless: of devices that are no members, or have stated their address themselves. */
export async function keepToldAddress(
  { ports, space, members }: Pick<SpaceCore, "ports" | "space" | "members">,
  device: DeviceId,
  address: DirectAddress,
): Promise<Result<void, StoreError>> {
  const before = await readToldAddresses(ports.store, { space });
  const needed = [...before].filter(([told]) => told !== device && members.isMember(told) && members.directAddressOf(told) === null);
  const told = [...needed, [device, address] as const].slice(-MOST_TOLD);
  const value = new ByteWriter().list(told, (writer, [of, at]) => writer.bytes(idToBytes(of)).varBytes(encodeDirectAddress(at))).finish();
  return ports.store.commit(makeBatch(space, { meta: [{ key: toldKey({ space }), value }] }));
}
