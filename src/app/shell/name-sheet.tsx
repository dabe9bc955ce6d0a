// A sheet that asks what something is called: a list, a section, what is made from a template. It closes once that is saved, and otherwise says why
// not beside the name. Loaded on first use, with what opens it.

import { createSignal, untrack, type JSX } from "solid-js";
import { normaliseLine } from "../../model/normalise-line.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import fields from "../tasks/sheets.module.css";
import { t } from "../texts/messages.ts";
import page from "./page.module.css";

export type NameSheetProps = {
  readonly title: string;
  /** What the button says. */
  readonly action: string;
  /** What it is called so far, or a proposal. Empty: nothing yet. */
  readonly name: string;
  /** What is typed comes in place of the name. */
  readonly isReplaced?: boolean;
  /** In UTF-16 units. */
  readonly maxLength: number;
  readonly isName: (name: string) => boolean;
  /** Null when it is saved; otherwise what is wrong, for the user. It is not asked again before it has answered. */
  readonly onSave: (name: string) => Promise<string | null>;
  readonly onClose: () => void;
  readonly returnFocus?: (() => void) | undefined;
  /** More to choose, between the name and the button. */
  readonly more?: ((setName: (name: string) => void) => JSX.Element) | undefined;
};

function focusName(field: HTMLInputElement, isReplaced: boolean): void {
  field.focus();
  if (isReplaced) field.select();
}

export function NameSheet(props: NameSheetProps): JSX.Element {
  const [name, setName] = createSignal(untrack(() => props.name));
  const [error, setError] = createSignal<string | null>(null);
  let isSaving = false;
  const save = async (): Promise<void> => {
    if (isSaving) return;
    isSaving = true;
    const typed = normaliseLine(name());
    const failure = props.isName(typed) ? await props.onSave(typed) : t("lists.badName");
    isSaving = false;
    setError(failure);
    if (failure === null) props.onClose();
  };
  return (
    <Sheet title={props.title} closeLabel={t("app.close")} onClose={() => props.onClose()} returnFocus={props.returnFocus}>
      <form
        class={fields["fields"]}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t("lists.name")}
          value={name()}
          error={error()}
          maxLength={props.maxLength}
          autocomplete="off"
          dir="auto"
          ref={(field) => setTimeout(() => focusName(field, props.isReplaced === true))}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        {props.more?.(setName)}
        <div class={page["buttons"]}>
          <Button type="submit" look="primary">
            {props.action}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
