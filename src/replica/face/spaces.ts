// What windows and worker say to each other of the spaces of this profile: its own one, and those that it shares with others. One of them is on screen in
// each tab: all that a window asks for otherwise, and is told, is of that one.

import type { DeviceId, ItemId, SpaceId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { WriteError } from "../space-writer.ts";
import type { StoreError } from "../../ports/store.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { ActError, ActReceipt } from "../face.ts";
import type { MemberAnswers, MemberRequest } from "./members.ts";

/** `none`: no member any more, or not known to be one yet. */
export type SpaceRole = "owner" | "writer" | "reader" | "none";

/** A space that somebody is let into: what it is called (empty: it has no name), and what they may do there. */
export type SharedPlace = { readonly name: string; readonly role: "owner" | "writer" | "reader" };

/** Absent in an invitation: another device of the user's own. */
export type InvitedInto = { readonly space: SpaceId; readonly role: SharedPlace["role"] };

/** `records`: what only this device holds is to be sent first; `others`: somebody else is to hear of it. */
export type SpaceLeaving = { readonly waitsFor: "records" | "others" };

export type SpaceInfo = {
  readonly id: SpaceId;
  readonly name: string | null;
  /** The user's own one, which is always there. */
  readonly isOwn: boolean;
  /** This device's. */
  readonly role: SpaceRole;
  /** The devices that are in it, this one first. */
  readonly people: readonly {
    readonly id: DeviceId;
    readonly name: string | null;
    readonly role: SpaceRole;
    readonly isSelf: boolean;
  }[];
  /** Devices that were in it; not those of people who have come again with another key. */
  readonly former: readonly { readonly id: DeviceId; readonly name: string | null; readonly hasLeft: boolean }[];
  /** Null: it is not being left. */
  readonly leaving: SpaceLeaving | null;
  /** This device was taken out of it, and is not leaving by itself. */
  readonly isRemoved: boolean;
  /** And asked to delete what it holds. */
  readonly asksToWipe: boolean;
  /** Records that neither the relay nor another device is known to hold. */
  readonly recordsOnlyHere: number;
};

export type SpacesState = {
  /** On screen in this tab; the own one where all are. */
  readonly shown: SpaceId;
  /** All are on screen together. */
  readonly together: boolean;
  /** The own one first. */
  readonly spaces: readonly SpaceInfo[];
  /** Those that cannot be opened; the others go on. */
  readonly failed: readonly { readonly id: SpaceId; readonly error: StoreError }[];
};

export type SpaceRequest =
  /** Null: all together. Answered once it is on screen, if it is open. */
  | { readonly kind: "show-space"; readonly space: SpaceId | null }
  /** One to be shared with others. It is shown from then on. */
  | { readonly kind: "found-space"; readonly name: string }
  | { readonly kind: "name-space"; readonly space: SpaceId; readonly name: string }
  /**
   * It goes when what only this device holds of it is with others, unless that is not to be waited for (`isHurried`), and somebody else has heard of it: all
   * that is here of it, too. Answered once it is certain to go on by itself. One that cannot be opened is none of the profile's any more.
   */
  | { readonly kind: "leave-space"; readonly space: SpaceId; readonly isHurried: boolean }
  /** Takes that back, as long as nobody can have heard of it. */
  | { readonly kind: "stay-in-space"; readonly space: SpaceId }
  /** Of one that this device was removed from: what is here of it goes. */
  | { readonly kind: "forget-space"; readonly space: SpaceId }
  /** What is in it is in the user's own space too then, as new items; `list` is what that is called in which tasks without one go. */
  | { readonly kind: "copy-space"; readonly space: SpaceId; readonly list: string }
  /** A new space with new keys and the same items takes the place of the user's own one; no other device is in it. */
  | { readonly kind: "refound-space" }
  /**
   * Tasks, notes and lists with their tasks, to a list of another space, or (null) to its inbox. They are new items there, under new ids, and the ones they were
   * go into the trash.
   */
  | { readonly kind: "move-to-space"; readonly ids: readonly ItemId[]; readonly space: SpaceId; readonly list: ItemId | null }
  /** Copies of tasks, with their parts, and of lists with their tasks, beside what they are copies of. The copies of `ids` come first among the answer's items. */
  | { readonly kind: "copy-items"; readonly ids: readonly ItemId[]; readonly as: CopyAs }
  | MemberRequest;

export type CopyAs = {
  /** Of a list: what the copy is called. */
  readonly name?: string;
  /** A list that others are made from, out of sight with its tasks. */
  readonly isTemplate?: boolean;
  /** All of it is still to be done. */
  readonly isFresh?: boolean;
  /** All days move with the earliest of them, which becomes this one; null: they stay. */
  readonly firstDay?: PlainDay | null;
};

export type SpaceError =
  | { readonly kind: "store"; readonly error: StoreError }
  /** No such space is open; or it is the user's own, which cannot be left. */
  | { readonly kind: "no-such-space" }
  | { readonly kind: "too-many" }
  /** The leaving has been stated already. */
  | { readonly kind: "too-late" }
  /** This device is in the space. */
  | { readonly kind: "still-in" }
  /** Of what is moved into a space that is founded anew. */
  | WriteError;

export type SpaceAnswers = MemberAnswers & {
  "show-space": null;
  "found-space": Result<SpaceId, SpaceError>;
  "name-space": Result<null, SpaceError>;
  "leave-space": Result<null, SpaceError>;
  "move-to-space": Result<ActReceipt, ActError>;
  "copy-space": Result<ActReceipt, ActError>;
  "copy-items": Result<ActReceipt, ActError>;
  "stay-in-space": Result<null, SpaceError>;
  "forget-space": Result<null, SpaceError>;
  /** How many items came along. */
  "refound-space": Result<number, SpaceError>;
};

const KINDS: ReadonlySet<string> = new Set<SpaceRequest["kind"]>([
  "show-space",
  "found-space",
  "name-space",
  "leave-space",
  "stay-in-space",
  "copy-space",
  "forget-space",
  "change-member",
  "refound-space",
  "move-to-space",
  "copy-items",
]);

export const isSpaceRequest = (request: { readonly kind: string }): request is SpaceRequest => KINDS.has(request.kind);

export type SpacePush = { readonly kind: "spaces"; readonly spaces: SpacesState };
