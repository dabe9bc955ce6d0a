// A menu that opens at an element it does not own. Loaded on first use, with the menu of the component library.

import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { For, Show, type JSX } from "solid-js";
import { drawIcon, type Icon } from "../button/draw-icon.tsx";
import styles from "./overlay.module.css";

export type MenuEntry =
  | { readonly kind: "separator" }
  | {
      readonly kind: "action";
      readonly label: string;
      readonly icon: Icon;
      /** Shown at the end of the line, as the user would type it. */
      readonly keys?: string | undefined;
      readonly disabled?: boolean;
      readonly run: () => void;
    };

export type MenuProps = {
  readonly label: string;
  readonly anchor: HTMLElement;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

/**
 * The library runs an entry when the finger is lifted, and the menu is gone when the clicks of that come: they would be for what lies under it. They end with
 * the next touch or key; what a program clicks goes through.
 */
function keepFromBelow({ pointerType }: PointerEvent): void {
  if (pointerType === "mouse") return;
  const heard = new AbortController();
  const options = { capture: true, signal: heard.signal };
  const keep = (event: MouseEvent): void => {
    if (!event.isTrusted || event.detail === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === "click") heard.abort();
  };
  window.addEventListener("mousedown", keep, options);
  window.addEventListener("click", keep, options);
  for (const type of ["pointerdown", "keydown"] as const) window.addEventListener(type, () => heard.abort(), options);
}

export function Menu(props: MenuProps): JSX.Element {
  const returnFocus = (event: Event): void => {
    event.preventDefault();
    props.returnFocus();
  };
  return (
    // Not modal to the library, whose traps for the focus do not belong in a menu: the keys stay in it anyway, and the veil takes the pointer.
    <DropdownMenu
      open
      modal={false}
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      getAnchorRect={() => props.anchor.getBoundingClientRect()}
      placement="bottom-end"
      gutter={4}
    >
      <DropdownMenu.Portal>
        <div class={styles["menuVeil"]} />
        <DropdownMenu.Content class={styles["menu"]} aria-label={props.label} onCloseAutoFocus={returnFocus}>
          <For each={props.entries}>
            {(entry) => (
              <Show when={entry.kind === "action" && entry} fallback={<DropdownMenu.Separator class={styles["separator"]} />}>
                {(action) => (
                  <DropdownMenu.Item
                    class={styles["item"]}
                    disabled={action().disabled ?? false}
                    onPointerUp={keepFromBelow}
                    onSelect={() => action().run()}
                  >
                    {drawIcon(action().icon)}
                    <span class={styles["itemLabel"]}>{action().label}</span>
                    <Show when={action().keys}>{(keys) => <kbd class={styles["keys"]}>{keys()}</kbd>}</Show>
                  </DropdownMenu.Item>
                )}
              </Show>
            )}
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}
