// The actions of one list, in a menu. Loaded on first use.

import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Copy from "lucide-solid/icons/copy";
import Heading from "lucide-solid/icons/heading";
import LayoutTemplate from "lucide-solid/icons/layout-template";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import type { JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { ListRow } from "../../model/list-row.ts";
import { Menu, type MenuEntry } from "../../ui/overlay/menu.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { fragmentOfList } from "../shell/place.ts";
import { shownKeys } from "../tasks/row/row-keys.ts";
import { t } from "../texts/messages.ts";
import { makeListCommands, positionOfList } from "./list-commands.ts";
import { makeListCopies } from "./list-copies.ts";

export type ListMenuProps = {
  readonly list: ListRow;
  readonly anchor: HTMLElement;
  readonly onEdit: () => void;
  readonly onAddSection: () => void;
  /** Of a template. */
  readonly onUse: () => void;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

async function goToCopy(copied: Promise<ItemId | null>): Promise<void> {
  const id = await copied;
  if (id !== null) location.hash = fragmentOfList(id);
}

export function ListMenu(props: ListMenuProps): JSX.Element {
  const { actions, lists } = useApp();
  const commands = makeListCommands(actions, lists);
  const copies = makeListCopies(actions);
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
      run: () => moved !== null && commands.move(props.list, { at: moved.at, list: moved.beside }, moved.newIndex),
    };
  };
  const sections = (): MenuEntry => ({ kind: "action", label: t("sections.new"), icon: Heading, run: () => props.onAddSection() });
  /** Of one that is in use. */
  const ofList = (): readonly MenuEntry[] => [
    move("up"),
    move("down"),
    { kind: "separator" },
    { kind: "action", label: t("lists.duplicate"), icon: Copy, run: () => void goToCopy(copies.duplicate(props.list)) },
    { kind: "action", label: t("lists.keepTemplate"), icon: LayoutTemplate, run: () => void copies.keepAsTemplate(props.list) },
    { kind: "action", label: t("lists.archive"), icon: Archive, run: () => copies.archive(props.list, true) },
  ];
  const outOfSight = (): MenuEntry =>
    props.list.template
      ? { kind: "action", label: t("lists.useTemplate"), icon: LayoutTemplate, run: () => props.onUse() }
      : { kind: "action", label: t("lists.unarchive"), icon: ArchiveRestore, run: () => copies.archive(props.list, false) };
  const entries = (): readonly MenuEntry[] => [
    { kind: "action", label: t("lists.edit"), icon: Pencil, run: () => props.onEdit() },
    sections(),
    ...(props.list.archived ? [outOfSight()] : ofList()),
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
