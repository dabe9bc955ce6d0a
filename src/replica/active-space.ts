// Which space this profile works in; one that has none founds one (device-setup.ts).

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { parseIdText, type SpaceId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Signer } from "../ports/crypto.ts";
import type { StoreBatch, StoreError } from "../ports/store.ts";
import type { LoadActing } from "./acting.ts";
import type { SpacePorts } from "./space-core.ts";
import { NO_CODE, valueOf } from "./store-failure.ts";

const ACTIVE_SPACE = "active-space";

/** The entry of the store's meta table that makes `space` the profile's own. */
export const activeSpaceEntry = (space: SpaceId): StoreBatch["meta"][number] => ({ key: ACTIVE_SPACE, value: utf8ToBytes(space) });

export async function readActiveSpace({ store }: Pick<SpacePorts, "store">): Promise<SpaceId | null> {
  const bytes = valueOf(await store.readMeta(ACTIVE_SPACE));
  const text = bytes === null ? null : bytesToUtf8(bytes);
  return text === null ? null : parseIdText("space", text);
}

/** The profile's space, founded now if there is none. Throws a store failure. */
export async function ownSpace(
  ports: SpacePorts & { readonly loadActing: LoadActing },
  signer: Signer,
): Promise<Result<SpaceId, StoreError>> {
  const active = await readActiveSpace(ports);
  if (active !== null) return ok(active);
  const acting = await ports.loadActing().catch(() => null);
  return acting === null ? err(NO_CODE) : acting.setUpDevice(ports, signer);
}
