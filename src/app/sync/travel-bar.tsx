// How far what travels has come, as a bar; its place is kept while nothing does.

import { Show, type JSX } from "solid-js";
import type { Portion } from "../../replica/face.ts";
import styles from "./sync.module.css";

export function TravelBar(props: { readonly share: Portion | null; readonly label: string }): JSX.Element {
  return (
    <div class={styles["travelBar"]}>
      <Show when={props.share}>
        {(portion) => <progress class={styles["progress"]} value={portion().done} max={portion().total} aria-label={props.label} />}
      </Show>
    </div>
  );
}
