// A sheet: from the foot of the screen on a phone, a card in the middle elsewhere. Modal; Escape, the veil and the close button leave it, and the
// focus goes back to where it was. Loaded on first use, with the dialog of the component library.

import { Dialog } from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import { onCleanup, Show, type JSX } from "solid-js";
import styles from "./overlay.module.css";

export type SheetProps = {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** Where the focus goes after closing, when what opened it is gone. */
  readonly returnFocus?: (() => void) | undefined;
  readonly wide?: boolean;
  /** There is nothing in it to go to but the close button: the keys that scroll must reach the text. */
  readonly isText?: boolean;
  /** The title is the user's own text. */
  readonly titleIsUserText?: boolean;
  readonly children: JSX.Element;
};

/** Takes the focus, and takes it back when what had it inside is gone, so that keys go on reaching the sheet. */
function holdFocus(sheet: HTMLElement): void {
  queueMicrotask(() => sheet.focus());
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body) sheet.focus();
  });
  observer.observe(sheet, { childList: true, subtree: true });
  onCleanup(() => observer.disconnect());
}

export function Sheet(props: SheetProps): JSX.Element {
  const openedFrom = document.activeElement;
  const returnFocus = (event: Event): void => {
    event.preventDefault();
    if (props.returnFocus !== undefined) props.returnFocus();
    else if (openedFrom instanceof HTMLElement) openedFrom.focus();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay class={styles["veil"]} />
        <div class={styles["frame"]}>
          <Dialog.Content
            class={styles["sheet"]}
            classList={{ [styles["wide"] ?? ""]: props.wide ?? false }}
            onCloseAutoFocus={returnFocus}
            onOpenAutoFocus={(event) => event.preventDefault()}
            ref={holdFocus}
          >
            <header class={styles["head"]}>
              <Show when={props.titleIsUserText} fallback={<Dialog.Title class={styles["title"]}>{props.title}</Dialog.Title>}>
                <Dialog.Title class={styles["title"]} translate="no" dir="auto">
                  {props.title}
                </Dialog.Title>
              </Show>
              <Dialog.CloseButton class={styles["close"]} aria-label={props.closeLabel}>
                <X size="1.125rem" strokeWidth={1.75} aria-hidden="true" />
              </Dialog.CloseButton>
            </header>
            <div class={styles["body"]} tabindex={props.isText === true ? 0 : undefined}>
              {props.children}
            </div>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog>
  );
}
