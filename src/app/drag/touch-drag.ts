// Dragging with a finger by a handle, among the same sources and targets as with a mouse: the browsers' own dragging begins with a finger that is held
// first, and in some of them never. What is dragged goes along above the finger; at the edges of what scrolls it scrolls.

import type { Point, SourceOptions, TargetOptions } from "./drag-module.ts";
import styles from "./drag.module.css";

type Stop = () => void;

/** What a finger takes hold of; its `touch-action` is none. */
const HANDLE = "[data-grip]";
/** A finger that goes no further taps. */
const SLACK_PX = 6;
/** From the edge of what scrolls, and how far it goes at most in one frame. */
const EDGE_PX = 64;
const SCROLL_PX = 12;
/** Above the finger, where it can be seen. */
const PREVIEW_ABOVE_PX = 60;

const targets = new Map<Element, TargetOptions>();
const scrollers = new Set<HTMLElement>();

export function addTouchTarget(element: HTMLElement, target: TargetOptions): Stop {
  targets.set(element, target);
  return () => void targets.delete(element);
}

export function addTouchScroller(element: HTMLElement): Stop {
  scrollers.add(element);
  return () => void scrollers.delete(element);
}

/** The innermost one that takes what is held. */
function targetAt({ x, y }: Point): TargetOptions | null {
  for (let element = document.elementFromPoint(x, y); element !== null; element = element.parentElement) {
    const target = targets.get(element);
    if (target?.accepts() === true) return target;
  }
  return null;
}

/** Whether anything has been scrolled. */
function scrollAt({ x, y }: Point): boolean {
  let hasScrolled = false;
  for (const element of scrollers) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    if (x < left || x > right) continue;
    const into = y < top + EDGE_PX ? y - top - EDGE_PX : Math.max(0, y - bottom + EDGE_PX);
    const before = element.scrollTop;
    element.scrollTop += Math.max(-1, Math.min(1, into / EDGE_PX)) * SCROLL_PX;
    hasScrolled ||= element.scrollTop !== before;
  }
  return hasScrolled;
}

function makePreview(words: string): HTMLElement {
  const preview = document.createElement("div");
  preview.className = `${styles["preview"]} ${styles["held"]}`;
  preview.textContent = words;
  document.body.append(preview);
  return preview;
}

/** From the moment it is under way; answers what moves and what ends it. */
function holdAt(start: Point, source: SourceOptions): { moveTo(at: Point): void; end(isDropped: boolean): void } {
  const preview = makePreview(source.onStart());
  let at = start;
  let over: TargetOptions | null = null;
  let frame = 0;
  const look = (): void => {
    const next = targetAt(at);
    if (next !== over) over?.onLeave();
    over = next;
    next?.onOver(at);
  };
  const scroll = (): void => {
    if (scrollAt(at)) look();
    frame = requestAnimationFrame(scroll);
  };
  const moveTo = (next: Point): void => {
    at = next;
    preview.style.transform = `translate(calc(${at.x}px - 50%), ${Math.max(0, at.y - PREVIEW_ABOVE_PX)}px)`;
    look();
  };
  moveTo(start);
  scroll();
  return {
    moveTo,
    end(isDropped) {
      cancelAnimationFrame(frame);
      preview.remove();
      source.onEnd();
      if (isDropped) over?.onDrop(at);
      else over?.onLeave();
    },
  };
}

const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });

const isOnHandle = (target: EventTarget | null): boolean => target instanceof Element && target.closest(HANDLE) !== null;

/** Until the finger is lifted. The row it began at may have gone from the list meanwhile, so the window hears it. */
function follow(down: PointerEvent, source: SourceOptions): void {
  const start = pointOf(down);
  const heard = new AbortController();
  let held: ReturnType<typeof holdAt> | null = null;
  const hear = (type: "pointermove" | "pointerup" | "pointercancel", run: (event: PointerEvent) => void): void =>
    window.addEventListener(type, (event) => event.pointerId === down.pointerId && run(event), { signal: heard.signal });
  const end = (isDropped: boolean): void => {
    heard.abort();
    held?.end(isDropped);
  };
  hear("pointermove", (event) => {
    const at = pointOf(event);
    if (held === null && Math.hypot(at.x - start.x, at.y - start.y) < SLACK_PX) return;
    held ??= holdAt(start, source);
    held.moveTo(at);
  });
  hear("pointerup", () => end(true));
  hear("pointercancel", () => end(false));
  // A second finger, or Escape on a keyboard beside it, puts it back.
  window.addEventListener("pointerdown", (event) => event.pointerId !== down.pointerId && end(false), { signal: heard.signal });
  window.addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal: heard.signal });
  // What a held finger is for elsewhere, the browser's own dragging too.
  for (const type of ["contextmenu", "dragstart"] as const) {
    window.addEventListener(type, (event) => event.preventDefault(), { signal: heard.signal, capture: true });
  }
}

export function addTouchSource(element: HTMLElement, source: SourceOptions): Stop {
  const heard = new AbortController();
  const onDown = (event: PointerEvent): void => {
    if (event.pointerType !== "touch" || !event.isPrimary || !isOnHandle(event.target)) return;
    if (source.canDrag(pointOf(event))) follow(event, source);
  };
  element.addEventListener("pointerdown", onDown, { signal: heard.signal });
  return () => heard.abort();
}
