// Opening the spaces that a profile shares with others, and telling windows of them. Loaded where there are any, once the own space is open.

import type { SpaceId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import type { Store, StoreError } from "../ports/store.ts";
import type { SpaceInfo, SpacesState } from "./face/spaces.ts";
import type { OpenSpaces } from "./open-spaces.ts";
import type { OpenedSpace } from "./opened-space.ts";
import type { RelayKnowledge } from "./relay-knowledge.ts";
import { decodeSharedSpaces, readSpaceRelay } from "./shared-spaces.ts";
import type { Space } from "./space.ts";
import { leavingOf, pursueLeaving, readLeaving } from "./spaces/leaving.ts";
import { catchStoreFailure } from "./store-failure.ts";
import { finishMoves } from "./spaces/move-across.ts";
import { countOnlyHere } from "./sync-status.ts";

export type LeavingMark = { readonly isHurried: boolean };

/** What of leaving spaces is under way in this tab (spaces/leaving.ts). */
export type LeavingState = {
  readonly marks: Map<SpaceId, LeavingMark>;
  isPursued: boolean;
  /** Something of a space that is none of the profile's any more may be in the store. */
  mayHaveForgotten: boolean;
};

export type SharedParts = {
  readonly store: Store;
  readonly own: SpaceId;
  readonly shared: Map<SpaceId, OpenedSpace>;
  readonly failures: Map<SpaceId, StoreError>;
  readonly leaving: Map<SpaceId, LeavingMark>;
  readonly open: (space: SpaceId, relay: string | null) => Promise<Result<OpenedSpace, StoreError>>;
};

/** Opens what is listed and not open, and takes out what is listed no more: that is given back, to be closed. Null: nothing has changed. */
async function takeListed(listed: Uint8Array | null, parts: SharedParts): Promise<readonly OpenedSpace[] | null> {
  const { store, own, shared, failures, leaving } = parts;
  const spaces = decodeSharedSpaces(listed);
  if (!spaces.ok) return null;
  const gone = [...shared].filter(([space]) => !spaces.value.includes(space));
  for (const [space] of gone) shared.delete(space);
  const wereFailing = [...failures.keys()].join(" ");
  failures.clear();
  let fresh = await takeMarks(store, leaving, spaces.value);
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

/** Which of them are being left; 1 if those are others than before. */
async function takeMarks(store: Store, leaving: Map<SpaceId, LeavingMark>, spaces: readonly SpaceId[]): Promise<number> {
  const before = JSON.stringify([...leaving]);
  const marks = await catchStoreFailure(async () => ok(await Promise.all(spaces.map((space) => readLeaving(store, space)))));
  if (!marks.ok) return 0;
  leaving.clear();
  for (const [index, mark] of marks.value.entries()) {
    const space = spaces[index];
    if (mark !== null && space !== undefined) leaving.set(space, mark);
  }
  return before === JSON.stringify([...leaving]) ? 0 : 1;
}

function formerOf({ core: { members } }: Space): SpaceInfo["former"] {
  const { former, members: present } = members.membership;
  return [...former].flatMap(([id, { removals }]) => {
    if (present.has(id)) return [];
    const hasLeft = removals.some((removal) => members.dag.get(removal)?.author === id);
    return [{ id, name: members.nameOf(id), hasLeft }];
  });
}

function spacesState(
  { all, own, shown, together, failures, leaving }: OpenSpaces,
  knowledgeOf: (space: SpaceId) => RelayKnowledge,
): SpacesState {
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
      former: id === own.id ? [] : formerOf(space),
      leaving: leavingOf(space, leaving.marks.get(id)),
      asksToWipe: members.membership.former.get(self)?.asksToWipe === true,
      isRemoved: members.wasRemoved(self) && !leaving.marks.has(id),
      recordsOnlyHere: countOnlyHere(space, knowledgeOf(id)),
    };
  });
  return { shown: shown.id, together: together !== null, spaces: infos, failed: [...failures].map(([id, error]) => ({ id, error })) };
}

export const sharing = { takeListed, spacesState, finishMoves, pursueLeaving };

export type Sharing = typeof sharing;

/** Rejects when the code cannot be had. */
export type LoadSharing = () => Promise<Sharing>;
