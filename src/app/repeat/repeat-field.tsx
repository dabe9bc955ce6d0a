// How a task repeats, in its details: the sentence, in a button that leads to the sheet where it is chosen.

import { createSignal, Show, Suspense, type JSX } from "solid-js";
import type { TaskRow } from "../../model/task-row.ts";
import { PickField } from "../../ui/field/pick-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { targetOf, type TaskCommands } from "../tasks/row/row-commands.ts";
import { lazyPart } from "../texts/lazy-part.ts";
import { t } from "../texts/messages.ts";
import { repeatText } from "../texts/repeat-text.ts";

const RepeatSheet = lazyPart(async () => (await import("./repeat-sheet.tsx")).RepeatSheet);

export type RepeatFieldProps = { readonly row: TaskRow; readonly isReadOnly: boolean; readonly commands: TaskCommands };

export function RepeatField(props: RepeatFieldProps): JSX.Element {
  const { today } = useApp();
  const [isOpen, setOpen] = createSignal(false);
  const day = () => props.row.day ?? props.row.start;
  return (
    <>
      <PickField label={t("repeat.label")} disabled={props.isReadOnly} onOpen={() => setOpen(true)}>
        <Show when={props.row.repeat} fallback={t("repeat.never")}>
          {(repeat) => <span>{repeatText(repeat(), day() ?? today())}</span>}
        </Show>
      </PickField>
      <Suspense>
        <Show when={isOpen()}>
          <RepeatSheet
            title={t("repeat.label")}
            titleIsUserText={false}
            repeat={props.row.repeat}
            day={day()}
            onSave={(repeat) => props.commands.setRepeat(targetOf(props.row), repeat)}
            onClose={() => setOpen(false)}
            returnFocus={undefined}
          />
        </Show>
      </Suspense>
    </>
  );
}
