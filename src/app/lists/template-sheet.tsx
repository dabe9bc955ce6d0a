// Making a list from a template: what it is called, and whether its days begin with another one. Loaded on first use.

import { createSignal, Show, untrack, type JSX } from "solid-js";
import { isListName, MAX_LIST_NAME_LENGTH } from "../../model/list-schema.ts";
import type { ListRow } from "../../model/list-row.ts";
import { isPlainDay } from "../../model/plain-day.ts";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { NameSheet } from "../shell/name-sheet.tsx";
import { fragmentOfList } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { makeListCopies } from "./list-copies.ts";

export type TemplateSheetProps = {
  readonly template: ListRow;
  readonly onClose: () => void;
  readonly returnFocus?: (() => void) | undefined;
};

type Days = "shift" | "keep";

export function TemplateSheet(props: TemplateSheetProps): JSX.Element {
  const { actions, today } = useApp();
  const [days, setDays] = createSignal<Days>("shift");
  const [first, setFirst] = createSignal<string>(untrack(today));
  const use = async (name: string): Promise<string | null> => {
    const firstDay = days() === "shift" ? first() : null;
    if (firstDay !== null && !isPlainDay(firstDay)) return t("templates.badDay");
    const made = await makeListCopies(actions).use(props.template, name, firstDay);
    if ("error" in made) return made.error;
    location.hash = fragmentOfList(made.id);
    return null;
  };
  return (
    <NameSheet
      title={t("lists.useTemplate")}
      action={t("lists.create")}
      name={listName(props.template)}
      maxLength={MAX_LIST_NAME_LENGTH}
      isName={isListName}
      onSave={use}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
      more={() => <DaysField days={days()} first={first()} onDays={setDays} onFirst={setFirst} />}
    />
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
