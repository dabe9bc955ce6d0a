// Making a list, or changing the name and colour of one. Loaded on first use.

import { createSignal, For, Show, untrack, type JSX } from "solid-js";
import { isListName, LIST_COLORS, MAX_LIST_NAME_LENGTH, type ListColor } from "../../model/list-schema.ts";
import type { ListRow } from "../../model/list-row.ts";
import { Button } from "../../ui/button/button.tsx";
import { HueChoice } from "../../ui/field/hue-choice.tsx";
import { useApp } from "../shell/app-context.ts";
import { NameSheet } from "../shell/name-sheet.tsx";
import { fragmentOfList } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { freeColor, makeListCommands } from "./list-commands.ts";
import styles from "./lists.module.css";

export type ListSheetProps = {
  /** null: a new one, which is gone to when it is made. */
  readonly list: ListRow | null;
  readonly onClose: () => void;
  readonly returnFocus?: (() => void) | undefined;
};

const hues = () => LIST_COLORS.map((hue) => ({ hue, name: t(`colour.${hue}`) }));

/** The other names kept for the list, each once. */
const otherNames = (list: ListRow): readonly string[] => [
  ...new Set(list.conflicts.flatMap(({ values }) => values.map(({ value }) => value)).filter((value) => value !== list.name)),
];

export function ListSheet(props: ListSheetProps): JSX.Element {
  const { actions, lists } = useApp();
  const commands = makeListCommands(actions, lists);
  const before = untrack(() => props.list);
  const [color, setColor] = createSignal<ListColor>(before?.color ?? freeColor(lists.shown().map((list) => list.color)));
  const save = async (name: string): Promise<string | null> => {
    if (before !== null) return (await commands.rename(before, name)) ?? commands.color(before, color());
    const made = await commands.create(name, color());
    if ("error" in made) return made.error;
    location.hash = fragmentOfList(made.id);
    return null;
  };
  return (
    <NameSheet
      title={t(before === null ? "lists.new" : "lists.edit")}
      action={t(before === null ? "lists.create" : "lists.save")}
      name={before?.name ?? ""}
      maxLength={MAX_LIST_NAME_LENGTH}
      isName={isListName}
      onSave={save}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
      more={(setName) => (
        <>
          <Show when={before}>{(list) => <OtherNames list={list()} onChoose={setName} />}</Show>
          <HueChoice label={t("lists.colour")} hues={hues()} chosen={color()} onChoose={setColor} />
        </>
      )}
    />
  );
}

/** What else the list was called, when two devices named it at once. */
function OtherNames(props: { readonly list: ListRow; readonly onChoose: (name: string) => void }): JSX.Element {
  return (
    <Show when={otherNames(props.list).length > 0}>
      <p class={styles["heading"]}>{t("lists.conflict")}</p>
      <div class={styles["buttons"]}>
        <For each={otherNames(props.list)}>
          {(other) => (
            <Button look="quiet" translate="no" onClick={() => props.onChoose(other)}>
              {other}
            </Button>
          )}
        </For>
      </div>
    </Show>
  );
}
