// Whether the editor could be bound to a note of these nodes, before there is one.

import { getSchema } from "@tiptap/core";
import * as Y from "yjs";
import { BODY_ROOT } from "../items/body-names.ts";
import { isBindable } from "./bindable.ts";
import { noteExtensions } from "./note-format.ts";

/** `updates`: of the note's body, all there are. */
export function canEdit(updates: Iterable<Uint8Array>): boolean {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return isBindable(doc.getXmlFragment(BODY_ROOT), getSchema(noteExtensions(() => "")));
}
