// What comes from other programs: their tasks, and, a step further, documents that become notes. Loaded on first use.

import { createEffect, createSignal, Match, Switch, untrack, type JSX } from "solid-js";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import type { Sheets } from "../shell/sheets.ts";
import { t } from "../texts/messages.ts";
import { DocumentsImport } from "./documents-import.tsx";
import { createTaskImport } from "./tasks/create-task-import.ts";
import { TasksImport } from "./tasks/tasks-import.tsx";

/** With the file that was dropped on the app, if one was: that is read at once, also where it is dropped on the sheet. */
export type ImportSheetProps = { readonly sheets: Pick<Sheets, "importFile" | "close" | "returnFocus"> };

export function ImportSheet(props: ImportSheetProps): JSX.Element {
  const [ofDocuments, setOfDocuments] = createSignal(false);
  const tasks = createTaskImport();
  createEffect(() => {
    const file = props.sheets.importFile();
    if (file !== null && untrack(() => tasks.takeDropped(file))) setOfDocuments(false);
  });
  // What is under way is not left by mistake: it stops, and then it is asked what becomes of it.
  const close = (): void => {
    if (tasks.turn().kind === "taking") tasks.stop();
    else props.sheets.close();
  };
  return (
    <Sheet
      title={ofDocuments() ? t("import.title") : t("taskImport.title")}
      closeLabel={t("app.close")}
      wide
      onClose={close}
      returnFocus={() => props.sheets.returnFocus()}
    >
      <Switch>
        <Match when={ofDocuments()}>
          <DocumentsImport onClose={() => props.sheets.close()} />
        </Match>
        <Match when={!ofDocuments()}>
          <TasksImport tasks={tasks} onDocuments={() => setOfDocuments(true)} onClose={() => props.sheets.close()} />
        </Match>
      </Switch>
    </Sheet>
  );
}
