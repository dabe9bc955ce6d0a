// The actions of one task, in a menu. Loaded on first use.

import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowDownToLine from "lucide-solid/icons/arrow-down-to-line";
import ArrowUp from "lucide-solid/icons/arrow-up";
import ArrowUpToLine from "lucide-solid/icons/arrow-up-to-line";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import CalendarDays from "lucide-solid/icons/calendar-days";
import CircleDot from "lucide-solid/icons/circle-dot";
import Heading from "lucide-solid/icons/heading";
import IndentDecrease from "lucide-solid/icons/list-indent-decrease";
import IndentIncrease from "lucide-solid/icons/list-indent-increase";
import Copy from "lucide-solid/icons/copy";
import Flag from "lucide-solid/icons/flag";
import FolderInput from "lucide-solid/icons/folder-input";
import ListPlus from "lucide-solid/icons/list-plus";
import PanelRight from "lucide-solid/icons/panel-right";
import Pencil from "lucide-solid/icons/pencil";
import Repeat from "lucide-solid/icons/repeat";
import SkipForward from "lucide-solid/icons/skip-forward";
import Tag from "lucide-solid/icons/tag";
import Trash from "lucide-solid/icons/trash";
import type { JSX } from "solid-js";
import { Menu, type MenuEntry } from "../../../ui/overlay/menu.tsx";
import { t } from "../../texts/messages.ts";
import type { MoveTo } from "./outline-moves.ts";
import { shownKeys } from "./row-keys.ts";
import type { SheetKind } from "../screen-state.ts";

export type TaskMenuProps = {
  readonly title: string;
  readonly anchor: HTMLElement;
  /** Whether the list has an order of the user's own. */
  readonly isMovable: boolean;
  /** Whether there is a list whose sections it can be put in. */
  readonly hasSections: boolean;
  readonly canMove: (to: MoveTo) => boolean;
  /** Whether there is a task above to become a part of, and one that it is a part of. */
  readonly canShift: (to: "in" | "out") => boolean;
  readonly onEdit: () => void;
  readonly onDetails: () => void;
  readonly onAddPart: () => void;
  readonly onSelect: () => void;
  readonly onSheet: (kind: SheetKind) => void;
  readonly onMove: (to: MoveTo) => void;
  readonly onShift: (to: "in" | "out") => void;
  /** null: it does not repeat. */
  readonly onSkip: (() => void) | null;
  readonly onDuplicate: () => void;
  readonly onTrash: () => void;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

const skipping = (run: (() => void) | null): readonly MenuEntry[] =>
  run === null ? [] : [{ kind: "action", label: t("menu.skip"), icon: SkipForward, run }];

/** Where it goes in the order that the list has. */
function movesOf(menu: TaskMenuProps): readonly MenuEntry[] {
  const keys = shownKeys();
  return [
    { kind: "separator" },
    { kind: "action", label: t("menu.up"), icon: ArrowUp, keys: keys.up, disabled: !menu.canMove("up"), run: () => menu.onMove("up") },
    {
      kind: "action",
      label: t("menu.down"),
      icon: ArrowDown,
      keys: keys.down,
      disabled: !menu.canMove("down"),
      run: () => menu.onMove("down"),
    },
    { kind: "action", label: t("menu.top"), icon: ArrowUpToLine, disabled: !menu.canMove("up"), run: () => menu.onMove("top") },
    { kind: "action", label: t("menu.bottom"), icon: ArrowDownToLine, disabled: !menu.canMove("down"), run: () => menu.onMove("bottom") },
    {
      kind: "action",
      label: t("menu.in"),
      icon: IndentIncrease,
      keys: keys.in,
      disabled: !menu.canShift("in"),
      run: () => menu.onShift("in"),
    },
    {
      kind: "action",
      label: t("menu.out"),
      icon: IndentDecrease,
      keys: keys.out,
      disabled: !menu.canShift("out"),
      run: () => menu.onShift("out"),
    },
  ];
}

function sectionOf(menu: TaskMenuProps): MenuEntry {
  return { kind: "action", label: t("menu.section"), icon: Heading, keys: shownKeys().section, run: () => menu.onSheet("section") };
}

export function TaskMenu(props: TaskMenuProps): JSX.Element {
  const keys = shownKeys();
  const entries = (): readonly MenuEntry[] => [
    { kind: "action", label: t("menu.details"), icon: PanelRight, keys: keys.details, run: () => props.onDetails() },
    { kind: "action", label: t("menu.addPart"), icon: ListPlus, run: () => props.onAddPart() },
    { kind: "action", label: t("menu.edit"), icon: Pencil, keys: keys.edit, run: () => props.onEdit() },
    { kind: "action", label: t("menu.select"), icon: CircleDot, keys: keys.select, run: () => props.onSelect() },
    { kind: "separator" },
    { kind: "action", label: t("menu.day"), icon: CalendarDays, keys: keys.day, run: () => props.onSheet("day") },
    { kind: "action", label: t("menu.repeat"), icon: Repeat, keys: keys.repeat, run: () => props.onSheet("repeat") },
    ...skipping(props.onSkip),
    { kind: "action", label: t("menu.list"), icon: FolderInput, keys: keys.list, run: () => props.onSheet("list") },
    { kind: "action", label: t("menu.priority"), icon: Flag, keys: keys.priority, run: () => props.onSheet("priority") },
    { kind: "action", label: t("menu.tag"), icon: Tag, keys: keys.tag, run: () => props.onSheet("tag") },
    { kind: "action", label: t("menu.start"), icon: CalendarClock, keys: keys.start, run: () => props.onSheet("start") },
    ...(props.hasSections ? [sectionOf(props)] : []),
    ...(props.isMovable ? movesOf(props) : []),
    { kind: "separator" },
    { kind: "action", label: t("menu.duplicate"), icon: Copy, keys: keys.duplicate, run: () => props.onDuplicate() },
    { kind: "action", label: t("menu.trash"), icon: Trash, keys: keys.remove, run: () => props.onTrash() },
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
