// The spaces of the profile, when somebody makes, names, or leaves one (face/spaces.ts): loaded on first use.

import type { SpaceId } from "../../base/ids.ts";
import { err, ok, unreachable, type Result } from "../../base/result.ts";
import type { MemberChangeError, MemberRequest } from "../face/members.ts";
import type { SpaceAnswers, SpaceError, SpaceRequest } from "../face/spaces.ts";
import { isPlainDay } from "../../model/plain-day.ts";
import { MAX_INTENT_ITEMS } from "../../model/task-intent.ts";
import { changeMember } from "../member-changes.ts";
import type { Replica } from "../replica.ts";
import { changeSharedSpaces, MAX_SHARED_SPACES } from "../shared-spaces.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { StoreError } from "../../ports/store.ts";
import { catchStoreFailure } from "../store-failure.ts";
import { isListName } from "../../model/list-schema.ts";
import { copyHere } from "./copy-here.ts";
import { copyIntoOwn } from "./copy-space.ts";
import { foundSharedSpace, nameSpace } from "./found-space.ts";
import { beginLeaving, endSpace, stayIn } from "./leaving.ts";
import { moveAcross } from "./move-across.ts";
import { refound } from "./refound.ts";
import { makeTogether } from "./together.ts";

const NO_SUCH_SPACE = err({ kind: "no-such-space" } as const);

/** And shows it. */
async function found(replica: Replica, name: string): Promise<Result<SpaceId, SpaceError>> {
  const { ports, signer, spaces } = replica;
  if (spaces.all.length > MAX_SHARED_SPACES) return err({ kind: "too-many" });
  const founded = await foundSharedSpace(ports, signer, spaces.own.space.core, { name, relay: replica.relay.address });
  if (!founded.ok) return err({ kind: "store", error: founded.error });
  await replica.spacesMoved();
  spaces.show(founded.value);
  return founded;
}

async function rename({ spaces }: Replica, space: SpaceId, name: string): Promise<Result<null, SpaceError>> {
  const opened = spaces.find(space);
  if (opened === null || opened === spaces.own) return NO_SUCH_SPACE;
  const named = await nameSpace(opened.space, name);
  return named.ok ? ok(null) : err({ kind: "store", error: named.error });
}

/** One that is not open, or not any more, has no such device. */
async function changeMembers({ spaces }: Replica, { spaces: ids, change }: MemberRequest): Promise<Result<null, MemberChangeError>> {
  for (const id of ids) {
    const opened = spaces.find(id);
    const changed = opened === null ? err({ kind: "no-such-device" } as const) : await changeMember(opened.space, change);
    if (!changed.ok) return changed;
  }
  return ok(null);
}

const answered = (done: Result<void, StoreError>): Result<null, SpaceError> =>
  done.ok ? ok(null) : err({ kind: "store", error: done.error });

/** Tells the other tabs, one of which may have the links. */
async function told(replica: Replica, done: Result<void, StoreError>): Promise<Result<null, SpaceError>> {
  if (done.ok) await replica.spacesMoved();
  return answered(done);
}

function shared({ spaces }: Replica, space: SpaceId): OpenedSpace | null {
  const opened = spaces.find(space);
  return opened === spaces.own ? null : opened;
}

async function leave(replica: Replica, space: SpaceId, isHurried: boolean): Promise<Result<null, SpaceError>> {
  const { spaces, ports } = replica;
  if (spaces.failures.has(space)) {
    return told(replica, await changeSharedSpaces(ports.store, (all) => all.filter((other) => other !== space)));
  }
  return shared(replica, space) === null ? NO_SUCH_SPACE : told(replica, await beginLeaving(replica, space, { isHurried }));
}

async function stay(replica: Replica, space: SpaceId): Promise<Result<null, SpaceError>> {
  const stayed = await stayIn(replica, space);
  return stayed.ok ? told(replica, stayed) : stayed;
}

async function forget(replica: Replica, space: SpaceId): Promise<Result<null, SpaceError>> {
  const opened = shared(replica, space);
  if (opened === null) return NO_SUCH_SPACE;
  const { members, self } = opened.space.core;
  if (members.isMember(self)) return err({ kind: "still-in" });
  return answered(await catchStoreFailure(() => endSpace(replica, opened)));
}

async function copy(replica: Replica, space: SpaceId, list: string): Promise<SpaceAnswers["copy-space"]> {
  const opened = shared(replica, space);
  return opened === null || !isListName(list) ? err({ kind: "refused", reason: "invalid" }) : copyIntoOwn(replica, opened, list);
}

type MoveRequest = Extract<SpaceRequest, { readonly kind: "move-to-space" }>;

async function moveToSpace(replica: Replica, { ids, space, list }: MoveRequest): Promise<SpaceAnswers["move-to-space"]> {
  const target = replica.spaces.find(space);
  if (target === null || ids.length > MAX_INTENT_ITEMS) return err({ kind: "refused", reason: "invalid" });
  return moveAcross(replica, { ids, target, position: { at: "start", list } });
}

type CopyRequest = Extract<SpaceRequest, { readonly kind: "copy-items" }>;

async function copyItems(replica: Replica, { ids, as }: CopyRequest): Promise<SpaceAnswers["copy-items"]> {
  const { name, firstDay = null } = as;
  const isFit = (name === undefined || isListName(name)) && (firstDay === null || isPlainDay(firstDay));
  return isFit && ids.length <= MAX_INTENT_ITEMS ? copyHere(replica, ids, as) : err({ kind: "refused", reason: "invalid" });
}

async function answer(replica: Replica, request: SpaceRequest): Promise<SpaceAnswers[SpaceRequest["kind"]]> {
  switch (request.kind) {
    case "show-space":
      // Where they are still being opened, after that.
      await replica.spaces.takeShared();
      if (request.space === null) replica.spaces.showTogether(makeTogether);
      else replica.spaces.show(request.space);
      return null;
    case "found-space":
      return found(replica, request.name);
    case "name-space":
      return rename(replica, request.space, request.name);
    case "leave-space":
      return leave(replica, request.space, request.isHurried);
    case "copy-space":
      return copy(replica, request.space, request.list);
    case "stay-in-space":
      return stay(replica, request.space);
    case "forget-space":
      return forget(replica, request.space);
    case "change-member":
      return changeMembers(replica, request);
    case "move-to-space":
      return moveToSpace(replica, request);
    case "copy-items":
      return copyItems(replica, request);
    case "refound-space":
      return refound(replica);
    default:
      return unreachable(request);
  }
}

export const spaces = { answer };

export type Spaces = typeof spaces;
