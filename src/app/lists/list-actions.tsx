// The button of a list that opens its menu, with the sheet that the menu leads to.

import Ellipsis from "lucide-solid/icons/ellipsis";
import { createSignal, Show, Suspense, type JSX } from "solid-js";
import type { ListRow } from "../../model/list-row.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { lazyPart } from "../texts/lazy-part.ts";

const ListMenu = lazyPart(async () => (await import("./list-menu.tsx")).ListMenu);
const ListSheet = lazyPart(async () => (await import("./list-sheet.tsx")).ListSheet);

export function ListActions(props: { readonly list: ListRow }): JSX.Element {
  const { canWriteIn } = useApp();
  const [anchor, setAnchor] = createSignal<HTMLElement | null>(null);
  const [isEditing, setEditing] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const returnFocus = (): void => {
    if (!isEditing()) button?.focus();
  };
  return (
    <>
      <IconButton
        ref={(element) => {
          button = element;
        }}
        icon={Ellipsis}
        label={t("lists.menu", listName(props.list))}
        aria-haspopup="menu"
        disabled={props.list.newer || !canWriteIn(props.list)}
        onClick={(event) => setAnchor(event.currentTarget)}
      />
      <Suspense>
        <Show when={anchor()}>
          {(element) => (
            <ListMenu
              list={props.list}
              anchor={element()}
              onEdit={() => setEditing(true)}
              onClose={() => setAnchor(null)}
              returnFocus={returnFocus}
            />
          )}
        </Show>
        <Show when={isEditing()}>
          <ListSheet list={props.list} onClose={() => setEditing(false)} returnFocus={returnFocus} />
        </Show>
      </Suspense>
    </>
  );
}
