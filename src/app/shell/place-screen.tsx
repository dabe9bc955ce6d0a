// The page of a place: tasks, all lists, notes, or what to do where there is nothing.

import { Match, Show, Suspense, Switch, type JSX } from "solid-js";
import { MissingList } from "../lists/missing-list.tsx";
import { TaskScreen } from "../tasks/task-screen.tsx";
import { t } from "../texts/messages.ts";
import { PlainPage } from "./plain-page.tsx";
import { isTaskPlace, type Place } from "./place.ts";
import { lazyPart } from "../texts/lazy-part.ts";

const NotesScreen = lazyPart(async () => (await import("../notes/notes-screen.tsx")).NotesScreen);
const NoteScreen = lazyPart(async () => (await import("../notes/note-screen.tsx")).NoteScreen);
const TaskPage = lazyPart(async () => (await import("../tasks/task-page.tsx")).TaskPage);
const ViewScreen = lazyPart(async () => (await import("../views/view-screen.tsx")).ViewScreen);
const ListsScreen = lazyPart(async () => (await import("../lists/lists-screen.tsx")).ListsScreen);

export type PlaceScreenProps = {
  readonly place: Place;
  readonly isOpening: boolean;
  readonly banners: JSX.Element;
  readonly addFieldRef: (field: HTMLInputElement) => void;
  readonly onNewList: () => void;
  readonly onNewSpace: () => void;
  readonly onPeople: () => void;
};

export function PlaceScreen(props: PlaceScreenProps): JSX.Element {
  const tasks = () => (isTaskPlace(props.place) && props.place.kind !== "view" ? props.place : null);
  return (
    <Show when={tasks()} fallback={<OtherPage {...props} />}>
      {(place) => <TaskScreen place={place()} isOpening={props.isOpening} banners={props.banners} addFieldRef={props.addFieldRef} />}
    </Show>
  );
}

function OtherPage(props: PlaceScreenProps): JSX.Element {
  return (
    <Switch
      fallback={
        <PlainPage banners={props.banners} title={null}>
          <MissingList />
        </PlainPage>
      }
    >
      <Match when={props.place.kind === "lists"}>
        <PlainPage banners={props.banners} title={t("view.lists")}>
          <Suspense>
            <ListsScreen onNewList={() => props.onNewList()} onNewSpace={() => props.onNewSpace()} onPeople={() => props.onPeople()} />
          </Suspense>
        </PlainPage>
      </Match>
      <Match when={props.place.kind === "notes"}>
        <Suspense>
          <NotesScreen banners={props.banners} />
        </Suspense>
      </Match>
      <Match when={props.place.kind === "view" && props.place.view}>
        {(view) => (
          <Suspense>
            <ViewScreen view={view()} isOpening={props.isOpening} banners={props.banners} addFieldRef={props.addFieldRef} />
          </Suspense>
        )}
      </Match>
      <Match when={props.place.kind === "task" && props.place.task}>
        {(task) => (
          <PlainPage banners={props.banners} title={null}>
            <Suspense>
              <TaskPage task={task()} />
            </Suspense>
          </PlainPage>
        )}
      </Match>
      <Match when={props.place.kind === "note" && props.place.note}>
        {(note) => (
          <Suspense>
            <NoteScreen note={note()} banners={props.banners} />
          </Suspense>
        )}
      </Match>
    </Switch>
  );
}
