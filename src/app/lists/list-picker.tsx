// Choosing the list that tasks go to. Loaded on first use.

import Inbox from "lucide-solid/icons/inbox";
import { For, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import styles from "./lists.module.css";

export type ListPickerProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** Where they are now; `undefined` when that is more than one place. */
  readonly present: ItemId | null | undefined;
  readonly onPick: (list: ItemId | null) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

export function ListPicker(props: ListPickerProps): JSX.Element {
  const { lists } = useApp();
  const pick = (list: ItemId | null): void => {
    props.onPick(list);
    props.onClose();
  };
  return (
    <Sheet
      title={props.title}
      titleIsUserText={props.titleIsUserText}
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
    >
      <ul class={styles["pick"]} aria-label={t("menu.list")}>
        <li>
          <button
            type="button"
            class={styles["pickList"]}
            aria-current={props.present === null ? true : undefined}
            onClick={() => pick(null)}
          >
            <Inbox size="1rem" strokeWidth={1.75} aria-hidden="true" />
            {t("view.inbox")}
          </button>
        </li>
        <For each={lists.shown()}>
          {(list) => (
            <li>
              <button
                type="button"
                class={styles["pickList"]}
                aria-current={props.present === list.id ? true : undefined}
                onClick={() => pick(list.id)}
              >
                <HueDot hue={list.color} />
                <span class={styles["name"]} translate="no" dir="auto">
                  {listName(list)}
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Sheet>
  );
}
