// An import of tasks, turn by turn.

import { Match, Show, Switch, type JSX } from "solid-js";
import { Button } from "../../../ui/button/button.tsx";
import page from "../../shell/page.module.css";
import { fragmentOf } from "../../shell/place.ts";
import { t } from "../../texts/messages.ts";
import { takenText, type TaskImport, type Turn } from "./create-task-import.ts";
import { TasksForm } from "./tasks-form.tsx";
import { TasksPreview } from "./tasks-preview.tsx";
import styles from "./tasks.module.css";
import type { Taken } from "./take-tasks.ts";

export type TasksImportProps = { readonly tasks: TaskImport; readonly onDocuments: () => void; readonly onClose: () => void };

export function TasksImport(props: TasksImportProps): JSX.Element {
  const at = <Kind extends Turn["kind"]>(kind: Kind): Extract<Turn, { kind: Kind }> | null => {
    const now = props.tasks.turn();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of this kind
    return now.kind === kind ? (now as Extract<Turn, { kind: Kind }>) : null;
  };
  return (
    <Switch>
      <Match when={at("start")}>
        {(start) => <TasksForm tasks={props.tasks} problem={start().problem} onDocuments={() => props.onDocuments()} />}
      </Match>
      <Match when={at("reading")}>
        <div class={page["page"]}>
          <p class={page["quiet"]} role="status">
            {t("taskImport.reading")}
          </p>
          <div class={page["buttons"]}>
            <Button onClick={() => props.tasks.startAnew()}>{t("taskImport.stop")}</Button>
          </div>
        </div>
      </Match>
      <Match when={at("preview")}>{(now) => <TasksPreview tasks={props.tasks} preview={now().preview} />}</Match>
      <Match when={at("taking")}>{(now) => <Taking now={now()} onStop={() => props.tasks.stop()} />}</Match>
      <Match when={at("stopped")}>{(now) => <Stopped tasks={props.tasks} taken={now().taken} />}</Match>
      <Match when={at("taken")}>{(now) => <Result tasks={props.tasks} taken={now().taken} onClose={() => props.onClose()} />}</Match>
      <Match when={at("undoing")}>
        <p class={page["quiet"]} role="status">
          {t("taskImport.undoing")}
        </p>
      </Match>
      <Match when={at("undone")}>
        <div class={page["page"]}>
          <p>{t("taskImport.undone")}</p>
          <div class={page["buttons"]}>
            <Button look="primary" onClick={() => props.onClose()}>
              {t("app.close")}
            </Button>
            <Button onClick={() => props.tasks.startAnew()}>{t("import.other")}</Button>
          </div>
        </div>
      </Match>
    </Switch>
  );
}

function Taking(props: { readonly now: Extract<Turn, { kind: "taking" }>; readonly onStop: () => void }): JSX.Element {
  return (
    <div class={page["page"]}>
      <label class={styles["progress"]}>
        <span>{t("taskImport.taking", props.now.done, props.now.count)}</span>
        <progress max={props.now.count} value={props.now.done} />
      </label>
      <div class={page["buttons"]}>
        <Button onClick={() => props.onStop()}>{t("taskImport.stop")}</Button>
      </div>
    </div>
  );
}

function Stopped(props: { readonly tasks: TaskImport; readonly taken: Taken }): JSX.Element {
  return (
    <div class={page["page"]}>
      <p>{takenText(props.taken)}</p>
      <div class={page["buttons"]}>
        <Show
          when={props.taken.action !== null}
          fallback={
            <Button look="primary" onClick={() => props.tasks.startAnew()}>
              {t("import.other")}
            </Button>
          }
        >
          <Button look="primary" onClick={() => props.tasks.keep()}>
            {t("taskImport.keep")}
          </Button>
          <Button onClick={() => props.tasks.undo()}>{t("taskImport.takeBack")}</Button>
          <Button onClick={() => props.tasks.take()}>{t("taskImport.tryAgain")}</Button>
        </Show>
      </div>
    </div>
  );
}

function Result(props: { readonly tasks: TaskImport; readonly taken: Taken; readonly onClose: () => void }): JSX.Element {
  const isWhole = (): boolean => props.taken.end === "whole" || props.taken.end === "stopped";
  const show = (): void => {
    location.hash = fragmentOf("open");
    props.onClose();
  };
  return (
    <div class={page["page"]}>
      <p role={isWhole() ? undefined : "alert"}>{takenText(props.taken)}</p>
      <div class={page["buttons"]}>
        <Show when={!isWhole()}>
          <Button look="primary" onClick={() => props.tasks.take()}>
            {t("taskImport.tryAgain")}
          </Button>
        </Show>
        <Button look={isWhole() ? "primary" : "plain"} onClick={show}>
          {t("taskImport.show")}
        </Button>
        <Show when={props.taken.action !== null}>
          <Button onClick={() => props.tasks.undo()}>{t("taskImport.undo")}</Button>
        </Show>
        <Button onClick={() => props.tasks.startAnew()}>{t("import.other")}</Button>
      </div>
    </div>
  );
}
