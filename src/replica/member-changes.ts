// What an owner changes of the members: takes a device away, or gives it another role. What the device has written so far counts, as far as it is held here;
// what others hold beyond that they accept (accept-beyond.ts). Where a device is taken away the key that it does not have is made at once, and not with the
// next change: until then nothing says that anything is closed to it.

import type { DeviceId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import { MAX_CUT_ENTRIES, type Cut, type KnownBody } from "../members/statement-content.ts";
import { comparePlaces } from "../wire/record-place.ts";
import { leavesBeyond } from "../wire/beyond-cut.ts";
import { takenOf } from "./accept-beyond.ts";
import type { MemberChange, MemberChangeError } from "./face/members.ts";
import { signStatements } from "./sign-statements.ts";
import type { SpaceCore } from "./space-core.ts";
import type { Space } from "./space.ts";

/** All that is held of the logs of a device. Throws a store failure. */
export async function heldOf(core: SpaceCore, device: DeviceId): Promise<Cut> {
  const leaves: Cut[number][] = [];
  for (const tree of core.index.trees.values()) {
    if (tree.paths.get("")?.device === device) leaves.push(...leavesBeyond(await takenOf(core, tree), new Map()));
  }
  return leaves.toSorted(comparePlaces).slice(0, MAX_CUT_ENTRIES);
}

async function bodyOf(core: SpaceCore, change: MemberChange): Promise<Exclude<KnownBody, { kind: "found" }>> {
  if (change.kind === "remove") return { ...change, cut: await heldOf(core, change.device) };
  return change.role === "reader"
    ? { kind: "role", device: change.device, role: "reader", cut: await heldOf(core, change.device) }
    : { kind: "role", device: change.device, role: change.role, cut: [] };
}

/** Resolves after the statement is stored, and with a removal the new key, if it could be made. */
export async function changeMember(space: Space, change: MemberChange): Promise<Result<null, MemberChangeError>> {
  const { core } = space;
  const { members, self } = core;
  if (members.roleOf(self) !== "owner") return err({ kind: "not-owner" });
  if (!members.isDevice(change.device) || change.device === self) return err({ kind: "no-such-device" });
  const stored = await space.addOwnStatements(async () => signStatements(core, [await bodyOf(core, change)]));
  if (!stored.ok) return err({ kind: "store", error: stored.error });
  // What keeps it from being made now does not take the removal back: the next change makes it, or is not written.
  if (change.kind === "remove") await space.readyToWrite();
  return ok(null);
}
