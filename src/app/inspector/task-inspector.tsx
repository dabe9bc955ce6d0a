// The details of one task: a panel beside the list where there is room, a sheet elsewhere. Every field is saved by itself; closing saves what is being
// written first, and stays open when that cannot be done. Loaded on first use.

import { createEffect, createMemo, Show, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { TaskDetails } from "../../model/task-details.ts";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { SidePanel } from "../../ui/overlay/side-panel.tsx";
import { createMediaQuery } from "../client/media-query.ts";
import { createTaskDetails } from "../client/task-details.ts";
import { useApp } from "../shell/app-context.ts";
import { shortTitle } from "../tasks/row/row-title.ts";
import type { TaskCommands } from "../tasks/row/row-commands.ts";
import type { DetailsPart } from "../tasks/screen-state.ts";
import { t } from "../texts/messages.ts";
import { DetailsView } from "./details-view.tsx";
import styles from "./inspector.module.css";

export type TaskInspectorProps = {
  readonly id: ItemId;
  readonly commands: TaskCommands;
  /** What has the focus at first. */
  readonly at: DetailsPart | null;
  /** Shows another task in its place. */
  readonly onOpen: (id: ItemId) => void;
  readonly onClose: () => void;
};

/** Room for the rail, a list and the panel. */
const WIDE = "(min-width: 60rem)";

const NOTHING_TO_SAVE = async (): Promise<boolean> => Promise.resolve(true);

export function TaskInspector(props: TaskInspectorProps): JSX.Element {
  const { client, say } = useApp();
  // A panel belongs to one task: another task has another panel.
  // oxlint-disable-next-line solid/reactivity -- as said.
  const details = createTaskDetails(client, props.id);
  /** What closes shows what it showed; so does what cannot be read any more. */
  const shownDetails = createMemo((last: TaskDetails | undefined) => {
    const present = details();
    return typeof present === "object" && present !== null ? present : last;
  });
  let flush = NOTHING_TO_SAVE;
  const close = async (): Promise<void> => {
    if (await flush()) props.onClose();
  };
  const open = async (id: ItemId): Promise<void> => {
    if (await flush()) props.onOpen(id);
  };
  createEffect(() => {
    if (details() !== null) return;
    say(t("details.gone"));
    props.onClose();
  });
  return (
    <Show
      when={shownDetails()}
      fallback={
        <Show when={details() === "unreadable"}>
          <Frame label={t("menu.details")} onClose={() => void close()}>
            {() => (
              <p class={styles["unreadable"]} role="status">
                {t("details.unreadable")}
              </p>
            )}
          </Frame>
        </Show>
      }
    >
      {(shown) => (
        <Frame label={t("details.label", shortTitle(shown().row))} onClose={() => void close()}>
          {(isInSheet) => (
            <DetailsView
              details={shown()}
              isInSheet={isInSheet}
              commands={props.commands}
              at={props.at}
              onOpen={(id) => void open(id)}
              flushRef={(next) => {
                flush = next;
              }}
            />
          )}
        </Frame>
      )}
    </Show>
  );
}

type FrameProps = {
  /** Of the panel; a sheet has a title of its own. */
  readonly label: string;
  readonly onClose: () => void;
  readonly children: (isInSheet: boolean) => JSX.Element;
};

function Frame(props: FrameProps): JSX.Element {
  const isWide = createMediaQuery(WIDE);
  const view = (): JSX.Element => <div class={styles["details"]}>{props.children(!isWide())}</div>;
  return (
    <Show
      when={isWide()}
      fallback={
        <Sheet title={t("menu.details")} closeLabel={t("details.close")} onClose={() => props.onClose()} returnFocus={() => undefined}>
          {view()}
        </Sheet>
      }
    >
      <SidePanel label={props.label} closeLabel={t("details.close")} onClose={() => props.onClose()}>
        {view()}
      </SidePanel>
    </Show>
  );
}
