import { expect, test } from "vitest";
import { makeId, type SpaceId } from "../../base/ids.ts";
import type { SpaceInfo, SpaceRole, SpacesState } from "../../replica/face/spaces.ts";
import { sharedSpacesWith } from "./spaces-with.ts";

const idOf = (n: number): SpaceId => makeId("space", new Uint8Array(32).fill(n));
const device = (n: number) => makeId("device", new Uint8Array(32).fill(n));
const PHONE = device(2);

const space = (n: number, role: SpaceRole, devices: readonly number[]): SpaceInfo => ({
  id: idOf(n),
  name: `Space ${n}`,
  isOwn: n === 0,
  role,
  people: devices.map((id) => ({ id: device(id), name: null, role: "writer", isSelf: id === 1 })),
  former: [],
  leaving: null,
  isRemoved: false,
  asksToWipe: false,
  recordsOnlyHere: 0,
});
const SPACES = [space(0, "owner", [1, 2]), space(1, "owner", [1, 2, 3]), space(2, "owner", [1, 3]), space(3, "writer", [1, 2])];
const state = (shown: SpaceId): SpacesState => ({ shown, together: false, spaces: SPACES, failed: [] });

test("a device that is lost is looked for in the shared spaces, and told where it cannot be removed from here", () => {
  const { own, foreign } = sharedSpacesWith(PHONE, state(idOf(0)));
  expect([own, foreign].map((spaces) => spaces.map(({ name }) => name))).toEqual([["Space 1"], ["Space 3"]]);
});

test("in a shared space, and where there is none, it is removed from what is shown alone", () => {
  expect(sharedSpacesWith(PHONE, state(idOf(1)))).toEqual({ own: [], foreign: [] });
  expect(sharedSpacesWith(PHONE, null)).toEqual({ own: [], foreign: [] });
});
