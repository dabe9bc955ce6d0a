// Making a list, or changing the name and colour of one. Loaded on first use.

import { createSignal, Show, untrack, type JSX } from "solid-js";
import { isListName, MAX_LIST_NAME_LENGTH, type ListColor } from "../../model/list-schema.ts";
import type { ListRow } from "../../model/list-row.ts";
import { useApp } from "../shell/app-context.ts";
import { NameSheet } from "../shell/name-sheet.tsx";
import { OtherNames } from "../shell/other-names.tsx";
import { fragmentOfList } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { freeColor, makeListCommands } from "./list-commands.ts";
import { HueField } from "./hue-field.tsx";

export type ListSheetProps = {
  /** null: a new one, which is gone to when it is made. */
  readonly list: ListRow | null;
  readonly onClose: () => void;
  readonly returnFocus?: (() => void) | undefined;
};

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
          <Show when={before}>{(list) => <OtherNames of={list()} onChoose={setName} />}</Show>
          <HueField chosen={color()} onChoose={setColor} />
        </>
      )}
    />
  );
}
