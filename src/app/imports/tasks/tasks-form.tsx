// Where tasks come from: a file of another program, or text; and the way to documents that become notes.

import { createSignal, Show, type JSX } from "solid-js";
import { AreaField } from "../../../ui/field/area-field.tsx";
import { Button } from "../../../ui/button/button.tsx";
import page from "../../shell/page.module.css";
import { t } from "../../texts/messages.ts";
import styles from "../imports.module.css";
import type { TaskImport } from "./create-task-import.ts";

import type { ToldText } from "./take-tasks.ts";

export type TasksFormProps = { readonly tasks: TaskImport; readonly problem: ToldText | null; readonly onDocuments: () => void };

const ACCEPTED = ".csv,.tsv,.json,.ics,.txt,.md,.zip,text/*,application/json,application/zip";

export function TasksForm(props: TasksFormProps): JSX.Element {
  let field: HTMLInputElement | undefined;
  const [text, setText] = createSignal("");
  const onChosen = (event: Event & { currentTarget: HTMLInputElement }): void => {
    const [file] = event.currentTarget.files ?? [];
    if (file !== undefined) props.tasks.readFile(file);
  };
  return (
    <div class={page["sections"]}>
      <Show when={props.problem}>
        {(problem) => (
          <p class={styles["problem"]} role="alert">
            {problem()()}
          </p>
        )}
      </Show>
      <section class={page["section"]}>
        <h3 class={page["heading"]}>{t("taskImport.heading")}</h3>
        <p class={page["quiet"]}>{t("taskImport.kinds")}</p>
        <div class={page["buttons"]}>
          <Button look="primary" onClick={() => field?.click()}>
            {t("taskImport.chooseFile")}
          </Button>
          <input
            ref={(input) => (field = input)}
            type="file"
            hidden
            accept={ACCEPTED}
            aria-label={t("taskImport.chooseFile")}
            onChange={onChosen}
          />
        </div>
        <AreaField label={t("taskImport.paste")} fieldRef={() => undefined} onInput={setText} onBlur={() => undefined} />
        <p class={page["quiet"]}>{t("taskImport.pasteHint")}</p>
        <div class={page["buttons"]}>
          <Button disabled={text().trim() === ""} onClick={() => props.tasks.readText(text())}>
            {t("taskImport.readText")}
          </Button>
        </div>
      </section>
      <section class={page["section"]}>
        <h3 class={page["heading"]}>{t("taskImport.documents")}</h3>
        <p class={page["quiet"]}>{t("taskImport.documentsExplain")}</p>
        <div class={page["buttons"]}>
          <Button onClick={() => props.onDocuments()}>{t("import.open")}</Button>
        </div>
      </section>
    </div>
  );
}
