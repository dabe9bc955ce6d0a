// One part of the settings: a heading and what belongs to it.

import type { JSX } from "solid-js";
import page from "../shell/page.module.css";

export function SettingsSection(props: { readonly title: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{props.title}</h3>
      {props.children}
    </section>
  );
}
