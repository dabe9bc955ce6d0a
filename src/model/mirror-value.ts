// What is written into the field `mirror` (mirror-field.ts).

import { isRecordValue, type FieldValue, type FieldValues } from "../items/field-value.ts";
import { parseMirror, type MirrorRoom, type NoteMirror } from "./mirror-field.ts";

const samePlace = (a: MirrorRoom, b: MirrorRoom): boolean =>
  a.kind === b.kind && a.address === b.address && a.room === b.room && a.password === b.password;

const sameRoom = (a: MirrorRoom, b: MirrorRoom): boolean => samePlace(a, b) && a.rootName === b.rootName && a.rootType === b.rootType;

/** Parts of `present` that this version does not know are carried over where it says the same room. */
export function mirrorValue(mirror: NoteMirror, present: FieldValue = null): FieldValues {
  const { kind, address, room, password, rootName, rootType, device, stint } = mirror;
  const before = parseMirror(present);
  const carried = before !== null && sameRoom(before, mirror) && isRecordValue(present) ? present : {};
  const sealing = password === "" ? {} : { password };
  return { ...carried, ...sealing, kind, address, room, root: rootName, type: rootType, device, stint };
}
