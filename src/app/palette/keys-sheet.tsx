// The map of the keyboard.

import { For, type JSX } from "solid-js";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { t } from "../texts/messages.ts";
import { keyMap } from "./key-map.ts";
import styles from "./palette.module.css";

export type KeysSheetProps = { readonly onClose: () => void; readonly returnFocus: () => void };

export function KeysSheet(props: KeysSheetProps): JSX.Element {
  return (
    <Sheet
      title={t("keys.title")}
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
      wide
      isText
    >
      <For each={keyMap()}>
        {(part) => (
          <section class={styles["part"]}>
            <h3 class={styles["partTitle"]}>{t(part.title)}</h3>
            <dl class={styles["lines"]}>
              <For each={part.lines}>
                {(line) => (
                  <div class={styles["line"]}>
                    <dt>{t(line.text)}</dt>
                    <dd class={styles["keys"]}>
                      <For each={line.keys}>{(keys) => <kbd class={styles["key"]}>{keys}</kbd>}</For>
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </section>
        )}
      </For>
    </Sheet>
  );
}
