// The spaces of this profile as the screens read them. What is on screen is of one of them.

import { createEffect, createMemo, untrack, type Accessor } from "solid-js";
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
  /** Goes to its tasks: a list, a note or a task that was on screen is of another one. */
  show(space: SpaceId): void;
}

export const spaceName = ({ isOwn, name }: Pick<SpaceInfo, "isOwn" | "name">): string =>
  isOwn ? t("spaces.own") : name || t("spaces.unnamed");

export const spaceErrorText = (error: SpaceError): string =>
  error.kind === "store" ? storeErrorText(error.error) : t(`spaces.error.${error.kind}`);

/** Of this tab, over a reload. */
const SHOWN = "daybook.space";

/** Where it cannot be kept a reload shows the user's own. */
function readShown(): string | null {
  try {
    return sessionStorage.getItem(SHOWN);
  } catch {
    return null;
  }
}

function keepShown(space: SpaceId): void {
  try {
    sessionStorage.setItem(SHOWN, space);
  } catch {
    // Refused or full.
  }
}

/** Goes to the shared space that was on screen before the page was loaded again, once it is open; and notes which one is. */
function comeBack(client: Pick<ReplicaClient, "spaces" | "ask">): void {
  let wanted = readShown();
  createEffect(() => {
    const told = client.spaces();
    if (told === null) return;
    const before = told.spaces.find(({ id }) => id === wanted);
    wanted = null;
    if (before !== undefined && before.id !== told.shown) void client.ask({ kind: "show-space", space: before.id });
    else keepShown(told.shown);
  });
}

export function createSpaces(client: Pick<ReplicaClient, "spaces" | "ask">): Spaces {
  const all = createMemo(() => {
    const spaces = client.spaces()?.spaces ?? [];
    return spaces.length > 1 ? spaces : [];
  });
  const shared = createMemo(() => all().find(({ id, isOwn }) => !isOwn && id === client.spaces()?.shown) ?? null);
  const sharedId = createMemo(() => shared()?.id ?? null);
  comeBack(client);
  const isOnScreen = (space: SpaceId): boolean => client.spaces()?.shown === space;
  return {
    all,
    shared,
    sharedId,
    cannotOpen: () => client.spaces()?.failed.length ?? 0,
    mayWrite: () => {
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
