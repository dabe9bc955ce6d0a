// One task of an earlier month: what it said, to be unfolded, chosen, or brought back.

import ArchiveRestore from "lucide-solid/icons/archive-restore";
import Circle from "lucide-solid/icons/circle";
import CircleCheck from "lucide-solid/icons/circle-check";
import { createResource, createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import type { TaskDetails } from "../../model/task-details.ts";
import type { MonthTask } from "../../replica/face/months.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { drawIcon } from "../../ui/button/draw-icon.tsx";
import { useApp } from "../shell/app-context.ts";
import { tagsText, whenText } from "../tasks/row/row-name.ts";
import { rowTitle } from "../tasks/row/row-title.ts";
import { t } from "../texts/messages.ts";
import { sinceText, taskErrorText } from "./month-texts.ts";
import page from "../shell/page.module.css";
import styles from "./months.module.css";

export type MonthRowProps = {
  readonly checkpoint: string;
  readonly task: MonthTask;
  readonly isSelected: boolean;
  readonly isBusy: boolean;
  readonly onSelect: () => void;
  readonly onBringBack: () => void;
};

export function MonthRow(props: MonthRowProps): JSX.Element {
  const { canWrite } = useApp();
  const [isOpen, setOpen] = createSignal(false);
  const id = createUniqueId();
  const title = (): string => rowTitle(props.task.row);
  return (
    <li class={styles["task"]}>
      <label class={page["option"]} classList={{ [styles["choose"] ?? ""]: true }}>
        <input
          type="checkbox"
          aria-label={t("month.select", title())}
          checked={props.isSelected}
          disabled={props.task.row.newer}
          onChange={() => props.onSelect()}
        />
      </label>
      <button type="button" class={styles["text"]} aria-expanded={isOpen()} aria-controls={id} onClick={() => setOpen(!isOpen())}>
        <span class={styles["titleLine"]}>
          <DoneMark done={props.task.row.done} />
          <span translate="no" dir="auto">
            {title()}
          </span>
        </span>
        <Meta task={props.task} />
        <Show when={!isOpen() && props.task.notesStart !== ""}>
          <span class={styles["notesStart"]} translate="no" dir="auto">
            {props.task.notesStart}
          </span>
        </Show>
      </button>
      <IconButton
        icon={ArchiveRestore}
        label={t("month.bringBackOne", title())}
        disabled={props.isBusy || props.task.row.newer || !canWrite()}
        onClick={() => props.onBringBack()}
      />
      <div id={id} class={styles["details"]}>
        <Show when={isOpen()}>
          <Details checkpoint={props.checkpoint} task={props.task} />
        </Show>
      </div>
    </li>
  );
}

function DoneMark(props: { readonly done: boolean }): JSX.Element {
  return <span class={styles["mark"]}>{drawIcon(props.done ? CircleCheck : Circle)}</span>;
}

function Meta(props: { readonly task: MonthTask }): JSX.Element {
  const { today } = useApp();
  const list = (): string => props.task.listName ?? t("view.inbox");
  return (
    <span class={styles["meta"]}>
      <Show when={props.task.row.done}>
        <span>{t("month.done")}</span>
      </Show>
      <Show when={props.task.row.trashed}>
        <span>{t("month.trashed")}</span>
      </Show>
      <span translate={props.task.listName === null ? undefined : "no"} dir="auto">
        {list()}
      </span>
      <Show when={whenText(props.task.row, today())}>{(when) => <span>{when()}</span>}</Show>
      <Show when={sinceText(props.task.since)}>{(since) => <span class={styles["since"]}>{since()}</span>}</Show>
    </span>
  );
}

function Details(props: { readonly checkpoint: string; readonly task: MonthTask }): JSX.Element {
  const { client } = useApp();
  const [read] = createResource(async () => client.ask({ kind: "month-task", checkpoint: props.checkpoint, id: props.task.row.id }));
  const details = (): TaskDetails | null => {
    const outcome = read.latest;
    return outcome?.ok === true ? outcome.value : null;
  };
  const failure = (): string => {
    const outcome = read.latest;
    return outcome === undefined || outcome.ok ? t("months.reading") : taskErrorText(outcome.error);
  };
  return (
    <Show
      when={details()}
      fallback={
        <p class={page["quiet"]} role="status">
          {failure()}
        </p>
      }
    >
      {(known) => (
        <>
          <Show when={props.task.row.newer}>
            <p class={page["quiet"]}>{t("month.newer")}</p>
          </Show>
          <Show when={known().row.tags.length > 0}>
            <p class={page["quiet"]} translate="no" dir="auto">
              {tagsText(known().row.tags)}
            </p>
          </Show>
          <Show when={known().checklist.length > 0}>
            <ul class={styles["entries"]}>
              <For each={known().checklist}>
                {(entry) => (
                  <li>
                    <DoneMark done={entry.checked} />
                    <span translate="no" dir="auto">
                      {entry.text}
                    </span>
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <Show when={known().notes !== ""} fallback={<p class={page["quiet"]}>{t("month.noNotes")}</p>}>
            <p class={styles["notes"]} translate="no" dir="auto">
              {known().notes}
            </p>
          </Show>
        </>
      )}
    </Show>
  );
}
