// Takes what an editor has done to the body of an item (body.ts) into the item's document, as one update with a write of the field that marks the body. An
// editor works on a document of its own, under a client id of its own, which holds all of the item; nothing but the body may it change, and the mark of a
// mirror (mirror-mark.ts). A mark by itself is no edit: the item was not changed by it.

import * as Y from "yjs";
import { err, ok, type Result } from "../base/result.ts";
import { fragmentOf } from "./body.ts";
import { readBlocks, writtenBlocks } from "./body-blocks.ts";
import { BODY_FIELD } from "./body-names.ts";
import { applyUpdates, isWellFormedUpdate, type ItemDocument } from "./document.ts";
import { isChangeOfMark, readMark } from "./mirror-mark.ts";
import { updateItem, type ItemChange, type UpdateError, type WriteContext } from "./update-item.ts";

/** `bad-update`: it is none, changes something else than the body and the mark, or builds on what is not here. */
export type EditBodyError = UpdateError | { readonly kind: "bad-update" };

const BAD_UPDATE = err<EditBodyError>({ kind: "bad-update" });

/** As `editBody`, of an action that can be taken back, unless the body holds what cannot be written again. */
export function editBodyUndoably(document: ItemDocument, update: Uint8Array, context: WriteContext): Result<ItemChange, EditBodyError> {
  const before = readBlocks(document);
  const edited = editMarked(document, update, context);
  if (!edited.ok) return edited;
  const after = readBlocks(document);
  if (before === null || after === null) return ok({ ...edited.value, written: [] });
  const written = edited.value.written.map((field) => ({ ...field, blocks: writtenBlocks(before, after) }));
  return ok({ ...edited.value, written });
}

/** `update`: of the editor's document, a Yjs update V1. Answers the update (V1) for one record; after an error the document is thrown away. */
export function editBody(document: ItemDocument, update: Uint8Array, context: WriteContext): Result<Uint8Array, EditBodyError> {
  const edited = editMarked(document, update, context);
  return edited.ok ? ok(edited.value.update) : edited;
}

type MarkedEdit = ItemChange & { readonly update: Uint8Array };

function editMarked(document: ItemDocument, update: Uint8Array, context: WriteContext): Result<MarkedEdit, EditBodyError> {
  if (!isWellFormedUpdate(update)) return BAD_UPDATE;
  const changed = applyWatched(document, update);
  if (changed === null || changed.isOfOther || (changed.isOfMark && readMark(document.yDoc) === null)) return BAD_UPDATE;
  const isMarkAlone = changed.isOfMark && !changed.isOfBody;
  const marked = updateItem(document, { after: isMarkAlone ? {} : { [BODY_FIELD]: true } }, context);
  if (!marked.ok) return marked;
  const { update: mark, written } = marked.value;
  return ok({ update: Y.mergeUpdates(mark === null ? [update] : [update, mark]), written });
}

type Changed = { isOfBody: boolean; isOfMark: boolean; isOfOther: boolean };

/** Null where it is no update, or builds on what is not here. */
function applyWatched(document: ItemDocument, update: Uint8Array): Changed | null {
  const { yDoc } = document;
  const fragment = fragmentOf(document);
  const changed: Changed = { isOfBody: false, isOfMark: false, isOfOther: false };
  const look = (transaction: Y.Transaction): void => {
    for (const [type, keys] of transaction.changed) {
      if (isInside(type, fragment)) changed.isOfBody = true;
      else if (isChangeOfMark(yDoc, type, keys)) changed.isOfMark = true;
      else changed.isOfOther = true;
    }
  };
  yDoc.on("afterTransaction", look);
  const applied = applyUpdates(document, [update]);
  yDoc.off("afterTransaction", look);
  return applied.ok && !applied.value.isPending ? changed : null;
}

/** Whether a type is the fragment, or somewhere in it. */
function isInside(type: unknown, fragment: Y.XmlFragment): boolean {
  let outer: unknown = type;
  while (outer instanceof Y.AbstractType && outer !== fragment) outer = outer._item?.parent;
  return outer === fragment;
}
