// The two buttons: one with words, one with an icon and an accessible name. Both are at least 44 px high where fingers are used.

import { splitProps, type JSX } from "solid-js";
import styles from "./button.module.css";
import { drawIcon, type Icon } from "./draw-icon.tsx";

type NativeButton = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class" | "classList">;

/** `primary` once in a view at most; `plain` beside it; `quiet` inside running content; `danger` for what cannot be taken back. */
export type ButtonLook = "primary" | "plain" | "quiet" | "danger";

export function Button(props: NativeButton & { readonly look?: ButtonLook }): JSX.Element {
  const [own, native] = splitProps(props, ["look"]);
  return <button type="button" {...native} class={`${styles["button"]} ${styles[own.look ?? "plain"]}`} />;
}

/** `label` is the accessible name, and what the pointer is told. */
export function IconButton(props: NativeButton & { readonly icon: Icon; readonly label: string }): JSX.Element {
  const [own, native] = splitProps(props, ["icon", "label"]);
  return (
    <button type="button" {...native} class={styles["icon"]} aria-label={own.label} title={own.label}>
      {drawIcon(own.icon)}
    </button>
  );
}
