// The spaces of this profile as the screens read them. What is on screen is of one of them.

import { createEffect, createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import { parseIdText, type SpaceId } from "../../base/ids.ts";
import type { SpaceError, SpaceInfo, SpacesState } from "../../replica/face/spaces.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { fragmentOf } from "../shell/place.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";

export interface Spaces {
  /** The own one first; empty while there is no other. */
  readonly all: Accessor<readonly SpaceInfo[]>;
  /** The shared one that is on screen; null: the user's own is, or all are. */
  readonly shared: Accessor<SpaceInfo | null>;
  /** All are on screen together. */
  readonly together: Accessor<boolean>;
  /** Of what is on screen, for what must begin anew with another; null: the user's own. */
  readonly shownKey: Accessor<string | null>;
  /** The shared one that a row is of, where rows say so. */
  find(space: SpaceId | undefined): SpaceInfo | null;
  readonly cannotOpen: Accessor<number>;
  /** Into what is on screen, or (together) the user's own. */
  readonly mayWrite: Accessor<boolean>;
  /** Into what a row is of. */
  mayWriteIn(space: SpaceId | undefined): boolean;
  /** The shared space that was on screen before a load is not there yet. What is on screen meanwhile is not what the user left, and takes nothing that is typed. */
  readonly isReturning: Accessor<boolean>;
  /** Goes to its tasks: a list, a note or a task that was on screen is of another one. Null: all together. */
  show(space: SpaceId | null): void;
}

export const spaceName = ({ isOwn, name }: Pick<SpaceInfo, "isOwn" | "name">): string =>
  isOwn ? t("spaces.own") : name || t("spaces.unnamed");

export const spaceErrorText = (error: SpaceError): string =>
  error.kind === "store" ? storeErrorText(error.error) : t(`spaces.error.${error.kind}`);

/** Of this tab, over a reload; absent: the user's own. */
const SHOWN = "daybook.space";
const TOGETHER = "together";
/** What takes longer does not come: its code could not be loaded, or it is not this profile's any more. */
const PATIENCE_MS = 3_000;

/** Where it cannot be kept a reload shows the user's own. */
function readShown(): SpaceId | typeof TOGETHER | null {
  try {
    const kept = sessionStorage.getItem(SHOWN);
    return kept === null || kept === TOGETHER ? kept : parseIdText("space", kept);
  } catch {
    return null;
  }
}

function keepShown(shown: string | null): void {
  try {
    if (shown === null) sessionStorage.removeItem(SHOWN);
    else sessionStorage.setItem(SHOWN, shown);
  } catch {
    // Refused or full.
  }
}

const shownIn = ({ shown, together, spaces }: SpacesState): string | null => {
  if (together) return TOGETHER;
  return spaces.some(({ id, isOwn }) => isOwn && id === shown) ? null : shown;
};

/**
 * Goes to what was on screen before the page was loaded again, once it is open, and notes what is. True until then: rows of another choice are not to be taken for
 * those of this one.
 */
function comeBack(client: Pick<ReplicaClient, "spaces" | "ask">): Accessor<boolean> {
  const [wanted, setWanted] = createSignal(readShown());
  createEffect(() => {
    const told = client.spaces();
    const before = untrack(wanted);
    // Windows are told once all are open.
    const isGone = before !== TOGETHER && told?.spaces.some(({ id }) => id === before) !== true;
    if (told === null || !(before === null || shownIn(told) === before || isGone)) return;
    setWanted(null);
    keepShown(shownIn(told));
  });
  const before = untrack(wanted);
  if (before !== null) {
    void client.ask({ kind: "show-space", space: before === TOGETHER ? null : before });
    const patience = setTimeout(() => setWanted(null), PATIENCE_MS);
    onCleanup(() => clearTimeout(patience));
  }
  const isReturning = createMemo(() => wanted() !== null);
  return isReturning;
}

const isWriter = ({ role, leaving }: SpaceInfo): boolean => leaving === null && (role === "owner" || role === "writer");

export function createSpaces(client: Pick<ReplicaClient, "spaces" | "ask">): Spaces {
  const all = createMemo(() => {
    const spaces = client.spaces()?.spaces ?? [];
    return spaces.length > 1 ? spaces : [];
  });
  const together = createMemo(() => all().length > 0 && client.spaces()?.together === true);
  const shared = createMemo(() => all().find(({ id, isOwn }) => !isOwn && id === client.spaces()?.shown) ?? null);
  const shownKey = createMemo(() => (together() ? TOGETHER : (shared()?.id ?? null)));
  const isReturning = comeBack(client);
  const find = (space: SpaceId | undefined): SpaceInfo | null =>
    space === undefined ? null : (all().find(({ id }) => id === space) ?? null);
  const isOnScreen = (space: SpaceId | null): boolean => (space === null ? together() : !together() && client.spaces()?.shown === space);
  const mayWrite = (): boolean => {
    if (isReturning()) return false;
    const space = shared();
    return space === null || isWriter(space);
  };
  return {
    all,
    shared,
    together,
    shownKey,
    find,
    cannotOpen: () => client.spaces()?.failed.length ?? 0,
    mayWrite,
    mayWriteIn(space) {
      const found = find(space);
      return found === null ? mayWrite() : isWriter(found);
    },
    isReturning,
    show(space) {
      if (untrack(() => isOnScreen(space))) return;
      location.hash = fragmentOf("open");
      void client.ask({ kind: "show-space", space });
    },
  };
}

/** Of a row of a shared space, for those who listen. */
export function spaceWords(spaces: Spaces, space: SpaceId | undefined): string | null {
  const found = spaces.find(space);
  if (found === null) return null;
  return t(spaces.mayWriteIn(space) ? "spaces.mark" : "spaces.markReadOnly", spaceName(found));
}
