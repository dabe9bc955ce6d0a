// The two buttons: one with words, one with an icon and an accessible name. Both are at least 44 px high where fingers are used.

import { splitProps, type Component, type JSX } from "solid-js";
import { Dynamic, render } from "solid-js/web";
import type { LucideProps } from "lucide-solid";
import styles from "./button.module.css";

type NativeButton = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class" | "classList">;

/** `primary` once in a view at most; `plain` beside it; `quiet` inside running content; `danger` for what cannot be taken back. */
export type ButtonLook = "primary" | "plain" | "quiet" | "danger";

export function Button(props: NativeButton & { readonly look?: ButtonLook }): JSX.Element {
  const [own, native] = splitProps(props, ["look"]);
  return <button type="button" {...native} class={`${styles["button"]} ${styles[own.look ?? "plain"]}`} />;
}

export type Icon = Component<LucideProps>;

const drawnIcons = new Map<Icon, Node>();

/** A copy of the icon, drawn once: rows come by the dozen when a list is scrolled, and drawing costs more than the rest of a button. */
function drawIcon(icon: Icon): Node {
  const drawn = drawnIcons.get(icon);
  if (drawn !== undefined) return drawn.cloneNode(true);
  const paper = document.createDocumentFragment();
  render(() => <Dynamic component={icon} size="1.125rem" strokeWidth={1.75} aria-hidden="true" />, paper);
  drawnIcons.set(icon, paper);
  return paper.cloneNode(true);
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
