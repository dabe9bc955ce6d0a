// The whole window: rail or bar, one view, and what floats above it. Holds what all views share: the client of the replica, the last toast, the
// text for those who listen, and the keys that work everywhere.

import {
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  onMount,
  Show,
  untrack,
  getOwner,
  runWithOwner,
  type Accessor,
  type JSX,
} from "solid-js";
import { LiveRegion } from "../ui/live-region/live-region.tsx";
import { ToastArea, type Toast } from "../ui/notice/toast.tsx";
import { whenIdle } from "./client/when-idle.ts";
import { createLists } from "./client/lists.ts";
import { createViews } from "./client/views.ts";
import { createToday } from "./client/page-clock.ts";
import { makeConflictTeller } from "./client/conflict-teller.ts";
import type { ReplicaClient } from "./client/replica-client.ts";
import { createTaskActions } from "./client/task-actions.ts";
import { DragArea } from "./drag/drag-area.tsx";
import { DropArea } from "./files/drop-area.tsx";
import { createFileDesk } from "./files/file-desk.ts";
import { createFirstRun } from "./first-run/first-run.ts";
import { FrontDoor, preloadFirstScreen } from "./first-run/front-door.tsx";
import { isTabOnIos, readPageTraits } from "./first-run/home-screen.ts";
import { createKeepData } from "./first-run/keep-data.ts";
import { mayChange } from "./members/member-texts.ts";
import { hasLock } from "./lock/held-drafts.ts";
import { createMirrors } from "./mirrors/mirrors.ts";
import { createNote } from "./notes/note-commands.ts";
import { listenForPalette } from "./palette/palette-keys.ts";
import { holdsText } from "./shell/text-field.ts";
import { AppSheets, preloadSyncSheet } from "./shell/app-sheets.tsx";
import { AppContext, useApp, type AppContextValue } from "./shell/app-context.ts";
import { Banners } from "./shell/banners.tsx";
import { createSheets, type Sheets } from "./shell/sheets.ts";
import { createVoice, tellWhenSynced } from "./shell/voice.ts";
import { BottomBar, Rail, type NavigationProps } from "./shell/navigation.tsx";
import { onNetworkChange } from "./shell/network-change.ts";
import { focusField, listenForAdd } from "./shell/add-anywhere.ts";
import { isNotePlace, fragmentOf, takesTasks, type Place } from "./shell/place.ts";
import { createPlace } from "./shell/place-signal.ts";
import { PlaceScreen } from "./shell/place-screen.tsx";
import styles from "./shell/shell.module.css";
import { createSpaces, type Spaces } from "./spaces/spaces.ts";
import { syncSummary } from "./sync/sync-summary.ts";
import { undoKeyCommand } from "./tasks/row/row-keys.ts";
import { takeJoinCode } from "./sync/join-code.ts";
import { takeRelayToken } from "./sync/relay-token.ts";
import { loadAllTexts, t } from "./texts/messages.ts";
import { createPast } from "./trouble/past.ts";
import { guardLeaving } from "./trouble/leaving.ts";
import { createTroubles } from "./trouble/troubles.ts";
import type { UpdateClient } from "./update/update-client.ts";
import { UpdateOffer } from "./update/update-offer.tsx";

export type AppProps = {
  readonly client: ReplicaClient;
  /** The code of an invitation the page was opened with. */
  readonly joinCode: string | null;
  readonly build: string;
  /** For a device that has no name yet. */
  readonly suggestedName: string;
  readonly update: UpdateClient;
};

/** Tells the worker whether the page is seen and the device online: both start a sync. */
function tellPageState(client: ReplicaClient): void {
  const tell = (): void => {
    void client.ask({ kind: "page-state", visible: document.visibilityState === "visible", online: navigator.onLine });
  };
  document.addEventListener("visibilitychange", tell);
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  onCleanup(onNetworkChange(tell));
  onCleanup(() => {
    document.removeEventListener("visibilitychange", tell);
    window.removeEventListener("online", tell);
    window.removeEventListener("offline", tell);
  });
  tell();
}

/** Undo and redo from anywhere but a field with text in it, whose own undo they are. */
function listenForUndo(actions: AppContextValue["actions"]): void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const command = undoKeyCommand(event);
    if (command === null || holdsText(event.target)) return;
    event.preventDefault();
    void actions[command]();
  };
  window.addEventListener("keydown", onKeyDown);
  onCleanup(() => window.removeEventListener("keydown", onKeyDown));
}

/** Ctrl or Cmd with a comma, as in most programs. */
function listenForSettings(open: () => void): void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "," || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    open();
  };
  window.addEventListener("keydown", onKeyDown);
  onCleanup(() => window.removeEventListener("keydown", onKeyDown));
}

/** A link that is opened where the app is open already only changes the address. */
function listenForLinks(takeCode: (code: string) => void, takeToken: (token: string) => void): void {
  const onHashChange = (): void => {
    const token = takeRelayToken(location, history);
    if (token !== null) takeToken(token);
    const code = takeJoinCode(location, history);
    if (code !== null) takeCode(code);
  };
  window.addEventListener("hashchange", onHashChange);
  onCleanup(() => window.removeEventListener("hashchange", onHashChange));
}

function listenWhenIdle(context: AppContextValue, showToast: (toast: Toast) => void): void {
  const owner = getOwner();
  const load = async (): Promise<void> => {
    const loaded = await import("./reminders/listen-for-rings.ts").catch(() => null);
    if (loaded !== null) runWithOwner(owner, () => loaded.listenForRings(context, showToast));
  };
  onMount(() => whenIdle(() => void load()));
}

function listen(context: AppContextValue, sheets: Sheets, showToast: (toast: Toast) => void): void {
  const { client, actions } = context;
  listenWhenIdle(context, showToast);
  tellPageState(client);
  lockWhenUnused(client);
  countToday(client, context.today);
  onMount(() => whenIdle(() => void loadAllTexts().catch(() => undefined)));
  listenForUndo(actions);
  listenForSettings(() => sheets.open("settings"));
  onCleanup(listenForPalette(sheets.open));
  listenForLinks(sheets.takeCode, (token) => void client.ask({ kind: "use-token", token }));
}

export function App(props: AppProps): JSX.Element {
  const client = guardLeaving(untrack(() => props.client));
  const [toast, setToast] = createSignal<Toast | null>(null);
  const voice = createVoice();
  const isTab = isTabOnIos(readPageTraits());
  const sheets = createSheets(
    untrack(() => props.joinCode),
    !isTab,
  );
  const isFirstVisit = !("serviceWorker" in navigator) || navigator.serviceWorker.controller === null;
  const firstRun = createFirstRun(client, { isFirstVisit, isJoining: sheets.isJoining });
  const keeping = createKeepData(client, { toast, showToast: setToast, tellNews: voice.tellNews });
  const actions = createTaskActions(client, { say: voice.say, showToast: setToast, saved: keeping.onSaved });
  const troubles = createTroubles(client, sheets.open);
  const past = createPast(client);
  const access = createAccess(client);
  const context: AppContextValue = {
    client,
    update: untrack(() => props.update),
    actions,
    ...createRail(client, access.spaces),
    mirrors: createMirrors(client),
    files: createFileDesk(client, { say: voice.say, showToast: setToast }),
    today: createToday(),
    say: voice.say,
    tellConflicts: makeConflictTeller((count) => voice.tellNews(t("conflict.announce", count))),
    troubles,
    openSheet: sheets.open,
    keeping,
    isTabOnIos: isTab,
    ...access,
  };

  listen(context, sheets, setToast);
  tellWhenSynced(client, voice.tellNews);
  openByThemselves(client, sheets);
  nameUnnamedDevice(
    client,
    untrack(() => props.suggestedName),
  );

  if (isFirstVisit) preloadFirstScreen();
  return (
    <AppContext.Provider value={context}>
      <FrontDoor
        firstRun={firstRun}
        isTabOnIos={isTab}
        hasJoinLink={sheets.joinCode() !== null}
        onSheet={sheets.open}
        past={past}
        app={() => <Shell client={client} canWrite={context.canWrite()} onSheet={sheets.open} onImport={sheets.openImport} />}
      />
      <ToastArea toast={toast()} label={t("toast.label")} onGone={() => setToast(null)} />
      <LiveRegion role="status" saying={voice.answer()} />
      <LiveRegion role="log" saying={voice.news()} />
      <AppSheets sheets={sheets} build={props.build} />
    </AppContext.Provider>
  );
}

const createRail = (client: ReplicaClient, { isReturning }: Spaces): Pick<AppContextValue, "lists" | "views"> => ({
  lists: createLists(client, isReturning),
  views: createViews(client, isReturning),
});

/** Once the page is at rest. */
function countToday(client: ReplicaClient, today: AppContextValue["today"]): void {
  const owner = getOwner();
  const load = async (): Promise<void> => {
    const loaded = await import("./today/badge.ts").catch(() => null);
    if (loaded !== null) runWithOwner(owner, () => loaded.createTodayBadge(client, today));
  };
  onMount(() => whenIdle(() => void load()));
}

/** What may be done at all, and in the space on screen. */
function createAccess(client: ReplicaClient): Pick<AppContextValue, "spaces" | "canStore" | "canWrite" | "canWriteIn"> {
  const spaces = createSpaces(client);
  const canStore = (): boolean => client.storage().kind !== "opening" && !isBlocked(client);
  const canWrite = (): boolean => canStore() && spaces.mayWrite() && mayChange(client.status());
  // What is told of members is of the space on screen, or the user's own where all are.
  const canWriteIn: AppContextValue["canWriteIn"] = (row) =>
    row?.space === undefined ? canWrite() : canStore() && spaces.mayWriteIn(row.space);
  return { spaces, canStore, canWrite, canWriteIn };
}

type ShellProps = {
  readonly client: ReplicaClient;
  readonly canWrite: boolean;
  readonly onSheet: Sheets["open"];
  readonly onImport: Sheets["openImport"];
};

/** With another space everything on the page begins anew; nothing of it is there before the space is that is to be seen. */
function createPage({ isReturning, shownKey }: Spaces, place: Accessor<Place>): Accessor<Place | null> {
  const page = createMemo(() => {
    if (isReturning()) return null;
    return shownKey() === null ? place() : { ...place() };
  });
  return page;
}

function Shell(props: ShellProps): JSX.Element {
  const place = createPlace();
  let addField: HTMLInputElement | undefined;
  const { actions, spaces } = useApp();
  const page = createPage(spaces, place);
  const focusAdd = (): void => {
    if (isNotePlace(place())) return void createNote(actions);
    if (!takesTasks(place())) location.hash = fragmentOf("today");
    requestAnimationFrame(() => requestAnimationFrame(() => addField?.focus()));
  };
  createEffect(() => {
    if (props.canWrite) focusUnlessElsewhere(addField);
  });
  listenForAdd(() => untrack(() => focusField(takesTasks(place()) ? addField : undefined) || props.onSheet("add")));
  const navigation: NavigationProps = {
    get place() {
      return place();
    },
    get canWrite() {
      return props.canWrite;
    },
    sync: () => syncSummary(props.client.status(), props.client.storage(), spaces.all()),
    onAdd: focusAdd,
    onNewList: () => props.onSheet("list"),
    onNewSpace: () => props.onSheet("new-space"),
    onPeople: () => props.onSheet("space"),
    onSync: () => props.onSheet("sync"),
    onSettings: () => props.onSheet("settings"),
    offer: () => <UpdateOffer />,
  };
  return (
    <DragArea class={styles["shell"]}>
      <a class={styles["skip"]} href="#main" onClick={(event) => skipTo(event, "main")}>
        {t("app.skip")}
      </a>
      <Rail {...navigation} />
      <div class={styles["view"]}>
        <Show when={page()} keyed>
          {(shown) => (
            <PlaceScreen
              place={shown}
              onNewList={navigation.onNewList}
              onNewSpace={navigation.onNewSpace}
              onPeople={navigation.onPeople}
              isOpening={props.client.storage().kind === "opening"}
              banners={<Banners onRemoved={() => props.onSheet("removed")} />}
              addFieldRef={(field) => {
                addField = field;
              }}
            />
          )}
        </Show>
      </div>
      <BottomBar {...navigation} />
      <DropArea onImport={(file) => props.onImport(file)} />
    </DragArea>
  );
}

/** Whether nothing can be written until the page is loaded again. A full storage may have room later. */
const isBlocked = (client: ReplicaClient): boolean => client.health() !== "running" || client.storage().kind === "failed";

/** With a keyboard at hand the first key typed is the first letter of a task, unless the user has gone somewhere already. */
function focusUnlessElsewhere(field: HTMLElement | undefined): void {
  const isFree = document.activeElement === null || document.activeElement === document.body;
  if (isFree && matchMedia("(hover: hover) and (pointer: fine)").matches) field?.focus();
}

/** Where there is a lock, at once, since other tabs may lock at any moment; otherwise when the page is idle, so that one can be set. */
function lockWhenUnused(client: ReplicaClient): void {
  const owner = getOwner();
  let isAsked = false;
  const load = async (): Promise<void> => {
    if (isAsked) return;
    isAsked = true;
    const loaded = await import("./lock/auto-lock.ts").catch(() => null);
    if (loaded !== null) runWithOwner(owner, () => loaded.createAutoLock(client));
    isAsked = loaded !== null;
  };
  createEffect(() => {
    if (hasLock(client.lock())) void load();
  });
  onMount(() => whenIdle(() => void load()));
}

function openByThemselves(client: ReplicaClient, { open, shown }: Sheets): void {
  openWhenAsked(client, () => shown() === "space" || open("sync"));
  openWhenRemoved(client, () => open("removed"));
}

/** Opens the sheet when another device asks to join, in whatever tab the user looks at. */
function openWhenAsked(client: ReplicaClient, open: () => unknown): void {
  createEffect(
    on(
      () => client.pairing().kind,
      (kind) => {
        if (kind === "asked" && document.visibilityState === "visible") open();
      },
    ),
  );
  onMount(() => whenIdle(preloadSyncSheet));
}

/** Once, for what is to be told when this device hears that it was removed; after that a banner says so. */
function openWhenRemoved(client: ReplicaClient, open: () => void): void {
  createEffect(
    on(
      () => client.status() !== null && client.status()?.removed !== null,
      (isRemoved) => {
        if (isRemoved) open();
      },
    ),
  );
}

/** Offers a name once, where the device has none; one that was marked as replaced says by its name that it is in use. */
function nameUnnamedDevice(client: ReplicaClient, name: string): void {
  let isOffered = false;
  createEffect(() => {
    const own = client.status()?.devices.find((device) => device.self);
    if (isOffered || own === undefined || (own.name !== null && !own.isReplaced) || client.storage().kind !== "ready") return;
    isOffered = true;
    void client.ask({ kind: "name-device", name: own.name ?? name });
  });
}

/** A skip link that does not touch the address, which names the view. */
function skipTo(event: MouseEvent, id: string): void {
  event.preventDefault();
  const target = document.querySelector<HTMLElement>(`#${id} :is([tabindex="0"], input, textarea, a[href])`);
  target?.focus();
}
