// Making a list from a template: what it is called, and whether its days begin with another one. Loaded on first use.

import { createSignal, Show, untrack, type JSX } from "solid-js";
import { isListName, MAX_LIST_NAME_LENGTH } from "../../model/list-schema.ts";
import type { ListRow } from "../../model/list-row.ts";
import { normaliseLine } from "../../model/normalise-line.ts";
import { isPlainDay } from "../../model/plain-day.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { fragmentOfList } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { makeListCopies } from "./list-copies.ts";
import styles from "./lists.module.css";

export type TemplateSheetProps = {
  readonly template: ListRow;
  readonly onClose: () => void;
  readonly returnFocus?: (() => void) | undefined;
};

type Days = "shift" | "keep";

export function TemplateSheet(props: TemplateSheetProps): JSX.Element {
  const { actions, today } = useApp();
  const [name, setName] = createSignal(untrack(() => listName(props.template)));
  const [days, setDays] = createSignal<Days>("shift");
  const [first, setFirst] = createSignal<string>(untrack(today));
  const [error, setError] = createSignal<string | null>(null);
  const use = async (): Promise<void> => {
    const title = normaliseLine(name());
    if (!isListName(title)) return void setError(t("lists.badName"));
    const firstDay = days() === "shift" ? first() : null;
    if (firstDay !== null && !isPlainDay(firstDay)) return void setError(t("templates.badDay"));
    const made = await makeListCopies(actions).use(props.template, title, firstDay);
    if ("error" in made) return void setError(made.error);
    location.hash = fragmentOfList(made.id);
    props.onClose();
  };
  return (
    <Sheet title={t("lists.useTemplate")} closeLabel={t("app.close")} onClose={() => props.onClose()} returnFocus={props.returnFocus}>
      <form
        class={styles["sheet"]}
        onSubmit={(event) => {
          event.preventDefault();
          void use();
        }}
      >
        <TextField
          label={t("lists.name")}
          value={name()}
          error={error()}
          maxLength={MAX_LIST_NAME_LENGTH}
          autocomplete="off"
          dir="auto"
          ref={(field) => setTimeout(() => field.focus())}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <DaysField days={days()} first={first()} onDays={setDays} onFirst={setFirst} />
        <div class={styles["buttons"]}>
          <Button type="submit" look="primary">
            {t("lists.create")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

type DaysFieldProps = {
  readonly days: Days;
  readonly first: string;
  readonly onDays: (days: Days) => void;
  readonly onFirst: (first: string) => void;
};

function DaysField(props: DaysFieldProps): JSX.Element {
  return (
    <>
      <ChoiceField<Days>
        label={t("templates.days")}
        choices={[
          { value: "shift", label: t("templates.shift") },
          { value: "keep", label: t("templates.keep") },
        ]}
        chosen={props.days}
        disabled={false}
        onChoose={props.onDays}
      />
      <Show when={props.days === "shift"}>
        <TextField
          type="date"
          label={t("templates.first")}
          value={props.first}
          min="0001-01-01"
          max="9999-12-31"
          onChange={(event) => props.onFirst(event.currentTarget.value)}
        />
      </Show>
    </>
  );
}
