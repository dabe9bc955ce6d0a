// The actions of one task, in a menu. Loaded on first use.

import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowDownToLine from "lucide-solid/icons/arrow-down-to-line";
import ArrowUp from "lucide-solid/icons/arrow-up";
import ArrowUpToLine from "lucide-solid/icons/arrow-up-to-line";
import CalendarDays from "lucide-solid/icons/calendar-days";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import type { JSX } from "solid-js";
import { Menu, type MenuEntry } from "../../ui/overlay/menu.tsx";
import { t } from "../texts/messages.ts";

export type MoveTo = "up" | "down" | "top" | "bottom";

export type TaskMenuProps = {
  readonly title: string;
  readonly anchor: HTMLElement;
  /** Whether the list has an order of the user's own. */
  readonly isMovable: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onEdit: () => void;
  readonly onDay: () => void;
  readonly onMove: (to: MoveTo) => void;
  readonly onTrash: () => void;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

export function TaskMenu(props: TaskMenuProps): JSX.Element {
  const moves = (): readonly MenuEntry[] => [
    { kind: "separator" },
    { kind: "action", label: t("menu.up"), icon: ArrowUp, keys: "Alt ↑", disabled: props.isFirst, run: () => props.onMove("up") },
    { kind: "action", label: t("menu.down"), icon: ArrowDown, keys: "Alt ↓", disabled: props.isLast, run: () => props.onMove("down") },
    { kind: "action", label: t("menu.top"), icon: ArrowUpToLine, disabled: props.isFirst, run: () => props.onMove("top") },
    { kind: "action", label: t("menu.bottom"), icon: ArrowDownToLine, disabled: props.isLast, run: () => props.onMove("bottom") },
  ];
  const entries = (): readonly MenuEntry[] => [
    { kind: "action", label: t("menu.edit"), icon: Pencil, keys: "Enter", run: () => props.onEdit() },
    { kind: "action", label: t("menu.day"), icon: CalendarDays, run: () => props.onDay() },
    ...(props.isMovable ? moves() : []),
    { kind: "separator" },
    { kind: "action", label: t("menu.trash"), icon: Trash, keys: "Del", run: () => props.onTrash() },
  ];
  return (
    <Menu
      label={t("task.menu", props.title)}
      anchor={props.anchor}
      entries={entries()}
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    />
  );
}
