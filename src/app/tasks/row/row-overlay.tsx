// The menu and the sheets of a row or of all that is selected, loaded on first use and opened over the list. Closing gives the focus back to the row.

import { Match, Show, Switch, untrack, type JSX } from "solid-js";
import type { TaskRow } from "../../../model/task-row.ts";
import { useApp } from "../../shell/app-context.ts";
import { targetOf, type Targets } from "./row-commands.ts";
import { moveOf, positionInto, positionOutOf } from "./outline-moves.ts";
import { homeOf, moveRows, sectionListOf, shiftRows } from "./row-key-runs.ts";
import type { Overlay, ScreenState, SheetKind } from "../screen-state.ts";
import { sheetTitle, shortTitle } from "./row-title.ts";
import { t } from "../../texts/messages.ts";
import { lazyPart } from "../../texts/lazy-part.ts";

const TaskMenu = lazyPart(async () => (await import("./task-menu.tsx")).TaskMenu);
const TrashMenu = lazyPart(async () => (await import("../../trash/trash-menu.tsx")).TrashMenu);
const PurgeSheet = lazyPart(async () => (await import("../../trash/purge-sheet.tsx")).PurgeSheet);
const DaySheet = lazyPart(async () => (await import("../day-sheet.tsx")).DaySheet);
const ListPicker = lazyPart(async () => (await import("../../lists/list-picker.tsx")).ListPicker);
const StartSheet = lazyPart(async () => (await import("../start-sheet.tsx")).StartSheet);
const SectionPicker = lazyPart(async () => (await import("../../sections/section-picker.tsx")).SectionPicker);
const PrioritySheet = lazyPart(async () => (await import("../../selection/priority-sheet.tsx")).PrioritySheet);
const RepeatSheet = lazyPart(async () => (await import("../../repeat/repeat-sheet.tsx")).RepeatSheet);
const TagSheet = lazyPart(async () => (await import("../../selection/tag-sheet.tsx")).TagSheet);

/** Fetches what the first menu or sheet will need before it is asked for. */
export function preloadOverlays(): void {
  for (const part of [TaskMenu, DaySheet, ListPicker, PrioritySheet, TagSheet]) void part.preload();
}

type SheetOverlay = Extract<Overlay, { readonly targets: Targets }>;

export function RowOverlay(props: { readonly state: ScreenState }): JSX.Element {
  const menu = () => {
    const overlay = props.state.overlay();
    return overlay?.kind === "menu" ? overlay : null;
  };
  const sheet = (): SheetOverlay | null => {
    const overlay = props.state.overlay();
    return overlay === null || overlay.kind === "menu" ? null : overlay;
  };
  return (
    <>
      <Show when={menu()} keyed>
        {({ row, anchor }) => (
          <Show when={props.state.place.kind === "trash"} fallback={<RowMenu state={props.state} row={row} anchor={anchor} />}>
            <TrashedRowMenu state={props.state} row={row} anchor={anchor} />
          </Show>
        )}
      </Show>
      <Show when={sheet()} keyed>
        {(overlay) => <RowSheet state={props.state} overlay={overlay} />}
      </Show>
    </>
  );
}

type RowMenuProps = { readonly state: ScreenState; readonly row: TaskRow; readonly anchor: HTMLElement };

/** What the menus of a row share. */
const menuParts = ({ state, row }: Omit<RowMenuProps, "anchor">) => ({
  sheet: (kind: SheetKind): void => state.setOverlay({ kind, targets: state.targetsFor(row), row }),
  close: (): void => {
    if (state.overlay()?.kind === "menu") state.setOverlay(null);
  },
  returnFocus(): void {
    const isFree = state.overlay() === null && state.editing() === null && state.details() === null;
    if (isFree) state.focus.focusRow(row.id);
  },
});

function TrashedRowMenu(props: RowMenuProps): JSX.Element {
  const parts = menuParts(untrack(() => ({ state: props.state, row: props.row })));
  return (
    <TrashMenu
      title={shortTitle(props.row)}
      anchor={props.anchor}
      onDetails={() => props.state.rowCommands.openDetails(props.row)}
      onSelect={() => props.state.selection.toggle(props.row.id)}
      onRestore={() => props.state.commands.restore(props.state.targetsFor(props.row))}
      onPurge={() => parts.sheet("purge")}
      onClose={parts.close}
      returnFocus={parts.returnFocus}
    />
  );
}

function RowMenu(props: RowMenuProps): JSX.Element {
  const { lists } = useApp();
  const parts = menuParts(untrack(() => ({ state: props.state, row: props.row })));
  const index = (): number => props.state.tasks.indexOf(props.row.id);
  const outlined = () => props.state.tasks.snapshot();
  return (
    <TaskMenu
      title={shortTitle(props.row)}
      anchor={props.anchor}
      isMovable={props.state.isOrdered()}
      hasSections={sectionListOf(props.state, lists, props.row) !== undefined}
      canMove={(to) => moveOf(outlined(), index(), index(), homeOf(outlined(), lists, props.row), to) !== null}
      canShift={(to) => (to === "in" ? positionInto(outlined(), index(), null) : positionOutOf(outlined(), index())) !== null}
      onEdit={() => props.state.rowCommands.edit(props.row)}
      onDetails={() => props.state.rowCommands.openDetails(props.row)}
      onAddPart={() => props.state.rowCommands.addPart(props.row)}
      onSelect={() => props.state.selection.toggle(props.row.id)}
      onSheet={parts.sheet}
      onMove={(to) => void moveRows(props.state, lists, props.row, to)}
      onShift={(to) => void shiftRows(props.state, lists, props.row, to)}
      onSkip={props.row.repeat === null || props.row.done ? null : () => props.state.commands.skip(targetOf(props.row))}
      onDuplicate={() => props.state.commands.duplicate(props.state.targetsFor(props.row))}
      onTrash={() => props.state.commands.trash(props.state.targetsFor(props.row))}
      onClose={parts.close}
      returnFocus={parts.returnFocus}
    />
  );
}

type Shared = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

type RowSheetProps = { readonly state: ScreenState; readonly overlay: SheetOverlay };

function RowSheet(props: RowSheetProps): JSX.Element {
  /** As it is now; what is selected has no one row. */
  const row = (): TaskRow | null => {
    const { row: opened, targets } = props.overlay;
    return opened === null || targets.ids.length > 1 ? null : (props.state.tasks.row(opened.id) ?? opened);
  };
  const { commands, selection } = untrack(() => props.state);
  const targets = (): Targets => props.overlay.targets;
  const shared = (): Shared => ({
    title: props.overlay.kind === "purge" ? purgeTitle(targets()) : sheetTitle(props.overlay.kind, targets()),
    titleIsUserText: targets().title !== null,
    onClose: () => props.state.overlay() === props.overlay && props.state.setOverlay(null),
    returnFocus: focusBack(props.state, props.overlay.row),
  });
  return (
    <Switch>
      <Match when={props.overlay.kind === "day"}>
        <DaySheet
          {...shared()}
          day={row()?.day}
          time={row()?.time ?? null}
          onPick={(day, time) => (time === undefined ? commands.setDay(targets(), day) : commands.setWhen(targets(), day, time))}
        />
      </Match>
      <Match when={props.overlay.kind === "purge"}>
        <PurgeSheet
          {...shared()}
          notes={[]}
          onConfirm={() => {
            commands.purge(targets());
            selection.clear();
          }}
        />
      </Match>
      <Match when={props.overlay.kind === "start"}>
        <StartSheet {...shared()} start={row()?.start} onPick={(start) => commands.setStart(targets(), start)} />
      </Match>
      <Match when={props.overlay.kind === "list" || props.overlay.kind === "section"}>
        <PlaceSheet {...props} row={row()} shared={shared()} />
      </Match>
      <Match when={props.overlay.kind === "priority"}>
        <PrioritySheet {...shared()} present={row()?.priority} onPick={(priority) => commands.setPriority(targets(), priority)} />
      </Match>
      <Match when={props.overlay.kind === "repeat"}>
        <RepeatSheet {...shared()} {...repeatParts(row())} onSave={(repeat) => commands.setRepeat(targets(), repeat)} />
      </Match>
      <Match when={props.overlay.kind === "tag"}>
        <TagSheet
          {...shared()}
          tags={row()?.tags ?? null}
          onAdd={(tag) => commands.addTag(targets(), tag)}
          onRemove={(tag) => commands.removeTag(targets(), tag)}
        />
      </Match>
    </Switch>
  );
}

type PlaceSheetProps = RowSheetProps & { readonly row: TaskRow | null; readonly shared: Shared };

function PlaceSheet(props: PlaceSheetProps): JSX.Element {
  const { lists } = useApp();
  const { commands, selection } = untrack(() => props.state);
  const targets = (): Targets => props.overlay.targets;
  return (
    <Switch>
      <Match when={props.overlay.kind === "list"}>
        <ListPicker
          {...props.shared}
          present={presentList(props.row, lists.shownOf)}
          onPick={(place) => {
            commands.moveTo(targets(), place);
            selection.clear();
          }}
        />
      </Match>
      <Match when={props.overlay.kind === "section" && sectionListOf(props.state, lists, props.overlay.row)}>
        {(list) => (
          <SectionPicker
            {...props.shared}
            list={list()}
            present={props.row?.section}
            onPick={(section) => {
              commands.toSection(targets(), list().id, section);
              selection.clear();
            }}
          />
        )}
      </Match>
    </Switch>
  );
}

const repeatParts = (row: TaskRow | null) => ({ repeat: row?.repeat, day: row?.day ?? row?.start ?? null });

const purgeTitle = ({ title, ids }: Targets): string => (title === null ? t("purge.titleMany", ids.length) : t("purge.titleOne", title));

/** Of what is selected, to where it was before. */
const focusBack = (state: ScreenState, row: TaskRow | null) => (row === null ? undefined : () => state.focus.focusRow(row.id));

type ShownOf = ReturnType<typeof useApp>["lists"]["shownOf"];

const presentList = (row: TaskRow | null, shownOf: ShownOf) => (row === null ? undefined : (shownOf(row.list)?.id ?? null));
