// One part of the settings: a heading and what belongs to it.

import type { JSX } from "solid-js";
import styles from "./settings.module.css";

export function SettingsSection(props: { readonly title: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <section class={styles["section"]}>
      <h3 class={styles["heading"]}>{props.title}</h3>
      {props.children}
    </section>
  );
}
