// A finger held on an element: what a right click is for those who have a mouse. The tap that ends it does nothing else.

import { onCleanup } from "solid-js";

const HELD_MS = 500;
/** How far a resting finger may wander, in pixels. */
const SLACK_PX = 10;

const isOnControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("button, input, textarea, [data-grip]") !== null;

export function onLongPress(element: HTMLElement, run: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: { readonly x: number; readonly y: number } | null = null;
  let wasHeld = false;

  const stop = (): void => {
    clearTimeout(timer);
    start = null;
  };

  element.addEventListener("pointerdown", (event) => {
    wasHeld = false;
    if (event.pointerType === "mouse" || !event.isPrimary || isOnControl(event.target)) return;
    start = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      wasHeld = true;
      stop();
      run();
    }, HELD_MS);
  });
  element.addEventListener("pointermove", (event) => {
    if (start !== null && Math.hypot(event.clientX - start.x, event.clientY - start.y) > SLACK_PX) stop();
  });
  for (const type of ["pointerup", "pointercancel", "pointerleave"] as const) element.addEventListener(type, stop);
  element.addEventListener(
    "click",
    (event) => {
      if (!wasHeld) return;
      wasHeld = false;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
  // The platform's own menu would come at the same moment.
  element.addEventListener("contextmenu", (event) => {
    if (start !== null || wasHeld) event.preventDefault();
  });
  onCleanup(stop);
}
