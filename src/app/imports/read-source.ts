// Where a foreign document is read from, and what comes of it: what it holds, in each format that its bytes can be read in.

import { err, ok, type Result } from "../../base/result.ts";
import { MAX_UPDATE_BYTES, readUpdate, readUpdates, type UpdateFault, type UpdateFormat } from "../../imports/read-update.ts";
import { rootsOf, type ForeignRoot } from "../../imports/roots.ts";
import { readRoom, type RoomAddress, type RoomFault } from "./read-room.ts";
import { readStoredDocument } from "./stored-documents.ts";

export type Source =
  | { readonly kind: "file"; readonly file: File }
  | { readonly kind: "stored"; readonly name: string }
  | { readonly kind: "room"; readonly address: RoomAddress };

export type SourceFault = UpdateFault | RoomFault | "gone" | "failed";

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
      return source.address.room;
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

async function readFrom(source: Source): Promise<Result<Found["formats"], SourceFault>> {
  if (source.kind === "file") return readFile(source.file);
  if (source.kind === "stored") return readStored(source.name);
  const read = await readRoom(source.address);
  return read.ok ? ok(new Map([["v1", rootsOf(read.value)]])) : read;
}

const isEmpty = (formats: Found["formats"]): boolean => [...formats.values()].every((roots) => roots.length === 0);

/** Never throws: what goes wrong unforeseen is `failed`. */
export async function readSource(source: Source): Promise<Result<Found, SourceFault>> {
  try {
    const read = await readFrom(source);
    if (!read.ok) return read;
    return isEmpty(read.value) ? err("empty") : ok({ name: nameOf(source), formats: read.value });
  } catch {
    return err("failed");
  }
}
