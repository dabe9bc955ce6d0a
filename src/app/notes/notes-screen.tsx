// The list of notes, changed last first: only the rows near the screen exist. A row is a link to its note; the arrow keys go along them.

import Plus from "lucide-solid/icons/plus";
import Waypoints from "lucide-solid/icons/waypoints";
import { createVirtualizer } from "@tanstack/solid-virtual";
import { createEffect, createMemo, createSignal, For, onMount, Show, type Accessor, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { NoteRow } from "../../model/note-row.ts";
import { Button } from "../../ui/button/button.tsx";
import { drawIcon } from "../../ui/button/draw-icon.tsx";
import { EmptyState } from "../../ui/notice/empty-state.tsx";
import { createNoteWindow, type ShownWindow } from "../client/task-window.ts";
import { whenIdle } from "../client/when-idle.ts";
import { useApp } from "../shell/app-context.ts";
import { PageHead } from "../shell/page-head.tsx";
import { fragmentOfNote } from "../shell/place.ts";
import { SpaceMark } from "../spaces/space-mark.tsx";
import { t } from "../texts/messages.ts";
import { shortMomentText } from "../texts/moment-text.ts";
import screenStyles from "../tasks/task-screen.module.css";
import { loadNoteText } from "./load-note-text.ts";
import { createNote, lastOpen, noteTitle, trashNote } from "./note-commands.ts";
import styles from "./notes.module.css";

const ROW_HEIGHT_REM = 5.5;
const OVERSCAN_ROWS = 6;

async function getReady(): Promise<void> {
  await import("./note-screen.tsx");
  const { tryNoteText } = await loadNoteText();
  whenIdle(tryNoteText);
}

export function NotesScreen(props: { readonly banners: JSX.Element }): JSX.Element {
  const { client, actions, canWrite } = useApp();
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [hasFailed, setFailed] = createSignal(false);
  const notes = createNoteWindow(client, "notes", () => setFailed(true));
  // The first note that is opened finds its screen and its editor there.
  onMount(() => whenIdle(() => void getReady().catch(() => undefined)));
  return (
    <main ref={(element) => onMount(() => setScroller(element))} class={screenStyles["screen"]} id="main">
      <div class={screenStyles["column"]}>
        <PageHead banners={props.banners}>
          <div class={styles["headLine"]}>
            <h1 class={screenStyles["title"]}>{t("view.notes")}</h1>
            <Button look="plain" disabled={!canWrite()} onClick={() => void createNote(actions)}>
              {drawIcon(Plus)}
              {t("notes.new")}
            </Button>
          </div>
        </PageHead>
        <Show when={hasFailed()}>
          <p class={styles["problem"]} role="alert">
            {t("notes.noCode")}
          </p>
        </Show>
        <Show when={notes.snapshot().total === 0}>
          <EmptyState title={t("empty.notes.title")} text={t("empty.notes.text")} />
        </Show>
        <NoteList notes={notes} scroller={scroller} />
      </div>
    </main>
  );
}

type NoteListProps = { readonly notes: ShownWindow<NoteRow>; readonly scroller: Accessor<HTMLElement | undefined> };

function createRows(props: NoteListProps, list: Accessor<HTMLElement | undefined>) {
  const rootFontPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const itemKey = createMemo(() => {
    const { ids, start } = props.notes.snapshot();
    return (index: number) => ids[index - start] ?? index;
  });
  return createVirtualizer<HTMLElement, HTMLElement>({
    get count() {
      return props.notes.snapshot().total ?? 0;
    },
    get scrollMargin() {
      return list()?.offsetTop ?? 0;
    },
    get getItemKey() {
      return itemKey();
    },
    getScrollElement: () => props.scroller() ?? null,
    estimateSize: () => ROW_HEIGHT_REM * rootFontPx,
    overscan: OVERSCAN_ROWS,
  });
}

type Placed = { readonly index: number; readonly start: number };

type Rows = {
  readonly virtualizer: ReturnType<typeof createRows>;
  readonly shownIds: Accessor<readonly ItemId[]>;
  readonly placeOf: (id: ItemId) => Placed | undefined;
};

/** The rows that exist now, by note, so that focus stays with it wherever it goes. */
function createShownRows(props: NoteListProps, list: Accessor<HTMLElement | undefined>): Rows {
  const virtualizer = createRows(props, list);
  const placedById = createMemo(() => {
    const placed = new Map<ItemId, Placed>();
    for (const { index, start } of virtualizer.getVirtualItems()) {
      const id = props.notes.idAt(index);
      if (id !== undefined) placed.set(id, { index, start: start - (list()?.offsetTop ?? 0) });
    }
    return placed;
  });
  createEffect(() => {
    const isAny = virtualizer.getVirtualItems().length > 0;
    const { range } = virtualizer;
    if (isAny && range !== null) props.notes.showRange(range.startIndex, range.endIndex);
  });
  const shownIds = createMemo(() => [...placedById().keys()]);
  return { virtualizer, shownIds, placeOf: (id) => placedById().get(id) };
}

const KEY_STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function NoteList(props: NoteListProps): JSX.Element {
  const { actions, canWriteIn } = useApp();
  const [list, setList] = createSignal<HTMLElement>();
  const { virtualizer, shownIds, placeOf } = createShownRows(props, list);
  const goTo = (index: number): void => {
    if (index < 0 || index >= (props.notes.snapshot().total ?? 0)) return;
    virtualizer.scrollToIndex(index);
    requestAnimationFrame(() => list()?.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus());
  };
  const trash = async (note: NoteRow, index: number): Promise<void> => {
    if (await trashNote(actions, note)) goTo(Math.max(0, index - 1));
  };
  const onKeyDown = (event: KeyboardEvent, note: NoteRow, index: number): void => {
    const step = KEY_STEPS[event.key];
    if (step !== undefined) goTo(index + step);
    else if (event.key === "Delete" && canWriteIn(note) && !note.newer) void trash(note, index);
    else return;
    event.preventDefault();
  };
  // Whoever comes back from a note goes on from there.
  createEffect(() => {
    const { id } = lastOpen;
    const index = id === null ? -1 : props.notes.indexOf(id);
    if (index < 0) return;
    lastOpen.id = null;
    goTo(index);
  });
  return (
    <ul ref={setList} class={styles["list"]} style={{ height: `${virtualizer.getTotalSize()}px` }} aria-label={t("view.notes")}>
      <For each={shownIds()}>
        {(id) => {
          const row = createMemo((last: NoteRow | undefined) => props.notes.row(id) ?? last);
          const placed = createMemo((last: Placed) => placeOf(id) ?? last, { index: 0, start: 0 });
          return (
            <Show when={row()}>
              {(note) => (
                <li
                  ref={(element) => queueMicrotask(() => virtualizer.measureElement(element))}
                  class={styles["row"]}
                  data-index={placed().index}
                  style={{ transform: `translateY(${placed().start}px)` }}
                  onKeyDown={(event) => onKeyDown(event, note(), placed().index)}
                >
                  <NoteLink row={note()} />
                </li>
              )}
            </Show>
          );
        }}
      </For>
    </ul>
  );
}

function NoteLink(props: { readonly row: NoteRow }): JSX.Element {
  return (
    <a class={styles["link"]} href={fragmentOfNote(props.row.id)}>
      <span class={styles["name"]} translate={props.row.title === "" ? undefined : "no"} dir="auto">
        {noteTitle(props.row)}
      </span>
      <span class={styles["excerpt"]} translate={props.row.excerpt === "" ? undefined : "no"} dir="auto">
        {props.row.excerpt || t("notes.empty")}
      </span>
      <span class={styles["moment"]}>
        <SpaceMark space={props.row.space} />
        <Show when={props.row.mirror}>
          {(mirror) => (
            <span class={styles["mirrored"]} translate="no" dir="auto">
              <Waypoints size="0.875rem" strokeWidth={1.75} aria-hidden="true" />
              {t("mirror.mark", mirror().room)}
            </span>
          )}
        </Show>
        {t("notes.changed", shortMomentText(props.row.changedMs, Date.now()))}
      </span>
    </a>
  );
}
