// Which column of a table says what: as it is proposed, and to be changed.

import { For, Show, type JSX } from "solid-js";
import type { FoundTable } from "../../../imports/tasks/import-desk.ts";
import { TABLE_FIELDS, type TableField, type TableMapping } from "../../../imports/tasks/table-mapping.ts";
import { ChoiceField } from "../../../ui/field/choice-field.tsx";
import { SelectField } from "../../../ui/field/select-field.tsx";
import page from "../../shell/page.module.css";
import { t } from "../../texts/messages.ts";
import styles from "./tasks.module.css";

export type MappingFormProps = { readonly table: FoundTable; readonly onMap: (mapping: TableMapping) => void };

const ORDERS = ["dmy", "mdy"] as const;

/** A field is in one column, but for those of which there may be several. */
function withField(fields: readonly TableField[], at: number, chosen: TableField): readonly TableField[] {
  const mayRepeat = chosen === "tags" || chosen === "keep" || chosen === "skip";
  return fields.map((field, index) => {
    if (index === at) return chosen;
    return field === chosen && !mayRepeat ? "keep" : field;
  });
}

const choices = (): readonly { readonly value: TableField; readonly label: string }[] =>
  TABLE_FIELDS.map((value) => ({ value, label: t(`taskImport.field.${value}`) }));

export function MappingForm(props: MappingFormProps): JSX.Element {
  const mapping = (): TableMapping => props.table.mapping;
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("taskImport.mapping")}</h3>
      <label class={page["option"]}>
        <input
          type="checkbox"
          checked={mapping().hasHeader}
          onChange={(event) => props.onMap({ ...mapping(), hasHeader: event.currentTarget.checked })}
        />
        <span>{t("taskImport.hasHeader")}</span>
      </label>
      <div class={styles["columns"]}>
        <For each={props.table.columns}>
          {(column, index) => (
            <SelectField
              labelIsUserText
              label={t("taskImport.column", column.name, index() + 1)}
              hint={column.sample === "" ? undefined : t("taskImport.sample", column.sample)}
              choices={choices()}
              chosen={mapping().fields[index()] ?? "skip"}
              onChoose={(field) => props.onMap({ ...mapping(), fields: withField(mapping().fields, index(), field) })}
            />
          )}
        </For>
      </div>
      <Show when={props.table.isOrderUnclear}>
        <ChoiceField
          label={t("taskImport.order")}
          choices={ORDERS.map((value) => ({ value, label: t(`taskImport.order.${value}`) }))}
          chosen={ORDERS.find((order) => order === mapping().order) ?? null}
          onChoose={(order) => props.onMap({ ...mapping(), order })}
        />
      </Show>
    </section>
  );
}
