// Dragging tasks and lists: what is under way, and where it may go. The elements are made draggable once the library has come, which happens
// when the page is at rest; until then, and without a pointer, everything is done by keys and menus.

import { createEffect, createSignal, onCleanup, onMount, type Accessor } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { TaskRow } from "../../model/task-row.ts";
import { whenIdle } from "../client/when-idle.ts";
import type { Point, SourceOptions, TargetOptions } from "./drag-module.ts";

/** Attaches something to an element; answers what takes it away again. */
type Attach<Options> = (element: HTMLElement, options: Options) => () => void;

type DragModule = {
  readonly makeSource: Attach<SourceOptions>;
  readonly makeTarget: Attach<TargetOptions>;
  readonly scrollAtEdges: (element: HTMLElement) => () => void;
};

export type Dragged =
  | {
      readonly kind: "tasks";
      readonly ids: readonly ItemId[];
      readonly words: string;
      /** Of all of them, wherever they are. */
      readonly rows: () => Promise<readonly TaskRow[]>;
    }
  | { readonly kind: "list" | "view"; readonly id: ItemId; readonly words: string };

export type DragSource = {
  readonly canDrag: (at: Point) => boolean;
  readonly begin: () => Dragged;
};

export type DropTarget = {
  readonly accepts: (dragged: Dragged) => boolean;
  /** `null`: not over it any more. */
  readonly over: (at: Point | null, dragged: Dragged) => void;
  readonly drop: (at: Point, dragged: Dragged) => void;
};

/** All three last as long as their owner. */
export interface DragDesk {
  readonly dragged: Accessor<Dragged | null>;
  source(element: HTMLElement, source: DragSource): void;
  target(element: HTMLElement, target: DropTarget): void;
  /** Scrolls while something is held at its edges. */
  scroller(element: HTMLElement): void;
}

export function createDragDesk(): DragDesk {
  const [module, setModule] = createSignal<DragModule | null>(null);
  const [dragged, setDragged] = createSignal<Dragged | null>(null);
  const load = async (): Promise<void> => {
    const loaded = await import("./drag-module.ts").catch(() => null);
    setModule(loaded);
  };
  onMount(() => whenIdle(() => void load()));

  const withModule = (attach: (loaded: DragModule) => () => void): void =>
    createEffect(() => {
      const loaded = module();
      if (loaded !== null) onCleanup(attach(loaded));
    });

  return {
    dragged,
    source: (element, { canDrag, begin }) =>
      withModule((loaded) =>
        loaded.makeSource(element, {
          canDrag,
          onStart() {
            const begun = begin();
            setDragged(begun);
            return begun.words;
          },
          // What it is dropped on is told after this.
          onEnd: () => queueMicrotask(() => setDragged(null)),
        }),
      ),
    target: (element, { accepts, over, drop }) =>
      withModule((loaded) =>
        loaded.makeTarget(element, {
          accepts: () => {
            const held = dragged();
            return held !== null && accepts(held);
          },
          onOver: (at) => withHeld(dragged(), (held) => over(at, held)),
          onLeave: () => withHeld(dragged(), (held) => over(null, held)),
          onDrop: (at) => withHeld(dragged(), (held) => drop(at, held)),
        }),
      ),
    scroller: (element) => withModule((loaded) => loaded.scrollAtEdges(element)),
  };
}

function withHeld(held: Dragged | null, run: (held: Dragged) => void): void {
  if (held !== null) run(held);
}
