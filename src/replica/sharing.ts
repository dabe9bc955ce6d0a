// Opening the spaces that a profile shares with others, and telling windows of them. Loaded where there are any, once the own space is open.

import type { SpaceId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { Store, StoreError } from "../ports/store.ts";
import type { SpaceInfo, SpacesState } from "./face/spaces.ts";
import type { OpenSpaces } from "./open-spaces.ts";
import type { OpenedSpace } from "./opened-space.ts";
import type { RelayKnowledge } from "./relay-knowledge.ts";
import { decodeSharedSpaces, readSpaceRelay } from "./shared-spaces.ts";
import { catchStoreFailure } from "./store-failure.ts";
import { finishMoves } from "./spaces/move-across.ts";
import { countOnlyHere } from "./sync-status.ts";

export type SharedParts = {
  readonly store: Store;
  readonly own: SpaceId;
  readonly shared: Map<SpaceId, OpenedSpace>;
  readonly failures: Map<SpaceId, StoreError>;
  readonly open: (space: SpaceId, relay: string | null) => Promise<Result<OpenedSpace, StoreError>>;
};

/** Opens what is listed and not open, and takes out what is listed no more: that is given back, to be closed. Null: nothing has changed. */
async function takeListed(listed: Uint8Array | null, parts: SharedParts): Promise<readonly OpenedSpace[] | null> {
  const { store, own, shared, failures } = parts;
  const spaces = decodeSharedSpaces(listed);
  if (!spaces.ok) return null;
  const gone = [...shared].filter(([space]) => !spaces.value.includes(space));
  for (const [space] of gone) shared.delete(space);
  const wereFailing = [...failures.keys()].join(" ");
  failures.clear();
  let fresh = 0;
  for (const space of spaces.value) {
    if (space === own || shared.has(space)) continue;
    const opened = await catchStoreFailure(async () => parts.open(space, await readSpaceRelay(store, space)));
    if (!opened.ok) failures.set(space, opened.error);
    else shared.set(space, opened.value);
    fresh += opened.ok ? 1 : 0;
  }
  const isSame = gone.length + fresh === 0 && wereFailing === [...failures.keys()].join(" ");
  return isSame ? null : gone.map(([, opened]) => opened);
}

function spacesState({ all, own, shown, together, failures }: OpenSpaces, knowledgeOf: (space: SpaceId) => RelayKnowledge): SpacesState {
  const infos = all.map(({ id, space }): SpaceInfo => {
    const { members, self } = space.core;
    return {
      id,
      name: members.spaceName,
      isOwn: id === own.id,
      role: members.roleOf(self) ?? "none",
      people: [self, ...members.devices.filter((device) => device !== self)].map((device) => ({
        id: device,
        name: members.nameOf(device),
        role: members.roleOf(device) ?? "none",
        isSelf: device === self,
      })),
      recordsOnlyHere: countOnlyHere(space, knowledgeOf(id)),
    };
  });
  return { shown: shown.id, together: together !== null, spaces: infos, failed: [...failures].map(([id, error]) => ({ id, error })) };
}

export const sharing = { takeListed, spacesState, finishMoves };

export type Sharing = typeof sharing;

/** Rejects when the code cannot be had. */
export type LoadSharing = () => Promise<Sharing>;
