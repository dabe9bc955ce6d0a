// Leaving a shared space. It is begun by a mark in the store and goes on by itself, over restarts, in the tab that holds the links: what only this device holds is
// with somebody else first, unless the user has said that it need not be; then this device states its own removal, with the cut of all it has; and when
// somebody else has that, the space is none of the profile's any more and what was held of it goes from the store (forgotten-spaces.ts). Until
// it is stated it can be taken back.
// Form in the store's meta table: `leaving/SPACE`: flags u8 (bit 0: what only this device holds need not be sent).

import type { SpaceId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Store, StoreBatch, StoreError } from "../../ports/store.ts";
import type { SpaceError, SpaceLeaving } from "../face/spaces.ts";
import { forgetAtRelay } from "../forget-at-relay.ts";
import { heldOf } from "../member-changes.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { RelayKnowledge } from "../relay-knowledge.ts";
import type { Replica } from "../replica.ts";
import type { LeavingMark } from "../sharing.ts";
import { changeSharedSpaces } from "../shared-spaces.ts";
import { signStatements } from "../sign-statements.ts";
import type { Space } from "../space.ts";
import { makeBatch, NO_SPACE } from "../store-batch.ts";
import { valueOf } from "../store-failure.ts";
import { countOnlyHere } from "../sync-status.ts";
import { beginForgetting, forgetSpaces } from "./forgotten-spaces.ts";

const HURRIED = 1;

const leavingKey = (space: SpaceId): string => `leaving/${space}`;

const leavingEntry = (space: SpaceId, mark: LeavingMark | null): StoreBatch["meta"][number] => ({
  key: leavingKey(space),
  value: mark === null ? null : Uint8Array.of(mark.isHurried ? HURRIED : 0),
});

/** Throws a store failure. */
export async function readLeaving(store: Store, space: SpaceId): Promise<LeavingMark | null> {
  const bytes = valueOf(await store.readMeta(leavingKey(space)));
  return bytes === null ? null : { isHurried: ((bytes[0] ?? 0) & HURRIED) > 0 };
}

/** Removed by its own word, or somebody else's. */
function removalsOf({ core: { members, self } }: Space): { readonly own: boolean; readonly others: boolean } {
  const removals = members.membership.former.get(self)?.removals ?? [];
  const authors = removals.map((removal) => members.dag.get(removal)?.author);
  return { own: authors.includes(self), others: authors.some((author) => author !== self) };
}

/** Null: it is not being left. */
export function leavingOf(space: Space, mark: LeavingMark | undefined): SpaceLeaving | null {
  if (mark === undefined) return null;
  return { waitsFor: mark.isHurried || removalsOf(space).own ? "others" : "records" };
}

/** Whether somebody else is in it, who has to hear of it: a device, or a way back by a phrase that a relay keeps what it leads to. */
function hasCompany({ spaces }: Pick<Replica, "spaces">, opened: OpenedSpace): boolean {
  const { members, self } = opened.space.core;
  const others = members.devices.some((device) => device !== self);
  return others || (members.membership.members.size > 1 && spaces.addressOf(opened) !== null);
}

export async function beginLeaving({ ports }: Replica, space: SpaceId, mark: LeavingMark): Promise<Result<void, StoreError>> {
  return ports.store.commit(makeBatch(NO_SPACE, { meta: [leavingEntry(space, mark)] }));
}

/** As long as it is not stated. */
export async function stayIn({ ports, spaces }: Replica, space: SpaceId): Promise<Result<void, SpaceError>> {
  const opened = spaces.find(space);
  if (opened === null) return err({ kind: "no-such-space" });
  // In the turn of what states it, so that it is before that or after it.
  const stayed = await opened.space.core.inTurn<boolean, StoreError>(async () => {
    if (removalsOf(opened.space).own) return ok(false);
    const stored = await ports.store.commit(makeBatch(NO_SPACE, { meta: [leavingEntry(space, null)] }));
    return stored.ok ? ok(true) : stored;
  });
  if (!stayed.ok) return err({ kind: "store", error: stayed.error });
  return stayed.value ? ok(undefined) : err({ kind: "too-late" });
}

/** Nothing where the user has come to stay meanwhile, or another tab has written. */
function stateLeaving(space: Space, knowledge: RelayKnowledge): Promise<Result<void, StoreError>> {
  const { core } = space;
  return space.addOwnStatements(async () => {
    const mark = await readLeaving(core.ports.store, core.space);
    if (mark === null || !core.members.isMember(core.self)) return [];
    if (!mark.isHurried && countOnlyHere(space, knowledge) > 0) return [];
    return signStatements(core, [{ kind: "remove", device: core.self, asksToWipe: false, cut: await heldOf(core, core.self) }]);
  });
}

/** It is none of the profile's any more, and what is held of it goes. Throws a store failure. */
export async function endSpace(replica: Replica, opened: OpenedSpace): Promise<Result<void, StoreError>> {
  const { ports, spaces } = replica;
  const { id } = opened;
  const address = spaces.addressOf(opened);
  const ended = await changeSharedSpaces(
    ports.store,
    (all) => all.filter((other) => other !== id),
    async (list) => {
      const forgetting = await beginForgetting(ports.store, opened.space.core, address);
      return ports.store.commit(makeBatch(NO_SPACE, { ...list, meta: [...list.meta, leavingEntry(id, null), ...forgetting] }));
    },
  );
  if (!ended.ok) return ended;
  spaces.leaving.mayHaveForgotten = true;
  const moved = await replica.spacesMoved();
  return moved.ok ? forgetSpaces(replica) : moved;
}

/** What only this device holds nobody takes any more: it is the user's to say whether it may go, as for every device that was removed. */
async function giveUpLeaving(replica: Replica, space: SpaceId): Promise<Result<void, StoreError>> {
  const stored = await replica.ports.store.commit(makeBatch(NO_SPACE, { meta: [leavingEntry(space, null)] }));
  return stored.ok ? replica.spacesMoved() : stored;
}

/** Nobody could read it any more. Where the relay cannot be asked now it keeps what is closed to everybody. Throws a store failure. */
async function endAlone(replica: Replica, opened: OpenedSpace): Promise<Result<void, StoreError>> {
  const { core } = opened.space;
  const address = replica.spaces.addressOf(opened);
  if (address !== null && core.members.isMember(core.self)) await forgetAtRelay(replica.ports, core, address);
  return endSpace(replica, opened);
}

/** What can be done now of the leaving of one space. Throws a store failure. */
async function goOn(replica: Replica, opened: OpenedSpace, mark: LeavingMark): Promise<Result<void, StoreError>> {
  const { space, id } = opened;
  const { members, self } = space.core;
  if (!hasCompany(replica, opened)) return endAlone(replica, opened);
  const knowledge = replica.links.knowledge(id);
  const holdsMore = !mark.isHurried && countOnlyHere(space, knowledge) > 0;
  if (members.isMember(self)) return holdsMore ? ok(undefined) : stateLeaving(space, knowledge);
  const { own, others } = removalsOf(space);
  if (!own && holdsMore) return giveUpLeaving(replica, id);
  const isOver = others || !own || replica.links.status(id).statementsTold;
  return isOver ? endSpace(replica, opened) : ok(undefined);
}

/** Whenever something may have changed. What fails is tried again then. */
export async function pursueLeaving(replica: Replica): Promise<void> {
  const { spaces } = replica;
  const { leaving } = spaces;
  if (leaving.isPursued) return;
  leaving.isPursued = true;
  try {
    for (const [id, mark] of leaving.marks) {
      const opened = spaces.find(id);
      // Only there it is known what others have. A space that nobody else is in needs no links.
      const isHere = replica.links.isHolder || (opened !== null && !hasCompany(replica, opened));
      if (opened !== null && isHere) await goOn(replica, opened, mark);
    }
    await forgetSpaces(replica);
  } catch {
    // A store that fails: at the next look.
  } finally {
    leaving.isPursued = false;
  }
}
