// One note: its title, and its text once the editor's code and the note itself are there. What is typed is saved as it is typed, at the latest when the page or
// the note is left.

import ArrowLeft from "lucide-solid/icons/arrow-left";
import Trash from "lucide-solid/icons/trash";
import Waypoints from "lucide-solid/icons/waypoints";
import { createMemo, createSignal, Match, onCleanup, Show, Suspense, Switch, untrack, type Accessor, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { ItemId } from "../../base/ids.ts";
import type { NoteSession } from "../../editor/note-session.ts";
import type { NoteRow } from "../../model/note-row.ts";
import { Button, IconButton } from "../../ui/button/button.tsx";
import { createOpenNote, type NoteState } from "../client/open-note.ts";
import { MirrorLine } from "../mirrors/mirror-line.tsx";
import { useApp } from "../shell/app-context.ts";
import { fragmentOf } from "../shell/place.ts";
import screenStyles from "../tasks/task-screen.module.css";
import { SpaceMark } from "../spaces/space-mark.tsx";
import { spaceName } from "../spaces/spaces.ts";
import { t } from "../texts/messages.ts";
import { loadNoteText, type NoteTextCode } from "./load-note-text.ts";
import { lastOpen, restoreNote, trashNote } from "./note-commands.ts";
import { NoteTitle } from "./note-title.tsx";
import { AlsoHere } from "./also-here.tsx";
import { createNotePresence, type NotePresence, type PresentDevice } from "./note-presence.ts";
import { createNoteSaving } from "./note-saving.ts";
import { OtherTitles } from "./other-titles.tsx";
import styles from "./notes.module.css";
import { lazyPart } from "../texts/lazy-part.ts";

const MirrorSheet = lazyPart(async () => (await import("../mirrors/mirror-sheet.tsx")).MirrorSheet);

export type NoteScreenProps = { readonly note: ItemId; readonly banners: JSX.Element };

const back = (): void => {
  location.hash = fragmentOf("notes");
};

/** `null` while it is being loaded. */
function createCode(): { readonly code: Accessor<NoteTextCode | "failed" | null>; readonly load: () => void } {
  const [code, setCode] = createSignal<NoteTextCode | "failed" | null>(null);
  const load = (): void => {
    setCode(null);
    loadNoteText().then(
      (loaded) => setCode(loaded),
      () => setCode("failed"),
    );
  };
  load();
  return { code, load };
}

/** What has the id of a task is no note. */
const isGone = (state: NoteState): boolean => state.kind === "gone" || (state.kind === "open" && state.row === null);

export function NoteScreen(props: NoteScreenProps): JSX.Element {
  const { client } = useApp();
  const id = untrack(() => props.note);
  lastOpen.id = id;
  const open = createOpenNote(client, id);
  const { code, load } = createCode();
  const presence = createNotePresence(id, open);
  const saving = createNoteSaving(id, () => presence.present().length > 0);
  const [version, setVersion] = createSignal(0);
  const loaded = createMemo(() => {
    const present = code();
    if (present === null || present === "failed") return null;
    const session = present.openNoteSession(open.clientId, saving.takeUnsaved(), saving.options);
    saving.follow(session.saver);
    open.listen((update) => {
      session.take(update);
      setVersion((last) => last + 1);
    });
    return { NoteText: present.NoteText, session };
  });
  const row = createMemo((last: NoteRow | null) => {
    const state = open.state();
    return state.kind === "open" ? (state.row ?? last) : last;
  }, null);
  return (
    <main class={screenStyles["screen"]} id="main" data-paper="">
      <div class={screenStyles["column"]}>
        <div class={styles["banners"]}>{props.banners}</div>
        <Switch>
          <Match when={isGone(open.state())}>
            <Missing title={t("notes.gone.title")} text={t("notes.gone.text")} />
          </Match>
          <Match when={open.state().kind === "unreadable"}>
            <Missing title={null} text={t("notes.unreadable")} />
          </Match>
          <Match when={open.state().kind === "no-code" || code() === "failed"}>
            <div class={styles["missing"]} role="alert">
              <p class={styles["quiet"]}>{t("notes.noCode")}</p>
              <Show when={code() === "failed"} fallback={<BackLink />}>
                <Button onClick={load}>{t("notes.retry")}</Button>
              </Show>
            </div>
          </Match>
          <Match when={row()}>
            {(present) => <OpenNote row={present()} loaded={loaded()} version={version()} saving={saving} presence={presence} />}
          </Match>
        </Switch>
      </div>
    </main>
  );
}

type OpenNoteProps = {
  readonly row: NoteRow;
  readonly loaded: { readonly NoteText: NoteTextCode["NoteText"]; readonly session: NoteSession } | null;
  readonly version: number;
  readonly saving: ReturnType<typeof createNoteSaving>;
  readonly presence: NotePresence;
};

/** Null where it may be written. */
function whyReadOnly({ newer, trashed }: NoteRow, isUnknown: boolean, readOnlySpace: string | null): string | null {
  if (newer) return t("notes.readOnly.newer");
  if (isUnknown) return t("notes.readOnly.unknown");
  if (trashed) return t("notes.readOnly.trashed");
  return readOnlySpace === null ? null : t("spaces.readOnly", readOnlySpace);
}

/** What the space is called in which it may only be read. */
function createReadOnlySpace(row: Accessor<NoteRow>): Accessor<string | null> {
  const { spaces } = useApp();
  return () => {
    const space = spaces.find(row().space) ?? spaces.shared();
    return space === null || spaces.mayWriteIn(space.id) ? null : spaceName(space);
  };
}

function OpenNote(props: OpenNoteProps): JSX.Element {
  const { say } = useApp();
  const [isUnknown, setUnknown] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const readOnlySpace = createReadOnlySpace(() => props.row);
  const readOnly = (): string | null => whyReadOnly(props.row, isUnknown(), readOnlySpace());
  const saving = untrack(() => props.saving);
  const isNew = untrack(() => props.row.title === "" && props.row.excerpt === "" && !props.row.newer && !props.row.trashed);
  let focusText: ((at: "start" | "end") => void) | null = null;
  const onTooLong = (): void => {
    setProblem(t("notes.tooLong"));
    say(t("notes.tooLong"));
  };
  const onBlur = (): void => {
    setProblem(null);
    void saving.flush();
  };
  const takeFocus = (focus: (at: "start" | "end") => void): void => {
    focusText = focus;
    // On a phone the keyboard would cover what is to be read.
    if (!isNew && matchMedia("(hover: hover) and (pointer: fine)").matches) focus("start");
  };
  onCleanup(() => void saving.flush());
  return (
    <article class={styles["note"]}>
      <NoteHead row={props.row} saving={saving} problem={problem()} present={props.presence.present()} />
      <NoteTitle
        row={props.row}
        isReadOnly={props.row.newer || props.row.trashed || readOnlySpace() !== null}
        hasFocus={isNew}
        onEnter={() => focusText?.("start")}
        onEscape={back}
      />
      <OtherTitles row={props.row} />
      <Show when={!props.row.trashed && props.row.mirror}>{(mirror) => <MirrorLine row={props.row} mirror={mirror()} />}</Show>
      <Show when={props.loaded}>
        {(loaded) => (
          <Dynamic
            component={loaded().NoteText}
            session={loaded().session}
            readOnly={readOnly()}
            version={props.version}
            isSaved={saving.state().isSaved}
            presence={props.presence}
            onUnknown={() => setUnknown(true)}
            onEscape={back}
            onTooLong={onTooLong}
            onBlur={onBlur}
            focusRef={takeFocus}
          />
        )}
      </Show>
      <Show when={props.row.trashed && !props.row.newer}>
        <RestoreButton row={props.row} />
      </Show>
    </article>
  );
}

function RestoreButton(props: { readonly row: NoteRow }): JSX.Element {
  const { actions, canWriteIn } = useApp();
  return (
    <div>
      <Button disabled={!canWriteIn(props.row)} onClick={() => void restoreNote(actions, props.row)}>
        {t("notes.restore")}
      </Button>
    </div>
  );
}

type NoteHeadProps = Pick<OpenNoteProps, "row" | "saving"> & {
  readonly problem: string | null;
  readonly present: readonly PresentDevice[];
};

function NoteHead(props: NoteHeadProps): JSX.Element {
  const { actions, canWriteIn } = useApp();
  const [isMirroring, setMirroring] = createSignal(false);
  const error = (): string | null => props.problem ?? props.saving.state().error;
  const trash = async (): Promise<void> => {
    await props.saving.flush();
    if (await trashNote(actions, props.row)) back();
  };
  return (
    <div class={styles["noteHead"]}>
      <BackLink />
      <SpaceMark space={props.row.space} />
      <Show when={error()} fallback={<p class={styles["saved"]}>{props.saving.state().isSaved ? t("notes.saved") : t("notes.saving")}</p>}>
        {(text) => (
          <p class={styles["problem"]} role="alert">
            {text()}
          </p>
        )}
      </Show>
      <Show when={!props.row.trashed}>
        <Show when={props.row.mirror === null}>
          <IconButton
            icon={Waypoints}
            label={t("mirror.open")}
            disabled={!canWriteIn(props.row) || props.row.newer}
            onClick={() => setMirroring(true)}
          />
        </Show>
        <IconButton
          icon={Trash}
          label={t("notes.trash")}
          disabled={!canWriteIn(props.row) || props.row.newer}
          onClick={() => void trash()}
        />
      </Show>
      <AlsoHere present={props.present} />
      <Suspense>
        <Show when={isMirroring()}>
          <MirrorSheet row={props.row} flush={() => props.saving.flush()} onClose={() => setMirroring(false)} />
        </Show>
      </Suspense>
    </div>
  );
}

function BackLink(): JSX.Element {
  return (
    <a class={styles["back"]} href={fragmentOf("notes")}>
      <ArrowLeft size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
      {t("notes.back")}
    </a>
  );
}

function Missing(props: { readonly title: string | null; readonly text: string }): JSX.Element {
  return (
    <div class={styles["missing"]}>
      <BackLink />
      <Show when={props.title}>{(title) => <h1 class={styles["missingTitle"]}>{title()}</h1>}</Show>
      <p class={styles["quiet"]}>{props.text}</p>
    </div>
  );
}
