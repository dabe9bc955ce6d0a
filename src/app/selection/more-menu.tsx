// What else can be done to all that is selected: what the bar has no room for. Loaded on first use.

import CalendarClock from "lucide-solid/icons/calendar-clock";
import Copy from "lucide-solid/icons/copy";
import Heading from "lucide-solid/icons/heading";
import IndentDecrease from "lucide-solid/icons/list-indent-decrease";
import IndentIncrease from "lucide-solid/icons/list-indent-increase";
import type { JSX } from "solid-js";
import { Menu, type MenuEntry } from "../../ui/overlay/menu.tsx";
import { useApp } from "../shell/app-context.ts";
import { positionInto, positionOutOf } from "../tasks/row/outline-moves.ts";
import { firstSelected, shiftRows } from "../tasks/row/row-key-runs.ts";
import { shownKeys } from "../tasks/row/row-keys.ts";
import type { ScreenState, SheetKind } from "../tasks/screen-state.ts";
import { t } from "../texts/messages.ts";

export type MoreMenuProps = {
  readonly state: ScreenState;
  readonly anchor: HTMLElement;
  /** What is in the bar where that is wide. */
  readonly sheets: readonly SheetKind[];
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

const SHEETS: Partial<Record<SheetKind, { readonly icon: typeof Heading; readonly text: "select.start" | "select.section" }>> = {
  start: { icon: CalendarClock, text: "select.start" },
  section: { icon: Heading, text: "select.section" },
};

export function MoreMenu(props: MoreMenuProps): JSX.Element {
  const { lists } = useApp();
  const sheetEntries = (): readonly MenuEntry[] =>
    props.sheets.flatMap((kind): readonly MenuEntry[] => {
      const sheet = SHEETS[kind];
      const open = (): void => props.state.setOverlay({ kind, targets: props.state.selected(), row: null });
      return sheet === undefined ? [] : [{ kind: "action", label: t(sheet.text), icon: sheet.icon, run: open }];
    });
  const shift = (to: "in" | "out"): MenuEntry => {
    const first = firstSelected(props.state);
    const rows = props.state.tasks.snapshot();
    const index = first === undefined ? -1 : props.state.tasks.indexOf(first.id);
    const position = to === "in" ? positionInto(rows, index, null) : positionOutOf(rows, index);
    return {
      kind: "action",
      label: t(`menu.${to}`),
      icon: to === "in" ? IndentIncrease : IndentDecrease,
      keys: shownKeys()[to],
      disabled: first === undefined || position === null,
      run: () => first !== undefined && void shiftRows(props.state, lists, first, to, true),
    };
  };
  const entries = (): readonly MenuEntry[] => [
    ...sheetEntries(),
    ...(props.state.isOrdered() ? [shift("in"), shift("out")] : []),
    {
      kind: "action",
      label: t("menu.duplicate"),
      icon: Copy,
      keys: shownKeys().duplicate,
      run: () => props.state.commands.duplicate(props.state.selected()),
    },
  ];
  return (
    <Menu
      label={t("select.more")}
      anchor={props.anchor}
      entries={entries()}
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    />
  );
}
