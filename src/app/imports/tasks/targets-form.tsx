// Where the tasks of each list of a file go.

import { For, Show, type JSX } from "solid-js";
import type { FoundList } from "../../../imports/tasks/import-desk.ts";
import { SelectField } from "../../../ui/field/select-field.tsx";
import { listName } from "../../client/lists.ts";
import page from "../../shell/page.module.css";
import { t } from "../../texts/messages.ts";
import type { Preview, TaskImport } from "./create-task-import.ts";
import type { Target } from "./targets.ts";
import styles from "./tasks.module.css";

export type TargetsFormProps = { readonly tasks: TaskImport; readonly preview: Preview };

type Choice = { readonly value: Target; readonly label: string };

const inbox = (): Choice => ({ value: "inbox", label: t("view.inbox") });

export function TargetsForm(props: TargetsFormProps): JSX.Element {
  const choices = () => props.preview.choices;
  const others = (): readonly Choice[] => props.tasks.lists().map((list) => ({ value: list.id, label: listName(list) }));
  const choicesFor = (list: FoundList): readonly Choice[] => {
    const present = props.tasks.lists().find(({ id }) => id === list.id);
    const own: Choice = { value: "own", label: present === undefined ? t("taskImport.newList") : listName(present) };
    return [own, inbox(), ...others().filter(({ value }) => value !== list.id)];
  };
  const choose = (list: FoundList, target: Target): void =>
    props.tasks.choose({ targets: new Map([...choices().targets, [list.id, target]]) });
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("taskImport.where")}</h3>
      <div class={styles["columns"]}>
        <For each={props.preview.found.lists}>
          {(list) => (
            <SelectField
              labelIsUserText
              choicesAreUserText
              label={t("taskImport.listOf", list.name, list.open + list.done)}
              choices={choicesFor(list)}
              chosen={choices().targets.get(list.id) ?? "own"}
              onChoose={(target) => choose(list, target)}
            />
          )}
        </For>
        <Show when={props.preview.found.withoutList > 0}>
          <SelectField<Target>
            choicesAreUserText
            label={t("taskImport.loose", props.preview.found.withoutList)}
            choices={[inbox(), ...others()]}
            chosen={choices().home ?? "inbox"}
            onChoose={(target) => props.tasks.choose({ home: target === "inbox" || target === "own" ? null : target })}
          />
        </Show>
      </div>
    </section>
  );
}
