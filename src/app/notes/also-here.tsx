// Which other devices have the note on screen: with their colours, which their carets have too, and told to those who listen.

import { For, Show, type JSX } from "solid-js";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { t } from "../texts/messages.ts";
import type { PresentDevice } from "./note-presence.ts";
import styles from "./notes.module.css";

export function AlsoHere(props: { readonly present: readonly PresentDevice[] }): JSX.Element {
  return (
    <p class={styles["alsoHere"]} role="status">
      <Show when={props.present.length > 0}>
        {t("notes.alsoHere")}{" "}
        <For each={props.present}>
          {({ name, hue }, index) => (
            <span class={styles["visitor"]} translate="no" dir="auto">
              <HueDot hue={hue} /> {index() < props.present.length - 1 ? `${name},` : name}
            </span>
          )}
        </For>
      </Show>
    </p>
  );
}
