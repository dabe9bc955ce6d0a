// Choosing the priority of tasks. Loaded on first use.

import { For, type JSX } from "solid-js";
import type { Priority } from "../../model/task-schema.ts";
import { Button } from "../../ui/button/button.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { t } from "../texts/messages.ts";
import styles from "./selection.module.css";

export type PrioritySheetProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** `undefined` when that is not one. */
  readonly priority: Priority | null | undefined;
  readonly onPick: (priority: Priority | null) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

const CHOICES = [
  { priority: 1, text: "priority.1" },
  { priority: 2, text: "priority.2" },
  { priority: 3, text: "priority.3" },
  { priority: null, text: "priority.none" },
] as const;

export function PrioritySheet(props: PrioritySheetProps): JSX.Element {
  const pick = (priority: Priority | null): void => {
    props.onPick(priority);
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
      <div class={styles["choices"]} role="group" aria-label={t("details.priority")}>
        <For each={CHOICES}>
          {(choice) => (
            <Button aria-pressed={props.priority === choice.priority} onClick={() => pick(choice.priority)}>
              {t(choice.text)}
            </Button>
          )}
        </For>
      </div>
    </Sheet>
  );
}
