// The spaces beside the user's own one in which a device of theirs is, too: whoever has the device in hand reads those as well.

import type { DeviceId } from "../../base/ids.ts";
import type { SpaceInfo, SpacesState } from "../../replica/face/spaces.ts";

/** Where it can be removed from this device, and where only somebody else can. */
export type SpacesWith = { readonly own: readonly SpaceInfo[]; readonly foreign: readonly SpaceInfo[] };

/** None where a shared space is shown: its members are not the user's own devices. */
export function sharedSpacesWith(device: DeviceId, state: SpacesState | null): SpacesWith {
  const spaces = state?.spaces ?? [];
  const isOwnShown = spaces.some(({ id, isOwn }) => isOwn && id === state?.shown);
  const shared = spaces.filter(({ isOwn, people }) => isOwnShown && !isOwn && people.some(({ id }) => id === device));
  return { own: shared.filter(({ role }) => role === "owner"), foreign: shared.filter(({ role }) => role !== "owner") };
}
