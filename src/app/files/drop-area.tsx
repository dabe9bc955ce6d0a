// A file dropped anywhere on the window, or pasted. Where it can be dropped shows while one is held over the window; a dropped file never takes the
// browser away from the page.

import { createSignal, onCleanup, onMount, Show, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import styles from "./files.module.css";

const EXTENSION = ".daybook";

const isFileDrag = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;

export function DropArea(): JSX.Element {
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
    if (file !== undefined && canTake()) void files.takeDropped(file);
  };
  const onPaste = (event: ClipboardEvent): void => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ name }) => name.endsWith(EXTENSION));
    if (file === undefined || !canTake()) return;
    event.preventDefault();
    void files.takeDropped(file);
  };
  onMount(() => {
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("drop", onDrop);
    window.addEventListener("paste", onPaste);
  });
  onCleanup(() => {
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
