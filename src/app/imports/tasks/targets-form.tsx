// Where the tasks of each list of a file go.

import { createSignal, For, Show, type JSX } from "solid-js";
import type { ItemId } from "../../../base/ids.ts";
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

const MANY_CHOICES = 30;

const inbox = (): Choice => ({ value: "inbox", label: t("view.inbox") });

export function TargetsForm(props: TargetsFormProps): JSX.Element {
  const choices = () => props.preview.choices;
  const others = (): readonly Choice[] => props.tasks.lists().map((list) => ({ value: list.id, label: listName(list) }));
  const allFor = (list: FoundList): readonly Choice[] => {
    const present = props.tasks.lists().find(({ id }) => id === list.id);
    const own: Choice = { value: "own", label: present === undefined ? t("taskImport.newList") : listName(present) };
    return [own, inbox(), ...others().filter(({ value }) => value !== list.id)];
  };
  // Hundreds of lists would be hundreds of choices each: all of them are only where somebody is about to choose.
  const [used, setUsed] = createSignal<ReadonlySet<ItemId>>(new Set());
  const choicesFor = (list: FoundList): readonly Choice[] => {
    const all = allFor(list);
    if (all.length <= MANY_CHOICES || used().has(list.id)) return all;
    return all.filter(({ value }) => value === (choices().targets.get(list.id) ?? "own"));
  };
  const use = (list: FoundList): void => {
    if (!used().has(list.id)) setUsed((present) => new Set([...present, list.id]));
  };
  const choose = (list: FoundList, target: Target): void =>
    props.tasks.choose({ targets: new Map([...choices().targets, [list.id, target]]) });
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("taskImport.where")}</h3>
      <div class={styles["columns"]}>
        <For each={props.preview.found.lists}>
          {(list) => (
            <div onFocusIn={() => use(list)} onPointerDown={() => use(list)}>
              <SelectField
                labelIsUserText
                choicesAreUserText
                label={t("taskImport.listOf", list.name, list.open + list.done)}
                choices={choicesFor(list)}
                chosen={choices().targets.get(list.id) ?? "own"}
                onChoose={(target) => choose(list, target)}
              />
            </div>
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
