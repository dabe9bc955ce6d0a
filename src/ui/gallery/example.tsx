// One component on the component page, under its name.

import type { JSX } from "solid-js";
import styles from "./gallery-page.module.css";

export function Example(props: { readonly name: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <section class={styles["example"]}>
      <h2 class={styles["name"]}>{props.name}</h2>
      <div class={styles["shown"]}>{props.children}</div>
    </section>
  );
}
