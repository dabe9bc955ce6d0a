// The spaces of this profile as the screens read them. What is on screen is of one of them.

import { createEffect, createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { SpaceId } from "../../base/ids.ts";
import type { SpaceError, SpaceInfo } from "../../replica/face/spaces.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { fragmentOf } from "../shell/place.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";

export interface Spaces {
  /** The own one first; empty while there is no other. */
  readonly all: Accessor<readonly SpaceInfo[]>;
  /** The shared one that is on screen; null: the user's own is. */
  readonly shared: Accessor<SpaceInfo | null>;
  /** Of the one on screen, for what must begin anew with another; null: the user's own. */
  readonly sharedId: Accessor<SpaceId | null>;
  readonly cannotOpen: Accessor<number>;
  readonly mayWrite: Accessor<boolean>;
  /** The shared space that was on screen before a load is not there yet. What is on screen meanwhile is not what the user left, and takes nothing that is typed. */
  readonly isReturning: Accessor<boolean>;
  /** Goes to its tasks: a list, a note or a task that was on screen is of another one. */
  show(space: SpaceId): void;
}

export const spaceName = ({ isOwn, name }: Pick<SpaceInfo, "isOwn" | "name">): string =>
  isOwn ? t("spaces.own") : name || t("spaces.unnamed");

export const spaceErrorText = (error: SpaceError): string =>
  error.kind === "store" ? storeErrorText(error.error) : t(`spaces.error.${error.kind}`);

/** Of this tab, over a load: the shared space that was on screen. */
const SHOWN = "daybook.space";
/** What takes longer does not come: its code could not be loaded, or it is not this profile's any more. */
const PATIENCE_MS = 3_000;

/** Where it cannot be kept a load shows the user's own. */
function readShown(): string | null {
  try {
    return sessionStorage.getItem(SHOWN);
  } catch {
    return null;
  }
}

function keepShown(shared: SpaceId | null): void {
  try {
    if (shared === null) sessionStorage.removeItem(SHOWN);
    else sessionStorage.setItem(SHOWN, shared);
  } catch {
    // Refused or full.
  }
}

/** Goes to the shared space that was on screen before the page was loaded again, once it is open; and notes which one is. True until then. */
function comeBack(client: Pick<ReplicaClient, "spaces" | "ask">): Accessor<boolean> {
  const [wanted, setWanted] = createSignal(readShown());
  let isAsked = false;
  createEffect(() => {
    const told = client.spaces();
    if (told === null) return;
    const before = told.spaces.find(({ id }) => id === untrack(wanted));
    if (before === undefined || before.id === told.shown) {
      setWanted(null);
      keepShown(told.spaces.some(({ id, isOwn }) => isOwn && id === told.shown) ? null : told.shown);
    } else if (!isAsked) {
      isAsked = true;
      void client.ask({ kind: "show-space", space: before.id });
    }
  });
  if (untrack(wanted) !== null) {
    const patience = setTimeout(() => setWanted(null), PATIENCE_MS);
    onCleanup(() => clearTimeout(patience));
  }
  const isReturning = createMemo(() => wanted() !== null);
  return isReturning;
}

export function createSpaces(client: Pick<ReplicaClient, "spaces" | "ask">): Spaces {
  const all = createMemo(() => {
    const spaces = client.spaces()?.spaces ?? [];
    return spaces.length > 1 ? spaces : [];
  });
  const shared = createMemo(() => all().find(({ id, isOwn }) => !isOwn && id === client.spaces()?.shown) ?? null);
  const sharedId = createMemo(() => shared()?.id ?? null);
  const isReturning = comeBack(client);
  const isOnScreen = (space: SpaceId): boolean => client.spaces()?.shown === space;
  return {
    all,
    shared,
    sharedId,
    cannotOpen: () => client.spaces()?.failed.length ?? 0,
    isReturning,
    mayWrite: () => {
      if (isReturning()) return false;
      const space = shared();
      return space === null || (space.leaving === null && (space.role === "owner" || space.role === "writer"));
    },
    show(space) {
      if (untrack(() => isOnScreen(space))) return;
      location.hash = fragmentOf("open");
      void client.ask({ kind: "show-space", space });
    },
  };
}
