// A line across the top of a view for what the user must know before going on; it stays until its cause is gone.

import { For, Show, type JSX } from "solid-js";
import styles from "./notice.module.css";

export type BannerProps = {
  readonly tone: "plain" | "danger";
  readonly text: string;
  readonly action?: BannerAction | undefined;
  /** Puts it off. */
  readonly dismiss?: BannerAction | undefined;
};

type BannerAction = { readonly label: string; readonly run: () => void };

export function Banner(props: BannerProps): JSX.Element {
  return (
    <div class={styles["banner"]} data-tone={props.tone} role={props.tone === "danger" ? "alert" : "status"}>
      <p>{props.text}</p>
      <Show when={props.action ?? props.dismiss}>
        <div class={styles["actions"]}>
          <For each={[props.action, props.dismiss].filter((action) => action !== undefined)}>
            {(action) => (
              <button type="button" class={styles["action"]} onClick={() => action.run()}>
                {action.label}
              </button>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}
