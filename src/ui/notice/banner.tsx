// A line across the top of a view for what the user must know before going on; it stays until its cause is gone.

import { Show, type JSX } from "solid-js";
import styles from "./notice.module.css";

export type BannerProps = {
  readonly tone: "plain" | "danger";
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
};

export function Banner(props: BannerProps): JSX.Element {
  return (
    <div class={styles["banner"]} data-tone={props.tone} role={props.tone === "danger" ? "alert" : "status"}>
      <p>{props.text}</p>
      <Show when={props.action}>
        {(action) => (
          <button type="button" class={styles["action"]} onClick={() => action().run()}>
            {action().label}
          </button>
        )}
      </Show>
    </div>
  );
}
