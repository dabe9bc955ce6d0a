// What comes from other programs: their tasks, and, a step further, documents that become notes. Loaded on first use.

import { createSignal, Match, Switch, untrack, type JSX } from "solid-js";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { t } from "../texts/messages.ts";
import { DocumentsImport } from "./documents-import.tsx";
import { createTaskImport } from "./tasks/create-task-import.ts";
import { TasksImport } from "./tasks/tasks-import.tsx";

export type ImportSheetProps = {
  /** One that was dropped on the app: read at once. */
  readonly file: File | null;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

export function ImportSheet(props: ImportSheetProps): JSX.Element {
  const [ofDocuments, setOfDocuments] = createSignal(false);
  const tasks = createTaskImport(untrack(() => props.file));
  // What is under way is not left by mistake: it stops, and then it is asked what becomes of it.
  const close = (): void => {
    if (tasks.turn().kind === "taking") tasks.stop();
    else props.onClose();
  };
  return (
    <Sheet
      title={ofDocuments() ? t("import.title") : t("taskImport.title")}
      closeLabel={t("app.close")}
      wide
      onClose={close}
      returnFocus={() => props.returnFocus()}
    >
      <Switch>
        <Match when={ofDocuments()}>
          <DocumentsImport onClose={() => props.onClose()} />
        </Match>
        <Match when={!ofDocuments()}>
          <TasksImport tasks={tasks} onDocuments={() => setOfDocuments(true)} onClose={() => props.onClose()} />
        </Match>
      </Switch>
    </Sheet>
  );
}
