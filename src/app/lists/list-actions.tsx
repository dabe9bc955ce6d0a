// The button of a list that opens its menu, with the sheets that the menu leads to.

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
const TemplateSheet = lazyPart(async () => (await import("./template-sheet.tsx")).TemplateSheet);
const SectionSheet = lazyPart(async () => (await import("../sections/section-sheet.tsx")).SectionSheet);

export function ListActions(props: { readonly list: ListRow }): JSX.Element {
  const { canWriteIn } = useApp();
  const [anchor, setAnchor] = createSignal<HTMLElement | null>(null);
  const [open, setOpen] = createSignal<"list" | "section" | "use" | null>(null);
  let button: HTMLButtonElement | undefined;
  const returnFocus = (): void => {
    if (open() === null) button?.focus();
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
              onEdit={() => setOpen("list")}
              onAddSection={() => setOpen("section")}
              onUse={() => setOpen("use")}
              onClose={() => setAnchor(null)}
              returnFocus={returnFocus}
            />
          )}
        </Show>
        <Show when={open() === "list"}>
          <ListSheet list={props.list} onClose={() => setOpen(null)} returnFocus={returnFocus} />
        </Show>
        <Show when={open() === "use"}>
          <TemplateSheet template={props.list} onClose={() => setOpen(null)} returnFocus={returnFocus} />
        </Show>
        <Show when={open() === "section"}>
          <SectionSheet list={props.list} section={null} onClose={() => setOpen(null)} returnFocus={returnFocus} />
        </Show>
      </Suspense>
    </>
  );
}
