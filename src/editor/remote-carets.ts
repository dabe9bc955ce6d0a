// Where others are in the text of a note, drawn over it: a caret with a name for each, and what each has selected. Nothing of it is in the document or in what
// screen readers read. Places are Yjs relative positions, so that they stay at their letters whatever is written here meanwhile; one that cannot be found yet,
// since what it stands in is still on its way, is looked for again with each change from elsewhere, and until then the caret stays where it was.

import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { BODY_ROOT } from "../items/body-names.ts";

/** Yjs relative positions in the body, encoded; `head` is where the caret stands. */
export type CaretPlace = { readonly anchor: Uint8Array; readonly head: Uint8Array };

export type RemoteCaret = CaretPlace & {
  readonly id: string;
  readonly name: string;
  /** Any colour of CSS, a variable too. */
  readonly color: string;
};

/** A caret as it is drawn; null: its place was never found. `turn` grows with each move. */
type Drawn = { readonly caret: RemoteCaret; readonly turn: number; readonly anchor: number | null; readonly head: number | null };

type Shown = { readonly drawn: readonly Drawn[]; readonly decorations: DecorationSet };

const NOBODY: Shown = { drawn: [], decorations: DecorationSet.empty };

const key = new PluginKey<Shown>("remoteCarets");

type Binding = { readonly type: Y.XmlFragment; readonly mapping: Parameters<typeof absolutePositionToRelativePosition>[2] };

/** Null while nothing is bound. */
function bindingOf(state: EditorState): Binding | null {
  // y-tiptap types it as any.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are its parts
  return ((ySyncPluginKey.getState(state) as { binding: Binding | null } | undefined) ?? { binding: null }).binding;
}

/** Null where it is not found (yet). Foreign bytes: whatever is wrong with them, they are nowhere. */
function placeOf(end: Uint8Array, { type, mapping }: Binding, state: EditorState): number | null {
  const { doc } = type;
  if (doc === null) return null;
  try {
    const position = Y.decodeRelativePosition(end);
    // To ask for another root would make it.
    if (position.tname !== null && position.tname !== BODY_ROOT) return null;
    const place: unknown = relativePositionToAbsolutePosition(doc, type, position, mapping);
    return typeof place === "number" && place >= 0 && place <= state.doc.content.size ? place : null;
  } catch {
    return null;
  }
}

const within = (place: number | null, state: EditorState): number | null =>
  place === null ? null : Math.min(place, state.doc.content.size);

const isSamePlace = (a: CaretPlace, b: CaretPlace): boolean =>
  a === b || (a.anchor.join() === b.anchor.join() && a.head.join() === b.head.join());

function draw(caret: RemoteCaret, before: Omit<Drawn, "caret"> & { readonly caret: RemoteCaret | null }, state: EditorState): Drawn {
  const binding = bindingOf(state);
  const find = (end: Uint8Array): number | null => (binding === null ? null : placeOf(end, binding, state));
  const anchor = find(caret.anchor) ?? within(before.anchor, state);
  const head = find(caret.head) ?? within(before.head, state);
  const isSame = before.caret !== null && isSamePlace(before.caret, caret);
  return { caret, turn: isSame ? before.turn : before.turn + 1, anchor, head };
}

const NOT_DRAWN = { caret: null, turn: 0, anchor: null, head: null };

function shownWith(drawn: readonly Drawn[], state: EditorState): Shown {
  return {
    drawn,
    decorations: DecorationSet.create(
      state.doc,
      drawn.flatMap((one) => decorationsOf(one, state)),
    ),
  };
}

function decorationsOf({ caret: { id, name, color }, turn, anchor, head }: Drawn, { doc }: EditorState): Decoration[] {
  if (head === null) return [];
  const made: Decoration[] = [];
  if (anchor !== null && anchor !== head) {
    const selection = { class: "remote-selection", style: `--remote-color: ${color}` };
    made.push(Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), selection));
  }
  // Between blocks there is no line that it could stand in.
  if (!doc.resolve(head).parent.inlineContent) return made;
  // Another element with each move, so that the name shows again.
  const widget = { key: `${id}/${turn}/${name}/${color}`, side: 1, ignoreSelection: true };
  return [...made, Decoration.widget(head, (view) => caretElement(view, name, color), widget)];
}

/** More than the name takes, in px. */
const NAME_WIDTH = 160;

function caretElement(view: EditorView, name: string, color: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "remote-caret";
  element.setAttribute("aria-hidden", "true");
  element.dataset["name"] = name;
  element.style.setProperty("--remote-color", color);
  requestAnimationFrame(() => {
    const room = view.dom.getBoundingClientRect().right - element.getBoundingClientRect().left;
    element.toggleAttribute("data-at-end", room < NAME_WIDTH);
  });
  return element;
}

function applyTo(shown: Shown, transaction: Transaction, state: EditorState): Shown {
  // Set by `showCarets` alone.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const told = transaction.getMeta(key) as readonly RemoteCaret[] | undefined;
  if (told === undefined && shown.drawn.length === 0) return shown;
  if (told !== undefined || transaction.getMeta(ySyncPluginKey) !== undefined) {
    const carets = told ?? shown.drawn.map(({ caret }) => caret);
    const before = new Map(shown.drawn.map((one) => [one.caret.id, one]));
    return shownWith(
      carets.map((caret) => draw(caret, before.get(caret.id) ?? NOT_DRAWN, state)),
      state,
    );
  }
  if (!transaction.docChanged) return shown;
  const mapped = (place: number | null): number | null => (place === null ? null : transaction.mapping.map(place, -1));
  return shownWith(
    shown.drawn.map((one) => ({ ...one, anchor: mapped(one.anchor), head: mapped(one.head) })),
    state,
  );
}

/** Behind the plugin that binds the text to Yjs. */
export const makeRemoteCarets = (): Plugin<Shown> =>
  new Plugin<Shown>({
    key,
    state: { init: () => NOBODY, apply: (transaction, shown, _before, state) => applyTo(shown, transaction, state) },
    props: { decorations: caretsIn },
  });

/** Has a transaction show these, in place of those shown before. */
export const withCarets = (transaction: Transaction, carets: readonly RemoteCaret[]): Transaction =>
  transaction.setMeta(key, carets).setMeta("addToHistory", false);

/** What is drawn. */
export const caretsIn = (state: EditorState): DecorationSet => (key.getState(state) ?? NOBODY).decorations;

export function showCarets(view: EditorView, carets: readonly RemoteCaret[]): void {
  const { drawn } = key.getState(view.state) ?? NOBODY;
  if (carets.length > 0 || drawn.length > 0) view.dispatch(withCarets(view.state.tr, carets));
}

/** Where the selection of this editor is; null where that cannot be said. */
export function caretPlaceOf(state: EditorState): CaretPlace | null {
  const binding = bindingOf(state);
  if (binding === null) return null;
  const { anchor, head } = state.selection;
  const encode = (place: number): Uint8Array => {
    // y-tiptap types it as any.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    return Y.encodeRelativePosition(absolutePositionToRelativePosition(place, binding.type, binding.mapping) as Y.RelativePosition);
  };
  return { anchor: encode(anchor), head: encode(head) };
}
