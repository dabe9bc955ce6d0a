// The colour of a list as a small dot. Never alone: a name stands beside it.

import type { JSX } from "solid-js";
import styles from "./hue-dot.module.css";

/** The eight hues of tokens.css. */
export type Hue = "blue" | "teal" | "green" | "yellow" | "orange" | "red" | "pink" | "purple";

export function HueDot(props: { readonly hue: Hue }): JSX.Element {
  return <span class={styles["dot"]} style={{ "--hue": `var(--hue-${props.hue})` }} aria-hidden="true" />;
}
