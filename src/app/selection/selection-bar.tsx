// What can be done to all that is selected, at the foot of the view. Each is one action that can be undone.

import CalendarClock from "lucide-solid/icons/calendar-clock";
import CalendarDays from "lucide-solid/icons/calendar-days";
import Check from "lucide-solid/icons/check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Flag from "lucide-solid/icons/flag";
import FolderInput from "lucide-solid/icons/folder-input";
import Heading from "lucide-solid/icons/heading";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Tag from "lucide-solid/icons/tag";
import Trash from "lucide-solid/icons/trash";
import Shredder from "lucide-solid/icons/shredder";
import X from "lucide-solid/icons/x";
import { createSignal, For, Show, Suspense, type JSX } from "solid-js";
import { IconButton } from "../../ui/button/button.tsx";
import type { Icon } from "../../ui/button/draw-icon.tsx";
import { Toolbar } from "../../ui/toolbar/toolbar.tsx";
import { createMediaQuery } from "../client/media-query.ts";
import { useApp } from "../shell/app-context.ts";
import type { ScreenState, SheetKind } from "../tasks/screen-state.ts";
import { lazyPart } from "../texts/lazy-part.ts";
import { t } from "../texts/messages.ts";

const MoreMenu = lazyPart(async () => (await import("./more-menu.tsx")).MoreMenu);

/** A row of seven buttons, 44 px each, is what the narrowest phones have room for. */
const NARROW = "(max-width: 30rem)";

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
  const [anchor, setAnchor] = createSignal<HTMLElement | null>(null);
  const isNarrow = createMediaQuery(NARROW);
  const isMoved = (kind: SheetKind): boolean => isNarrow() && (kind === "start" || kind === "section");
  const kinds = (): readonly SheetKind[] =>
    SHEETS.map(({ kind }) => kind).filter((kind) => kind !== "section" || props.state.place.kind === "list");
  /** The button is another one when the bar has become wider or narrower meanwhile. */
  const returnFocus = (): void => {
    if (props.state.overlay() === null) document.querySelector<HTMLElement>("[data-more]")?.focus();
  };
  return (
    <>
      <Toolbar
        label={t("select.bar", props.state.selection.count())}
        text={t("select.count", props.state.selection.count())}
        onEscape={clear}
        end={<IconButton icon={X} label={t("select.clear")} onClick={clear} />}
      >
        <Show
          when={props.state.place.kind === "trash"}
          fallback={<Changes state={props.state} clear={clear} kinds={kinds().filter((kind) => !isMoved(kind))} onMore={setAnchor} />}
        >
          <TrashChanges state={props.state} clear={clear} />
        </Show>
      </Toolbar>
      {/* Beside the bar, to which its keys mean something else. */}
      <Suspense>
        <Show when={anchor()}>
          {(element) => (
            <MoreMenu
              state={props.state}
              anchor={element()}
              sheets={kinds().filter(isMoved)}
              onClose={() => setAnchor(null)}
              returnFocus={returnFocus}
            />
          )}
        </Show>
      </Suspense>
    </>
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

type ChangesProps = PartProps & { readonly kinds: readonly SheetKind[]; readonly onMore: (anchor: HTMLElement) => void };

function Changes(props: ChangesProps): JSX.Element {
  const { canWrite } = useApp();
  const isDone = (): boolean => props.state.among() === "done";
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
      <For each={SHEETS.filter(({ kind }) => props.kinds.includes(kind))}>
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
      <IconButton
        icon={Ellipsis}
        label={t("select.more")}
        aria-haspopup="menu"
        data-more
        disabled={!canWrite()}
        onClick={(event) => props.onMore(event.currentTarget)}
      />
    </>
  );
}
