import { Show, type JSX } from "solid-js";
import styles from "./live-region.module.css";

/** A new object for each saying, so that the same words said again are heard again. */
export type Saying = { readonly text: string };

export type LiveRegionProps = {
  /** `status` answers what the user did; `log` tells what came about by itself. Two regions, so that neither cuts the other short. */
  readonly role: "status" | "log";
  readonly saying: Saying | null;
};

/** Says each saying once, without moving the focus. Not seen. Must be on the page before its first saying comes. */
export function LiveRegion(props: LiveRegionProps): JSX.Element {
  return (
    // Dialogs hide the page behind them from listeners, but for what carries the announcer's mark. A saying may hold the user's own words.
    <div class={styles["hidden"]} role={props.role} aria-live="polite" data-live-announcer="true" translate="no">
      <Show when={props.saying} keyed>
        {(saying) => <span>{saying.text}</span>}
      </Show>
    </div>
  );
}
