// Carets between the editors of a room and those of the note: as y-prosemirror's cursor plugin has them in its clients' presence, which y-tiptap's and TipTap's are
// too. Strangers' values: whatever is wrong with a place, it is nowhere.

import * as Y from "yjs";
import type { CaretPlace } from "../../../editor/remote-carets.ts";
import { nameOf } from "./others-in-room.ts";
import type { Awareness } from "../../rooms/room-link.ts";

/** A caret of somebody in the room, at its place in the note. */
export type RoomCaret = CaretPlace & { readonly id: string; readonly name: string };

/** A place in the one text as the same place in the other; null: it is not there (yet). */
export type Carry = (position: Y.RelativePosition) => Y.RelativePosition | null;

const MAX_CARETS = 20;

const partOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

/** `root`: of the room. To ask for another one would make it. */
function fromRoom(json: unknown, root: string, carry: Carry): Uint8Array | null {
  if (typeof json !== "object" || json === null) return null;
  try {
    const position = Y.createRelativePositionFromJSON(json);
    const here = position.tname === null || position.tname === root ? carry(position) : null;
    return here === null ? null : Y.encodeRelativePosition(here);
  } catch {
    return null;
  }
}

/** `root`: of the room. */
export function caretsInRoom(
  { clientID, states }: Pick<Awareness, "clientID" | "states">,
  root: string,
  carry: Carry,
): readonly RoomCaret[] {
  const carets: RoomCaret[] = [];
  for (const [client, state] of states) {
    if (client === clientID || carets.length === MAX_CARETS) continue;
    const cursor = partOf(state, "cursor");
    const [anchor, head] = [fromRoom(partOf(cursor, "anchor"), root, carry), fromRoom(partOf(cursor, "head"), root, carry)];
    if (anchor !== null && head !== null) carets.push({ id: `room ${client}`, name: nameOf(state) ?? "", anchor, head });
  }
  return carets;
}

/** What is told in the room of a caret in the note. */
export function cursorOf({ anchor, head }: CaretPlace, carry: Carry): object | null {
  const [from, to] = [carry(Y.decodeRelativePosition(anchor)), carry(Y.decodeRelativePosition(head))];
  return from === null || to === null ? null : { anchor: from, head: to };
}
