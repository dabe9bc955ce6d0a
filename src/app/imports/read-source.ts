// Where a foreign document is read from, and what comes of it: what it holds, in each format that its bytes can be read in.

import { err, ok, type Result } from "../../base/result.ts";
import type { RoomPlace } from "../rooms/room-link.ts";
import type { Look, LookFault } from "../rooms/look-into-room.ts";
import type { RoomRefusal } from "../rooms/room-refusal.ts";
import { MAX_UPDATE_BYTES, readUpdate, readUpdates, type UpdateFault, type UpdateFormat } from "../../imports/read-update.ts";
import { rootsOf, type ForeignRoot } from "../../imports/roots.ts";
import { readStoredDocument } from "./stored-documents.ts";

export type Source =
  | { readonly kind: "file"; readonly file: File }
  | { readonly kind: "stored"; readonly name: string }
  | { readonly kind: "room"; readonly place: RoomPlace };

/** `alone`: nobody is in the room who has what is in it. `mirrored`: a note of this device has the room open, which can be done once. */
export type SourceFault = UpdateFault | LookFault | RoomRefusal | "alone" | "mirrored" | "gone" | "failed";

export type Rooms = {
  readonly look: (place: RoomPlace) => Promise<Look>;
  readonly isMirrored: (place: RoomPlace) => boolean;
};

export type Found = {
  /** What it is called where it comes from. */
  readonly name: string;
  readonly formats: ReadonlyMap<UpdateFormat, readonly ForeignRoot[]>;
};

const nameOf = (source: Source): string => {
  switch (source.kind) {
    case "file":
      return source.file.name;
    case "stored":
      return source.name;
    case "room":
      return source.place.room;
  }
};

async function readFile(file: File): Promise<Result<Found["formats"], SourceFault>> {
  if (file.size > MAX_UPDATE_BYTES) return err("too-large");
  const read = readUpdate(new Uint8Array(await file.arrayBuffer()));
  return read.ok ? ok(new Map([...read.value].map(([format, doc]) => [format, rootsOf(doc)]))) : read;
}

async function readStored(name: string): Promise<Result<Found["formats"], SourceFault>> {
  const updates = await readStoredDocument(indexedDB, name);
  if (updates === null) return err("gone");
  const read = readUpdates(updates);
  return read.ok ? ok(new Map([["v1", rootsOf(read.value)]])) : read;
}

function readLook(look: Look): Result<Found["formats"], SourceFault> {
  switch (look.kind) {
    case "seen":
      return look.isAlone ? err("alone") : ok(new Map([["v1", look.roots]]));
    case "fault":
      return err(look.fault);
    case "refused":
      return err(look.reason);
  }
}

async function readFrom(source: Source, rooms: Rooms): Promise<Result<Found["formats"], SourceFault>> {
  if (source.kind === "file") return readFile(source.file);
  if (source.kind === "stored") return readStored(source.name);
  return rooms.isMirrored(source.place) ? err("mirrored") : readLook(await rooms.look(source.place));
}

const isEmpty = (formats: Found["formats"]): boolean => [...formats.values()].every((roots) => roots.length === 0);

/** Never throws: what goes wrong unforeseen is `failed`. */
export async function readSource(source: Source, rooms: Rooms): Promise<Result<Found, SourceFault>> {
  try {
    const read = await readFrom(source, rooms);
    if (!read.ok) return read;
    return isEmpty(read.value) ? err("empty") : ok({ name: nameOf(source), formats: read.value });
  } catch {
    return err("failed");
  }
}
