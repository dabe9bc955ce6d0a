// The lists, the views and the tags, which every window has in full: told at the start and whenever they are not what was told last.

import type { ReplicaPush, TagUse } from "./face.ts";
import type { ShownIndex } from "./screen.ts";

type CollectionPush = Extract<ReplicaPush, { kind: "lists" | "tags" }>;

export class Collections {
  readonly #push: (push: CollectionPush) => void;
  #lists: Extract<CollectionPush, { kind: "lists" }> | null = null;
  #tags: readonly TagUse[] | null = null;
  #counted: { readonly index: ShownIndex; readonly revision: number } | null = null;

  constructor(push: (push: CollectionPush) => void) {
    this.#push = push;
  }

  /** All that was told last. */
  shown(): readonly CollectionPush[] {
    return [
      ...(this.#lists === null ? [] : [this.#lists]),
      ...(this.#tags === null ? [] : [{ kind: "tags", tags: this.#tags } satisfies CollectionPush]),
    ];
  }

  /** The index has changed, or is another one. */
  refresh(index: ShownIndex): void {
    const lists = index.listRows();
    const views = index.viewRows();
    if (this.#lists === null || !isSame(this.#lists.lists, lists, Object.is) || !isSame(this.#lists.views, views, Object.is)) {
      this.#lists = { kind: "lists", lists, views };
      this.#push(this.#lists);
    }
    const { revision } = index.tags;
    if (this.#counted?.index === index && this.#counted.revision === revision) return;
    this.#counted = { index, revision };
    const tags = index.tags.uses();
    if (this.#tags !== null && isSame(this.#tags, tags, isSameUse)) return;
    this.#tags = tags;
    this.#push({ kind: "tags", tags });
  }
}

const isSameUse = (a: TagUse, b: TagUse | undefined): boolean => a.tag === b?.tag && a.open === b.open && a.all === b.all;

const isSame = <T>(a: readonly T[], b: readonly T[], isEqual: (a: T, b: T | undefined) => boolean): boolean =>
  a.length === b.length && a.every((value, index) => isEqual(value, b[index]));
