// The actions of one list, in a menu. Loaded on first use.

import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Heading from "lucide-solid/icons/heading";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import type { JSX } from "solid-js";
import type { ListRow } from "../../model/list-row.ts";
import { Menu, type MenuEntry } from "../../ui/overlay/menu.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { shownKeys } from "../tasks/row/row-keys.ts";
import { t } from "../texts/messages.ts";
import { makeListCommands, positionOfList } from "./list-commands.ts";

export type ListMenuProps = {
  readonly list: ListRow;
  readonly anchor: HTMLElement;
  readonly onEdit: () => void;
  readonly onAddSection: () => void;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

export function ListMenu(props: ListMenuProps): JSX.Element {
  const { actions, lists } = useApp();
  const commands = makeListCommands(actions, lists);
  const order = () =>
    lists
      .shown()
      .filter(({ space }) => space === props.list.space)
      .map(({ id }) => id);
  const move = (to: "up" | "down"): MenuEntry => {
    const moved = positionOfList(order(), props.list.id, to);
    return {
      kind: "action",
      label: t(`lists.${to}`),
      icon: to === "up" ? ArrowUp : ArrowDown,
      keys: shownKeys()[to],
      disabled: moved === null,
      run: () => moved !== null && commands.move(props.list, moved.position, moved.newIndex),
    };
  };
  const entries = (): readonly MenuEntry[] => [
    { kind: "action", label: t("lists.edit"), icon: Pencil, run: () => props.onEdit() },
    { kind: "action", label: t("sections.new"), icon: Heading, run: () => props.onAddSection() },
    move("up"),
    move("down"),
    { kind: "separator" },
    { kind: "action", label: t("lists.trash"), icon: Trash, run: () => commands.trash(props.list) },
  ];
  return (
    <Menu
      label={t("lists.menu", listName(props.list))}
      anchor={props.anchor}
      entries={entries()}
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    />
  );
}
