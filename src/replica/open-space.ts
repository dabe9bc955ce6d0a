// A space of this profile, opened with the profile's own key.

import { makeId, type SpaceId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { Signer } from "../ports/crypto.ts";
import type { StoreError } from "../ports/store.ts";
import type { Timers } from "../ports/time.ts";
import type { ReplicaPush } from "./face.ts";
import type { SpaceChange, SpacePorts } from "./space-core.ts";
import { Space } from "./space.ts";

const quiet = (): void => undefined;

type Ports = SpacePorts & { readonly timers: Timers };

/** Tells how far it has read. */
export function openSpace(
  ports: Ports,
  signer: Signer,
  space: SpaceId,
  push: (push: ReplicaPush) => void,
  onChange: (change: SpaceChange) => void,
): Promise<Result<Space, StoreError>> {
  const onProgress = (recordsRead: number): void => push({ kind: "storage", storage: { kind: "opening", recordsRead } });
  const self = makeId("device", signer.publicKey);
  return Space.open(ports, { space, signer, self, timers: ports.timers, onChange, onProgress });
}

/** For one that is only read. */
export const openQuietly = (ports: Ports, signer: Signer, space: SpaceId): Promise<Result<Space, StoreError>> =>
  openSpace(ports, signer, space, quiet, quiet);
