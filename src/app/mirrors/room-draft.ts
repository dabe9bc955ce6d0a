// What somebody types to say which room a note is to be mirrored with, and what is wrong with it.

import { err, ok, type Result } from "../../base/result.ts";
import { isMirrorName, type MirrorRoom, type MirrorRootType } from "../../model/mirror-field.ts";
import { EMPTY_PLACE, parsePlaceDraft, type PlaceDraft, type PlaceFaults } from "../rooms/place-draft.ts";
import type { PlainMessageKey } from "../texts/messages.ts";

/** Where editors keep their text when nobody says otherwise: TipTap, y-prosemirror's examples, those of y-codemirror.next and y-monaco. */
export const usualRoots = (type: MirrorRootType): readonly string[] =>
  type === "fragment" ? ["default", "prosemirror"] : ["codemirror", "monaco"];

export type RoomDraft = PlaceDraft &
  Pick<MirrorRoom, "rootName" | "rootType"> & {
    /** The name is none of the usual ones. */
    readonly isOtherRoot: boolean;
  };

export const EMPTY_DRAFT: RoomDraft = { ...EMPTY_PLACE, rootName: "default", isOtherRoot: false, rootType: "fragment" };

export type DraftFaults = PlaceFaults & { readonly rootName?: PlainMessageKey };

export function parseDraft(draft: RoomDraft, pageProtocol: string): Result<MirrorRoom, DraftFaults> {
  const place = parsePlaceDraft(draft, pageProtocol);
  const rootName = draft.rootName.trim();
  if (!isMirrorName(rootName)) return err({ ...(place.ok ? {} : place.error), rootName: "mirror.rootWrong" });
  return place.ok ? ok({ ...place.value, rootName, rootType: draft.rootType }) : place;
}
