// The button of a saved view that opens its menu, with the sheet that the menu leads to.

import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { createSignal, Show, type JSX } from "solid-js";
import type { ViewRow } from "../../model/view-row.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { Menu, type MenuEntry } from "../../ui/overlay/menu.tsx";
import { viewName } from "../client/views.ts";
import { positionOfList } from "../lists/list-commands.ts";
import { useApp, type AppContextValue } from "../shell/app-context.ts";
import { shownKeys } from "../tasks/row/row-keys.ts";
import { t } from "../texts/messages.ts";
import { makeViewCommands } from "./view-commands.ts";
import { moveView } from "./view-order.ts";
import { ViewSheet } from "./view-sheet.tsx";

function viewEntries({ actions, views }: AppContextValue, view: ViewRow, onRename: () => void): readonly MenuEntry[] {
  /** Those of its space, which alone it can be among. */
  const mates = views.shown().filter(({ space }) => space === view.space).map(({ id }) => id); // prettier-ignore
  const move = (to: "up" | "down"): MenuEntry => {
    const moved = positionOfList(mates, view.id, to);
    return {
      kind: "action",
      label: t(`views.${to}`),
      icon: to === "up" ? ArrowUp : ArrowDown,
      keys: shownKeys()[to],
      disabled: moved === null,
      run: () => moved !== null && moveView(actions, view, { at: moved.at, view: moved.beside }, moved.newIndex, mates.length),
    };
  };
  return [
    { kind: "action", label: t("views.rename"), icon: Pencil, run: onRename },
    move("up"),
    move("down"),
    { kind: "separator" },
    { kind: "action", label: t("views.trash"), icon: Trash, run: () => makeViewCommands(actions).trash(view) },
  ];
}

export function ViewActions(props: { readonly view: ViewRow }): JSX.Element {
  const app = useApp();
  const [anchor, setAnchor] = createSignal<HTMLElement | null>(null);
  const [isNaming, setNaming] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const returnFocus = (): void => {
    if (!isNaming()) button?.focus();
  };
  return (
    <>
      <IconButton
        ref={(element) => {
          button = element;
        }}
        icon={Ellipsis}
        label={t("views.menu", viewName(props.view))}
        aria-haspopup="menu"
        disabled={props.view.newer || !app.canWriteIn(props.view)}
        onClick={(event) => setAnchor(event.currentTarget)}
      />
      <Show when={anchor()}>
        {(element) => (
          <Menu
            label={t("views.menu", viewName(props.view))}
            anchor={element()}
            entries={viewEntries(app, props.view, () => setNaming(true))}
            onClose={() => setAnchor(null)}
            returnFocus={returnFocus}
          />
        )}
      </Show>
      <Show when={isNaming()}>
        <ViewSheet of={{ view: props.view }} onClose={() => setNaming(false)} returnFocus={returnFocus} />
      </Show>
    </>
  );
}
