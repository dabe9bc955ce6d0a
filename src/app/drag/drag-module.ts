// The part of dragging that is loaded once the page is at rest: the library, behind the few calls that the desk makes.

import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { setCustomNativeDragPreview } from "@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview";
import styles from "./drag.module.css";
import { addTouchScroller, addTouchSource, addTouchTarget } from "./touch-drag.ts";

export type Point = { readonly x: number; readonly y: number };

export type SourceOptions = {
  readonly canDrag: (at: Point) => boolean;
  /** Answers the words that go along with the pointer. */
  readonly onStart: () => string;
  readonly onEnd: () => void;
};

export type TargetOptions = {
  readonly accepts: () => boolean;
  readonly onOver: (at: Point) => void;
  readonly onLeave: () => void;
  readonly onDrop: (at: Point) => void;
};

type Stop = () => void;

const pointOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point => ({ x: clientX, y: clientY });

const both =
  (one: Stop, other: Stop): Stop =>
  () => {
    one();
    other();
  };

export function makeSource(element: HTMLElement, source: SourceOptions): Stop {
  const { canDrag, onStart, onEnd } = source;
  const stop = draggable({
    element,
    canDrag: ({ input }) => canDrag(pointOf(input)),
    onGenerateDragPreview({ nativeSetDragImage }) {
      const words = onStart();
      setCustomNativeDragPreview({
        nativeSetDragImage,
        render({ container }) {
          const preview = document.createElement("div");
          preview.className = styles["preview"] ?? "";
          preview.textContent = words;
          container.append(preview);
        },
      });
    },
    onDrop: onEnd,
  });
  return both(stop, addTouchSource(element, source));
}

export function makeTarget(element: HTMLElement, target: TargetOptions): Stop {
  const { accepts, onOver, onLeave } = target;
  const onDrop = (at: Point): void => {
    onLeave();
    target.onDrop(at);
  };
  const stop = dropTargetForElements({
    element,
    canDrop: accepts,
    onDrag: ({ location }) => onOver(pointOf(location.current.input)),
    onDragEnter: ({ location }) => onOver(pointOf(location.current.input)),
    onDragLeave: onLeave,
    onDrop: ({ location }) => onDrop(pointOf(location.current.input)),
  });
  return both(stop, addTouchTarget(element, { ...target, onDrop }));
}

export const scrollAtEdges = (element: HTMLElement): Stop => both(autoScrollForElements({ element }), addTouchScroller(element));
