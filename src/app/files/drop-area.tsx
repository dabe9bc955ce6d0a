// A file dropped anywhere on the window, pasted, opened with the installed app, or shared with it. Where it can be dropped shows while one is held over the window; a dropped file never takes the
// browser away from the page.

import { createSignal, onCleanup, onMount, Show, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import { isRecord } from "../../base/record.ts";
import { NONE_LOST, NOT_KEPT_FRAGMENT, takeShared, type Lost } from "../../versions/shared-files.ts";
import { tellsOfShared } from "../../versions/version-messages.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import type { FileDesk } from "./file-desk.ts";
import styles from "./files.module.css";

const EXTENSION = ".daybook";
const SHARED_LOCK = "daybook-shared";

const isFileDrag = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;

/** Files that the system opens with the installed app; not in every browser. */
type LaunchQueue = {
  setConsumer(take: (launched: { readonly files: readonly { getFile(): Promise<File> }[] }) => void): void;
};

const isLaunchQueue = (value: unknown): value is LaunchQueue => isRecord(value) && "setConsumer" in value;

/** Those that came with the start are handed over too. */
function takeLaunched(onFile: (file: File) => void): void {
  const queue: unknown = "launchQueue" in window ? window.launchQueue : null;
  if (!isLaunchQueue(queue)) return;
  queue.setConsumer(({ files: [first] }) => {
    if (first !== undefined) void first.getFile().then(onFile, () => undefined);
  });
}

/** Only where the page is trusted are there such things. */
const serviceWorkers = (): ServiceWorkerContainer | null => ("serviceWorker" in navigator ? navigator.serviceWorker : null);

/** What was shared with the app: one window at a time, so that each is told of once. */
async function takeWaiting(files: FileDesk): Promise<void> {
  if (!("caches" in window)) return;
  const take = (): Promise<Lost> => takeShared(caches, (file) => files.takeDropped(file));
  const lost = await navigator.locks.request(SHARED_LOCK, take).catch(() => NONE_LOST);
  if (lost.tooMany + lost.tooLarge > 0) files.tellLost(lost);
}

/** The app was opened by a share of which nothing could be kept. */
function tellNotKept(files: FileDesk): void {
  if (location.hash !== NOT_KEPT_FRAGMENT) return;
  history.replaceState(history.state, "", location.pathname);
  files.tellLost({ tooMany: 0, tooLarge: 1 });
}

/** Of other programs, by its name: any other is looked at as one of ours. */
const isOfOthers = ({ name }: File): boolean => /\.(?:csv|tsv|tab|json|ics|txt|md|markdown|zip)$/iu.test(name);

export function DropArea(props: { readonly onImport: (file: File) => void }): JSX.Element {
  const { files, canWrite } = useApp();
  const [isOver, setOver] = createSignal(false);
  const canTake = (): boolean => canWrite() && !files.isBusy();
  const onDragOver = (event: DragEvent): void => {
    if (!isFileDrag(event)) return;
    event.preventDefault();
    setOver(canTake());
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = canTake() ? "copy" : "none";
  };
  const onDragLeave = (event: DragEvent): void => {
    // Out of the window, not from one element of it to another.
    if (event.relatedTarget === null) setOver(false);
  };
  const onDrop = (event: DragEvent): void => {
    if (!isFileDrag(event)) return;
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file === undefined || !canTake()) return;
    if (isOfOthers(file)) props.onImport(file);
    else void files.takeDropped(file);
  };
  const onPaste = (event: ClipboardEvent): void => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ name }) => name.endsWith(EXTENSION));
    if (file === undefined || !canTake()) return;
    event.preventDefault();
    void files.takeDropped(file);
  };
  const onMessage = ({ data }: MessageEvent<unknown>): void => {
    if (tellsOfShared(data)) void takeWaiting(files);
  };
  onMount(() => {
    takeLaunched((file) => void files.takeDropped(file));
    void takeWaiting(files);
    tellNotKept(files);
    serviceWorkers()?.addEventListener("message", onMessage);
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("drop", onDrop);
    window.addEventListener("paste", onPaste);
  });
  onCleanup(() => {
    serviceWorkers()?.removeEventListener("message", onMessage);
    window.removeEventListener("dragover", onDragOver);
    window.removeEventListener("dragleave", onDragLeave);
    window.removeEventListener("drop", onDrop);
    window.removeEventListener("paste", onPaste);
  });
  return (
    <Show when={isOver()}>
      <Portal>
        <div class={styles["drop"]} aria-hidden="true">
          <p class={styles["dropText"]}>{t("files.drop")}</p>
        </div>
      </Portal>
    </Show>
  );
}
