// What a task is made of: its parts, each a task of its own that can be done and opened here; new ones are added below. And what it is a part of.

import { createMemo, For, Show, untrack, type JSX } from "solid-js";
import { makeId, type ItemId } from "../../../base/ids.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import { TaskCircle } from "../../../ui/task-circle/task-circle.tsx";
import { createTaskDetails } from "../../client/task-details.ts";
import { createTaskWindow } from "../../client/task-window.ts";
import { useApp } from "../../shell/app-context.ts";
import { targetOf, type TaskCommands } from "../../tasks/row/row-commands.ts";
import { whenText } from "../../tasks/row/row-name.ts";
import { rowTitle, shortTitle } from "../../tasks/row/row-title.ts";
import { actErrorText } from "../../texts/error-texts.ts";
import { t } from "../../texts/messages.ts";
import { AddLine } from "../add-line.tsx";
import styles from "../inspector.module.css";

export type PartsViewProps = {
  readonly row: TaskRow;
  readonly isReadOnly: boolean;
  /** The field for new ones has the focus. */
  readonly isAdding: boolean;
  readonly commands: TaskCommands;
  readonly onOpen: (id: ItemId) => void;
};

const ITEM_ID_BYTES = 16;
/** As many as one window of rows shows. */
const MAX_SHOWN = 400;

const newItemId = (): ItemId => makeId("item", crypto.getRandomValues(new Uint8Array(ITEM_ID_BYTES)));

export function PartsView(props: PartsViewProps): JSX.Element {
  const { actions, client } = useApp();
  const { id, list } = untrack(() => props.row);
  const parts = createTaskWindow(client, { view: "parts", task: id }, (apply) => apply());
  parts.showRange(0, MAX_SHOWN);
  const own = () => parts.snapshot().ids.filter((part) => parts.depthOf(part) === 0);
  const done = (): number => own().filter((part) => parts.row(part)?.done === true).length;
  const add = async (titles: readonly string[]): Promise<string | null> => {
    const tasks = titles.map((title) => ({ id: newItemId(), title, day: null }));
    const outcome = await actions.act(
      { kind: "create", tasks, position: { at: "end", list, parent: id } },
      { text: () => t("act.create", titles.length), name: () => t("name.create", titles.length), toast: false },
      false,
    );
    return outcome.ok ? null : actErrorText(outcome.error);
  };
  return (
    <section class={styles["checklist"]} aria-labelledby="parts-title">
      <h3 class={styles["label"]} id="parts-title">
        {t("parts.title")}
        <Show when={own().length > 0}>
          <span class={styles["progress"]}>{t("details.progress", done(), own().length)}</span>
        </Show>
      </h3>
      <ul>
        <For each={parts.snapshot().ids}>
          {(part) => {
            // What leaves the list shows what it showed.
            const present = createMemo((last: TaskRow | undefined) => parts.row(part) ?? last);
            return <Show when={present()}>{(row) => <PartView {...props} row={row()} depth={parts.depthOf(part)} />}</Show>;
          }}
        </For>
      </ul>
      <Show when={!props.isReadOnly}>
        <AddLine label={t("parts.add")} isFocused={props.isAdding} onAdd={add} />
      </Show>
    </section>
  );
}

function PartView(props: PartsViewProps & { readonly depth: number }): JSX.Element {
  const { today } = useApp();
  return (
    <li class={styles["part"]} classList={{ [styles["done"] ?? ""]: props.row.done }} style={{ "--depth": Math.min(props.depth, 4) }}>
      <TaskCircle
        checked={props.row.done}
        label={t(props.row.done ? "task.reopen" : "task.complete", shortTitle(props.row))}
        disabled={props.isReadOnly || props.row.newer}
        onChange={(isDone) => props.commands.setDone(targetOf(props.row), isDone, props.row.repeat === null)}
      />
      <button
        type="button"
        class={styles["partTitle"]}
        aria-label={t("parts.open", shortTitle(props.row))}
        onClick={() => props.onOpen(props.row.id)}
      >
        <span translate="no" dir="auto">
          {rowTitle(props.row)}
        </span>
        <Show when={whenText(props.row, today())}>{(when) => <span class={styles["partDay"]}>{when()}</span>}</Show>
      </button>
    </li>
  );
}

/** The task that it is a part of; nothing where that is not there. */
export function PartOf(props: { readonly task: ItemId; readonly onOpen: (id: ItemId) => void }): JSX.Element {
  const { client } = useApp();
  // Another task has another line.
  // oxlint-disable-next-line solid/reactivity -- as said.
  const details = createTaskDetails(client, props.task);
  const row = (): TaskRow | null => {
    const known = details();
    return known === undefined || known === null || known === "unreadable" || known.row.trashed ? null : known.row;
  };
  return (
    <Show when={row()}>
      {(parent) => (
        <button type="button" class={styles["partOf"]} onClick={() => props.onOpen(parent().id)}>
          {t("parts.of", shortTitle(parent()))}
        </button>
      )}
    </Show>
  );
}
