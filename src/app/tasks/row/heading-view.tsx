// What a heading between the rows says: its name, and how many tasks stand under it.

import type { JSX } from "solid-js";
import type { ShownHeading } from "../list-lines.ts";
import styles from "./heading-view.module.css";

export type HeadingViewProps = { readonly shown: ShownHeading };

export function HeadingView(props: HeadingViewProps): JSX.Element {
  return (
    <>
      <h2 class={styles["name"]} translate="no" dir="auto">
        {props.shown.heading.name}
      </h2>
      <span class={styles["count"]}>{props.shown.count}</span>
    </>
  );
}
