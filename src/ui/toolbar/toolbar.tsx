// A bar of buttons that floats at the foot of a view. One of them is in the tab order; the arrow keys go along them.

import type { JSX } from "solid-js";
import styles from "./toolbar.module.css";

export type ToolbarProps = {
  readonly label: string;
  readonly text: string;
  readonly onEscape: () => void;
  readonly children: JSX.Element;
  readonly end: JSX.Element;
};

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

const buttonsOf = (bar: HTMLElement): readonly HTMLButtonElement[] => [...bar.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];

/** Only `chosen` is reached by the Tab key. */
function setTabStop(bar: HTMLElement, chosen: Element | undefined): void {
  for (const button of bar.querySelectorAll("button")) button.tabIndex = button === chosen ? 0 : -1;
}

function goAlong(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const buttons = buttonsOf(event.currentTarget);
  const index = buttons.findIndex((button) => button === document.activeElement);
  const step = (STEPS[event.key] ?? 0) * (getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1);
  const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : index + step;
  if (next === index) return;
  event.preventDefault();
  buttons[(next + buttons.length) % buttons.length]?.focus();
}

export function Toolbar(props: ToolbarProps): JSX.Element {
  return (
    <div
      ref={(bar) => queueMicrotask(() => setTabStop(bar, buttonsOf(bar)[0]))}
      class={styles["bar"]}
      role="toolbar"
      aria-label={props.label}
      onKeyDown={(event) => {
        if (event.key === "Escape") props.onEscape();
        else goAlong(event);
      }}
      onFocusIn={(event) => setTabStop(event.currentTarget, event.target)}
    >
      <span class={styles["text"]}>{props.text}</span>
      <div class={styles["buttons"]}>{props.children}</div>
      <div class={styles["end"]}>{props.end}</div>
    </div>
  );
}
