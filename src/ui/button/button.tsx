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

export type RowButtonProps = {
  readonly icon: Icon;
  readonly label: string;
  readonly disabled?: boolean;
  readonly tabIndex: number;
  readonly opensMenu?: boolean;
  readonly onClick: (event: MouseEvent & { readonly currentTarget: HTMLButtonElement }) => void;
};

/** An icon's button that comes by the dozen: it takes no other attributes, since to spread those costs more than all else of it. */
export function RowButton(props: RowButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={styles["icon"]}
      aria-label={props.label}
      title={props.label}
      aria-haspopup={props.opensMenu === true ? "menu" : undefined}
      disabled={props.disabled ?? false}
      tabIndex={props.tabIndex}
      onClick={(event) => props.onClick(event)}
    >
      {drawIcon(props.icon)}
    </button>
  );
}
