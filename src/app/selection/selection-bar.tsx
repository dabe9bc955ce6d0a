// What can be done to all that is selected, at the foot of the view. Each is one action that can be undone.

import CalendarClock from "lucide-solid/icons/calendar-clock";
import CalendarDays from "lucide-solid/icons/calendar-days";
import Check from "lucide-solid/icons/check";
import Flag from "lucide-solid/icons/flag";
import FolderInput from "lucide-solid/icons/folder-input";
import Heading from "lucide-solid/icons/heading";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Tag from "lucide-solid/icons/tag";
import Trash from "lucide-solid/icons/trash";
import Shredder from "lucide-solid/icons/shredder";
import X from "lucide-solid/icons/x";
import { For, Show, type JSX } from "solid-js";
import { IconButton } from "../../ui/button/button.tsx";
import type { Icon } from "../../ui/button/draw-icon.tsx";
import { Toolbar } from "../../ui/toolbar/toolbar.tsx";
import { useApp } from "../shell/app-context.ts";
import type { ScreenState, SheetKind } from "../tasks/screen-state.ts";
import { t } from "../texts/messages.ts";

const SHEETS: readonly {
  readonly kind: SheetKind;
  readonly icon: Icon;
  readonly text: "select.day" | "select.start" | "select.list" | "select.section" | "select.priority" | "select.tag";
}[] = [
  { kind: "day", icon: CalendarDays, text: "select.day" },
  { kind: "start", icon: CalendarClock, text: "select.start" },
  { kind: "list", icon: FolderInput, text: "select.list" },
  { kind: "section", icon: Heading, text: "select.section" },
  { kind: "priority", icon: Flag, text: "select.priority" },
  { kind: "tag", icon: Tag, text: "select.tag" },
];

export function SelectionBar(props: { readonly state: ScreenState }): JSX.Element {
  const clear = (): void => {
    const active = props.state.focus.active();
    props.state.selection.clear();
    if (active !== null) props.state.focus.focusRow(active);
  };
  return (
    <Toolbar
      label={t("select.bar", props.state.selection.count())}
      text={t("select.count", props.state.selection.count())}
      onEscape={clear}
      end={<IconButton icon={X} label={t("select.clear")} onClick={clear} />}
    >
      <Show when={props.state.place.kind === "trash"} fallback={<Changes state={props.state} clear={clear} />}>
        <TrashChanges state={props.state} clear={clear} />
      </Show>
    </Toolbar>
  );
}

/** What takes tasks out of the view leaves nothing selected. */
type PartProps = { readonly state: ScreenState; readonly clear: () => void };

function TrashChanges(props: PartProps): JSX.Element {
  const { canWrite } = useApp();
  const restore = (): void => {
    props.state.commands.restore(props.state.selected());
    props.clear();
  };
  return (
    <>
      <IconButton icon={RotateCcw} label={t("select.restore")} disabled={!canWrite()} onClick={restore} />
      <IconButton
        icon={Shredder}
        label={t("purge.menu")}
        aria-haspopup="dialog"
        disabled={!canWrite()}
        onClick={() => props.state.setOverlay({ kind: "purge", targets: props.state.selected(), row: null })}
      />
    </>
  );
}

function Changes(props: PartProps): JSX.Element {
  const { canWrite } = useApp();
  const isDone = (): boolean => props.state.place.kind === "done";
  const setDone = (): void => {
    props.state.commands.setDone(props.state.selected(), !isDone());
    props.clear();
  };
  const trash = (): void => {
    props.state.commands.trash(props.state.selected());
    props.clear();
  };
  return (
    <>
      <IconButton
        icon={isDone() ? RotateCcw : Check}
        label={t(isDone() ? "select.reopen" : "select.complete")}
        disabled={!canWrite()}
        onClick={setDone}
      />
      <For each={SHEETS.filter(({ kind }) => kind !== "section" || props.state.place.kind === "list")}>
        {(sheet) => (
          <IconButton
            icon={sheet.icon}
            label={t(sheet.text)}
            aria-haspopup="dialog"
            disabled={!canWrite()}
            onClick={() => props.state.setOverlay({ kind: sheet.kind, targets: props.state.selected(), row: null })}
          />
        )}
      </For>
      <IconButton icon={Trash} label={t("select.trash")} disabled={!canWrite()} onClick={trash} />
    </>
  );
}
