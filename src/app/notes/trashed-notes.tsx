// The notes in the trash, above the tasks there.

import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Shredder from "lucide-solid/icons/shredder";
import { createSignal, For, onMount, Show, Suspense, type JSX } from "solid-js";
import type { NoteRow } from "../../model/note-row.ts";
import { IconButton } from "../../ui/button/button.tsx";
import type { ShownWindow } from "../client/task-window.ts";
import { useApp } from "../shell/app-context.ts";
import { fragmentOfNote } from "../shell/place.ts";
import { SpaceMark } from "../spaces/space-mark.tsx";
import { t } from "../texts/messages.ts";
import { noteTitle, restoreNote } from "./note-commands.ts";
import styles from "./notes.module.css";
import { lazyPart } from "../texts/lazy-part.ts";

const PurgeSheet = lazyPart(async () => (await import("../trash/purge-sheet.tsx")).PurgeSheet);

/** As many as a window holds; those beyond them show when these have gone. */
const MOST_SHOWN = 300;

export function TrashedNotes(props: { readonly notes: ShownWindow<NoteRow> }): JSX.Element {
  const { actions, canWriteIn } = useApp();
  const [askedOf, setAskedOf] = createSignal<NoteRow | null>(null);
  onMount(() => props.notes.showRange(0, MOST_SHOWN));
  const rows = (): readonly NoteRow[] => props.notes.snapshot().ids.flatMap((id) => props.notes.row(id) ?? []);
  return (
    <>
      <Suspense>
        <Show when={askedOf()} keyed>
          {(note) => (
            <PurgeSheet
              title={t("purge.titleOne", noteTitle(note))}
              titleIsUserText
              notes={[]}
              onConfirm={() => void actions.purge([note.id], () => t("purge.done", noteTitle(note)))}
              onClose={() => setAskedOf(null)}
              returnFocus={undefined}
            />
          )}
        </Show>
      </Suspense>
      <Show when={rows().length > 0}>
        <section class={styles["trashed"]} aria-labelledby="trashed-notes">
          <h2 class={styles["heading"]} id="trashed-notes">
            {t("notes.trashed")}
          </h2>
          <ul>
            <For each={rows()}>
              {(note) => (
                <li class={styles["trashedNote"]}>
                  <a class={styles["trashedName"]} href={fragmentOfNote(note.id)} translate="no" dir="auto">
                    {noteTitle(note)}
                  </a>
                  <SpaceMark space={note.space} />
                  <IconButton
                    icon={RotateCcw}
                    label={t("notes.restoreLabel", noteTitle(note))}
                    disabled={note.newer || !canWriteIn(note)}
                    onClick={() => void restoreNote(actions, note)}
                  />
                  <IconButton
                    icon={Shredder}
                    label={t("purge.label", noteTitle(note))}
                    aria-haspopup="dialog"
                    disabled={note.newer || !canWriteIn(note)}
                    onClick={() => setAskedOf(note)}
                  />
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  );
}
