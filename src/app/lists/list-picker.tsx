// Choosing the list that tasks go to. Loaded on first use.

import Inbox from "lucide-solid/icons/inbox";
import type { JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { PickSheet, type Choice } from "../../ui/overlay/pick-sheet.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";

export type ListPickerProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** Where they are now; `undefined` when that is more than one place. */
  readonly present: ItemId | null | undefined;
  readonly onPick: (list: ItemId | null) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

export function ListPicker(props: ListPickerProps): JSX.Element {
  const { lists } = useApp();
  const choices = (): readonly Choice<ItemId | null>[] => [
    { value: null, name: t("view.inbox"), mark: <Inbox size="1rem" strokeWidth={1.75} /> },
    ...lists.shown().map((list) => ({ value: list.id, name: listName(list), isUserText: true, mark: <HueDot hue={list.color} /> })),
  ];
  return <PickSheet {...props} closeLabel={t("app.close")} label={t("menu.list")} choices={choices()} />;
}
