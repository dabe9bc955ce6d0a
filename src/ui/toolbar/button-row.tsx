// A row of buttons above what they work on. One of them is in the tab order; the arrow keys go along them. Where there is no room it wraps.

import type { JSX } from "solid-js";
import { beginWithFirst, goAlong, setTabStop } from "./toolbar-keys.ts";
import styles from "./toolbar.module.css";

export function ButtonRow(props: { readonly label: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div
      ref={(row) => queueMicrotask(() => beginWithFirst(row))}
      class={styles["row"]}
      role="toolbar"
      aria-label={props.label}
      onKeyDown={goAlong}
      onFocusIn={(event) => setTabStop(event.currentTarget, event.target)}
    >
      {props.children}
    </div>
  );
}
