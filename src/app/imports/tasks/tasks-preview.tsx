// What a file has in it, before any of it is taken: what it is, what of it is here already, where it goes, the first of its tasks as they will be, and what is
// left out.

import { For, Show, type JSX } from "solid-js";
import { Button } from "../../../ui/button/button.tsx";
import type { Found } from "../../../imports/tasks/import-desk.ts";
import page from "../../shell/page.module.css";
import { t } from "../../texts/messages.ts";
import { countsOf, type Preview, type TaskImport } from "./create-task-import.ts";
import { FoundRows } from "./found-rows.tsx";
import { MappingForm } from "./mapping-form.tsx";
import { TargetsForm } from "./targets-form.tsx";
import styles from "./tasks.module.css";

export type TasksPreviewProps = { readonly tasks: TaskImport; readonly preview: Preview };

/** Why it cannot begin yet. */
function missing({ found }: Preview): string | null {
  const { table } = found;
  if (table === null) return null;
  if (!table.mapping.fields.includes("title")) return t("taskImport.noTitle");
  return table.isOrderUnclear && table.mapping.order === null ? t("taskImport.noOrder") : null;
}

function startText(preview: Preview): string {
  const { fresh, restored } = countsOf(preview);
  const lacks = missing(preview);
  if (lacks !== null) return lacks;
  if (fresh > 0) return t("taskImport.make", fresh);
  return restored > 0 ? t("taskImport.bring", restored) : t("taskImport.nothingNew");
}

/** Of Todoist each file is a project. */
const kindText = ({ kind, lists }: Found): string =>
  t(kind === "todoist" && lists.length > 1 ? "taskImport.projects" : `taskImport.kind.${kind}`);

export function TasksPreview(props: TasksPreviewProps): JSX.Element {
  const found = () => props.preview.found;
  const choices = () => props.preview.choices;
  const counts = () => countsOf(props.preview);
  const canStart = (): boolean => missing(props.preview) === null && counts().fresh + counts().restored > 0;
  return (
    <div class={page["sections"]}>
      <section class={page["section"]}>
        <p translate="no" dir="auto">
          {t("taskImport.from", kindText(found()), props.preview.name)}
        </p>
        <p>{t("taskImport.found", found().open + found().done, found().parts)}</p>
        <Show when={found().encoding === "windows-1252"}>
          <p class={page["quiet"]}>{t("taskImport.windows1252")}</p>
        </Show>
        <KnownPart tasks={props.tasks} preview={props.preview} />
        <Show when={found().done > 0}>
          <label class={page["option"]}>
            <input
              type="checkbox"
              checked={choices().withDone}
              onChange={(event) => props.tasks.choose({ withDone: event.currentTarget.checked })}
            />
            <span>{t("taskImport.withDone", found().done)}</span>
          </label>
        </Show>
      </section>
      <Show when={found().table}>{(table) => <MappingForm table={table()} onMap={(mapping) => props.tasks.map(mapping)} />}</Show>
      <Show when={counts().fresh > 0}>
        <TargetsForm tasks={props.tasks} preview={props.preview} />
      </Show>
      <FoundRows found={found()} />
      <LeftOutPart preview={props.preview} />
      <div class={`${page["buttons"]} ${styles["foot"]}`}>
        <Button look="primary" disabled={!canStart()} onClick={() => props.tasks.take()}>
          {startText(props.preview)}
        </Button>
        <Button onClick={() => props.tasks.startAnew()}>{t("import.other")}</Button>
      </div>
    </div>
  );
}

function KnownPart(props: TasksPreviewProps): JSX.Element {
  const known = () => props.preview.known;
  const choices = () => props.preview.choices;
  const isKnown = (): boolean => known().here + known().gone + known().trash.length > 0 || choices().again;
  return (
    <Show when={isKnown()}>
      <Show when={known().here > 0}>
        <p>{t("taskImport.here", known().here)}</p>
      </Show>
      <Show when={known().gone > 0}>
        <p>{t("taskImport.gone", known().gone)}</p>
      </Show>
      <Show when={known().trash.length > 0}>
        <p>{t("taskImport.inTrash", known().trash.length)}</p>
        <label class={page["option"]}>
          <input
            type="checkbox"
            checked={choices().restore}
            onChange={(event) => props.tasks.choose({ restore: event.currentTarget.checked })}
          />
          <span>{t("taskImport.restore")}</span>
        </label>
      </Show>
      <label class={page["option"]}>
        <input
          type="checkbox"
          checked={choices().again}
          onChange={(event) => props.tasks.choose({ again: event.currentTarget.checked, restore: false })}
        />
        <span>{t("taskImport.again")}</span>
      </label>
    </Show>
  );
}

function LeftOutPart(props: { readonly preview: Preview }): JSX.Element {
  const found = () => props.preview.found;
  const told = () => found().leftOut.filter(({ text }) => text !== "");
  return (
    <Show when={found().leftOutCounts.length > 0}>
      <section class={page["section"]}>
        <h3 class={page["heading"]}>{t("taskImport.leftOut")}</h3>
        <ul class={page["reasons"]}>
          <For each={found().leftOutCounts}>{([reason, count]) => <li>{t(`taskImport.reason.${reason}`, count)}</li>}</For>
        </ul>
        <Show when={told().length > 0}>
          <details class={styles["lines"]}>
            <summary>{t("taskImport.lines", told().length)}</summary>
            <ul class={styles["told"]}>
              <For each={told()}>
                {({ line, text }) => (
                  <li translate="no" dir="auto">
                    {t("taskImport.line", line, text)}
                  </li>
                )}
              </For>
            </ul>
          </details>
        </Show>
      </section>
    </Show>
  );
}
