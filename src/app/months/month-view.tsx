// One earlier month: its tasks, to be looked at, searched, and brought back one by one or many at once.

import ArrowLeft from "lucide-solid/icons/arrow-left";
import { createSignal, For, Match, onMount, Show, Switch, untrack, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import { MAX_BROUGHT_BACK, type KeptMonth, type MonthQuery, type MonthTask } from "../../replica/face/months.ts";
import { Button } from "../../ui/button/button.tsx";
import { drawIcon } from "../../ui/button/draw-icon.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { liftToasts } from "../../ui/notice/toast-room.ts";
import { useApp } from "../shell/app-context.ts";
import { shortTitle } from "../tasks/row/row-title.ts";
import { t } from "../texts/messages.ts";
import { bringBack } from "./bring-back.ts";
import { MonthRow } from "./month-row.tsx";
import { createMonthTasks, type MonthView as Tasks, type ShownTasks } from "./month-tasks.ts";
import { asOfText, monthErrorText } from "./month-texts.ts";
import page from "../shell/page.module.css";
import styles from "./months.module.css";

export function MonthView(props: { readonly month: KeptMonth; readonly onBack: () => void }): JSX.Element {
  const { client } = useApp();
  const tasks = createMonthTasks(
    client,
    untrack(() => props.month.checkpoint),
  );
  let back: HTMLButtonElement | undefined;
  onMount(() => back?.focus());
  liftToasts("sheet");
  return (
    <div class={page["page"]}>
      <div class={styles["head"]}>
        <Button look="quiet" onClick={() => props.onBack()} ref={(button) => (back = button)}>
          {drawIcon(ArrowLeft)}
          {t("month.back")}
        </Button>
        <span class={page["quiet"]}>{t("month.asOf", asOfText(props.month.madeAtMs))}</span>
      </div>
      <Show when={tasks.failure()} fallback={<Found checkpoint={props.month.checkpoint} tasks={tasks} />}>
        {(failure) => (
          <div class={styles["trouble"]}>
            <p role="alert">{monthErrorText(failure())}</p>
            <Show when={failure().kind !== "month-gone"}>
              <Button look="plain" onClick={() => tasks.ask({})}>
                {t("month.again")}
              </Button>
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}

type Selection = {
  readonly ids: () => ReadonlySet<ItemId>;
  readonly toggle: (id: ItemId) => void;
  readonly set: (ids: Iterable<ItemId>) => void;
};

function createSelection(): Selection {
  const [ids, setIds] = createSignal<ReadonlySet<ItemId>>(new Set());
  return {
    ids,
    toggle: (id) =>
      setIds((present) => {
        const next = new Set(present);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    set: (all) => setIds(new Set(all)),
  };
}

function Found(props: { readonly checkpoint: string; readonly tasks: Tasks }): JSX.Element {
  const { actions, client } = useApp();
  const selection = createSelection();
  const [isBusy, setBusy] = createSignal(false);
  const takeBack = async (ids: readonly ItemId[], title: string | null): Promise<void> => {
    setBusy(true);
    const isBack = await bringBack(client, actions, { checkpoint: props.checkpoint, ids, title });
    setBusy(false);
    if (isBack && title === null) selection.set([]);
  };
  const ask: Tasks["ask"] = (query) => {
    selection.set([]);
    props.tasks.ask(query);
  };
  return (
    <>
      <Questions query={props.tasks.query()} onAsk={ask} />
      <Show
        when={props.tasks.shown()}
        fallback={
          <p class={page["quiet"]} role="status">
            {t("months.reading")}
          </p>
        }
      >
        {(shown) => (
          <>
            <Tools
              checkpoint={props.checkpoint}
              tasks={props.tasks}
              shown={shown()}
              selection={selection}
              isBusy={isBusy()}
              onBringBack={() => void takeBack([...selection.ids()], null)}
            />
            <TaskList
              checkpoint={props.checkpoint}
              shown={shown()}
              selection={selection}
              isBusy={isBusy()}
              onBringBack={(task) => void takeBack([task.row.id], shortTitle(task.row))}
            />
            <Show when={shown().tasks.length < shown().found}>
              <Button look="plain" onClick={() => props.tasks.more()}>
                {t("month.more")}
              </Button>
            </Show>
          </>
        )}
      </Show>
    </>
  );
}

function Questions(props: { readonly query: MonthQuery; readonly onAsk: Tasks["ask"] }): JSX.Element {
  return (
    <>
      <TextField
        label={t("month.search")}
        type="search"
        autocomplete="off"
        maxLength={200}
        onInput={(event) => props.onAsk({ words: event.currentTarget.value })}
      />
      <label class={page["option"]}>
        <input
          type="checkbox"
          checked={props.query.changedOnly}
          onChange={(event) => props.onAsk({ changedOnly: event.currentTarget.checked })}
        />
        <span>{t("month.changedOnly")}</span>
      </label>
    </>
  );
}

function Tools(props: {
  readonly checkpoint: string;
  readonly tasks: Tasks;
  readonly shown: ShownTasks;
  readonly selection: Selection;
  readonly isBusy: boolean;
  readonly onBringBack: () => void;
}): JSX.Element {
  const { client, canWrite } = useApp();
  const selectAll = async (): Promise<void> => {
    const query = props.tasks.query();
    const found = await client.ask({ kind: "month-ids", checkpoint: props.checkpoint, query });
    if (found.ok && query === props.tasks.query()) props.selection.set(found.value);
  };
  return (
    <>
      <Show when={props.shown.unreadablePacks > 0}>
        <p class={styles["problem"]}>{t("month.partly", props.shown.unreadablePacks, props.shown.packs)}</p>
      </Show>
      <div class={styles["tools"]}>
        <p class={page["quiet"]} role="status">
          {t("month.count", props.shown.found, props.shown.all)}
        </p>
        <Switch>
          <Match when={props.selection.ids().size > 0}>
            <Button look="quiet" onClick={() => props.selection.set([])}>
              {t("month.clear")}
            </Button>
            <Button look="primary" disabled={props.isBusy || !canWrite()} onClick={() => props.onBringBack()}>
              {t("month.bringBackMany", props.selection.ids().size)}
            </Button>
          </Match>
          <Match when={props.shown.found > 1 && props.shown.found <= MAX_BROUGHT_BACK}>
            <Button look="quiet" onClick={() => void selectAll()}>
              {t("month.selectAll", props.shown.found)}
            </Button>
          </Match>
        </Switch>
      </div>
    </>
  );
}

function TaskList(props: {
  readonly checkpoint: string;
  readonly shown: ShownTasks;
  readonly selection: Selection;
  readonly isBusy: boolean;
  readonly onBringBack: (task: MonthTask) => void;
}): JSX.Element {
  return (
    <Show
      when={props.shown.tasks.length > 0}
      fallback={<p class={page["quiet"]}>{t(props.shown.all === 0 ? "month.empty" : "month.nothing")}</p>}
    >
      <ul class={styles["tasks"]} aria-label={t("month.tasks")}>
        <For each={props.shown.tasks}>
          {(task) => (
            <MonthRow
              checkpoint={props.checkpoint}
              task={task}
              isSelected={props.selection.ids().has(task.row.id)}
              isBusy={props.isBusy}
              onSelect={() => props.selection.toggle(task.row.id)}
              onBringBack={() => props.onBringBack(task)}
            />
          )}
        </For>
      </ul>
    </Show>
  );
}
