// The details of one task: a panel beside the list where there is room, a sheet elsewhere. Every field is saved by itself; closing saves what is being
// written first, and stays open when that cannot be done. Loaded on first use.

import { createEffect, createMemo, createSignal, onCleanup, Show, type Accessor, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { TaskDetails } from "../../model/task-details.ts";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { SidePanel } from "../../ui/overlay/side-panel.tsx";
import { createTaskDetails } from "../client/task-details.ts";
import { useApp } from "../shell/app-context.ts";
import { rowTitle } from "../tasks/row/row-title.ts";
import type { TaskCommands } from "../tasks/row/row-commands.ts";
import { t } from "../texts/messages.ts";
import { DetailsView } from "./details-view.tsx";
import styles from "./inspector.module.css";

export type TaskInspectorProps = {
  readonly id: ItemId;
  readonly commands: TaskCommands;
  readonly onClose: () => void;
};

/** Room for the rail, a list and the panel. */
const WIDE = "(min-width: 60rem)";

const NOTHING_TO_SAVE = async (): Promise<boolean> => Promise.resolve(true);

function createIsWide(): Accessor<boolean> {
  const query = matchMedia(WIDE);
  const [isWide, setWide] = createSignal(query.matches);
  const follow = (): void => {
    setWide(query.matches);
  };
  query.addEventListener("change", follow);
  onCleanup(() => query.removeEventListener("change", follow));
  return isWide;
}

export function TaskInspector(props: TaskInspectorProps): JSX.Element {
  const { client, say } = useApp();
  // A panel belongs to one task: another task has another panel.
  // oxlint-disable-next-line solid/reactivity -- as said.
  const details = createTaskDetails(client, props.id);
  /** What closes shows what it showed. */
  const shownDetails = createMemo((last: TaskDetails | undefined) => details() ?? last);
  const isWide = createIsWide();
  let flush = NOTHING_TO_SAVE;
  const close = async (): Promise<void> => {
    if (await flush()) props.onClose();
  };
  createEffect(() => {
    if (details() !== null) return;
    say(t("details.gone"));
    props.onClose();
  });
  const view = (shown: Accessor<TaskDetails>): JSX.Element => (
    <div class={styles["details"]}>
      <DetailsView
        details={shown()}
        isInSheet={!isWide()}
        commands={props.commands}
        flushRef={(next) => {
          flush = next;
        }}
      />
    </div>
  );
  return (
    <Show when={shownDetails()}>
      {(shown) => (
        <Show
          when={isWide()}
          fallback={
            <Sheet title={t("menu.details")} closeLabel={t("details.close")} onClose={() => void close()} returnFocus={() => undefined}>
              {view(shown)}
            </Sheet>
          }
        >
          <SidePanel label={t("details.label", rowTitle(shown().row))} closeLabel={t("details.close")} onClose={() => void close()}>
            {view(shown)}
          </SidePanel>
        </Show>
      )}
    </Show>
  );
}
