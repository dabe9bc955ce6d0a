// How the mirror of a note goes, on the device that runs it: plain values, since one tab runs it and all of the browser show it.

import type { OthersInRoom } from "./others-in-room.ts";
import type { RoomLinkState } from "../../rooms/room-link.ts";
import type { RoomRefusal } from "../../rooms/room-refusal.ts";

/** Why it does not go on by itself. The note keeps what it has. */
export type MirrorStop =
  /** One side holds what the other cannot. */
  | "uncarried-note"
  | "uncarried-room"
  | "too-large"
  /** This device has no room left to keep where both stand, or cannot. */
  | "store-full"
  | "store-failed"
  /** What comes from the room cannot be saved into the note. */
  | "not-saved"
  | RoomRefusal
  /** Another note is mirrored with the room, or this browser has it open in another way. */
  | "room-taken"
  /** This device mirrors as many notes as it may. */
  | "too-many"
  | "unreadable"
  | "no-code"
  | "failed";

export type MirrorReport =
  | { readonly kind: "opening" }
  /** The room must have been heard before anything is said in it. */
  | { readonly kind: "waiting"; readonly link: RoomLinkState; readonly others: OthersInRoom }
  /** `isSaved`: false while what came from the room cannot be saved into the note, which is tried again. */
  | { readonly kind: "mirroring"; readonly link: RoomLinkState; readonly others: OthersInRoom; readonly isSaved: boolean }
  | { readonly kind: "stopped"; readonly reason: MirrorStop };

/** How many others are in the room that a note is mirrored with. */
export const othersInRoom = (report: MirrorReport | null): number => (report?.kind === "mirroring" ? report.others.count : 0);
