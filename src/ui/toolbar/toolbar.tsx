// A bar of buttons that floats at the foot of a view. One of them is in the tab order; the arrow keys go along them.

import type { JSX } from "solid-js";
import { liftToasts } from "../notice/toast-room.ts";
import { beginWithFirst, goAlong, setTabStop } from "./toolbar-keys.ts";
import styles from "./toolbar.module.css";

export type ToolbarProps = {
  readonly label: string;
  readonly text: string;
  readonly onEscape: () => void;
  readonly children: JSX.Element;
  readonly end: JSX.Element;
};

export function Toolbar(props: ToolbarProps): JSX.Element {
  liftToasts("bar");
  return (
    <div
      ref={(bar) => queueMicrotask(() => beginWithFirst(bar))}
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
