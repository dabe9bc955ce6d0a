// A new task from anywhere: where the page has no field of its own, and for what other apps share. Loaded on first use.

import { createEffect, createSignal, Show, type JSX } from "solid-js";
import { MAX_NOTES_LENGTH } from "../../model/notes.ts";
import { Button } from "../../ui/button/button.tsx";
import { AreaField } from "../../ui/field/area-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { placeOfFragment } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { takeSharedText } from "./asked-to-add.ts";
import { QuickAdd } from "./quick-add.tsx";
import { sharedTask } from "./shared-task.ts";
import styles from "./add-sheet.module.css";

export type AddSheetProps = { readonly onClose: () => void; readonly returnFocus: (() => void) | undefined };

export function AddSheet(props: AddSheetProps): JSX.Element {
  const { lists, canWriteIn } = useApp();
  const shared = takeSharedText();
  const given = shared === null ? { line: "", notes: "" } : sharedTask(shared);
  const [notes, setNotes] = createSignal(given.notes);
  // The list on screen, if one is.
  const place = placeOfFragment(location.hash);
  const row = place.kind === "list" ? lists.shownOf(place.list) : undefined;
  const list = row !== undefined && canWriteIn(row) ? row : undefined;
  let add: (() => void) | undefined;
  const [line, setLine] = createSignal<HTMLInputElement>();
  // While storage opens nothing can be typed. After the sheet, which takes the focus first.
  createEffect(() => {
    const typed = canWriteIn(list) ? line() : undefined;
    if (typed !== undefined) setTimeout(() => typed.focus());
  });
  return (
    <Sheet title={t("add.sheet")} closeLabel={t("app.close")} onClose={() => props.onClose()} returnFocus={props.returnFocus}>
      <div class={styles["sheet"]}>
        <QuickAdd
          canType={canWriteIn(list)}
          list={list?.id ?? null}
          day={null}
          fieldRef={setLine}
          onArrowDown={() => undefined}
          sheet={{
            text: given.line,
            notes,
            onAdded: () => props.onClose(),
            addRef: (run) => {
              add = run;
            },
          }}
        />
        <p class={styles["hint"]}>{t("add.hint")}</p>
        <Show when={given.notes !== ""}>
          <AreaField
            label={t("details.notes")}
            fieldRef={(field) => {
              field.value = given.notes;
              field.maxLength = MAX_NOTES_LENGTH;
            }}
            onInput={setNotes}
            onBlur={() => undefined}
          />
        </Show>
        <div class={styles["buttons"]}>
          <Button look="primary" disabled={!canWriteIn(list)} onClick={() => add?.()}>
            {t("add.save")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
