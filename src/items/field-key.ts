// The keys of a field in a document, for who writes it (field-entry.ts reads them).

import { bytesToBase64url } from "../base/bytes.ts";
import { idToBytes, type LogTag } from "../base/ids.ts";
import type { ItemDocument } from "./document.ts";
import { SEPARATOR } from "./field-entry.ts";

export const fieldKey = (field: string, writer: LogTag): string => field + SEPARATOR + bytesToBase64url(idToBytes(writer));

/** The keys under which `field` stands now, whoever wrote them and whatever they hold. */
export function keysOfField(document: ItemDocument, field: string): string[] {
  const prefix = field + SEPARATOR;
  return [...document.fields.keys()].filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes(SEPARATOR));
}
