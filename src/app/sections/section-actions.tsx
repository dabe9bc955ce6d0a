// What can be done from the heading of a section: its menu, adding tasks to it, and Alt with the arrow keys to move it. Loaded with the first list that has some.

import Ellipsis from "lucide-solid/icons/ellipsis";
import Plus from "lucide-solid/icons/plus";
import { createSignal, onCleanup, Show, Suspense, untrack, type JSX } from "solid-js";
import type { ListRow } from "../../model/list-row.ts";
import type { Section } from "../../model/sections.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { lazyPart } from "../texts/lazy-part.ts";
import { QuickAdd, sectionDraft } from "../tasks/quick-add.tsx";
import { moveKeyCommand } from "../tasks/row/row-keys.ts";
import { t } from "../texts/messages.ts";
import { giveDrafts, hasDraft } from "../update/unsaved.ts";
import type { OpenedOfSection } from "./section-menu.tsx";
import { makeSectionCommands } from "./section-commands.ts";
import styles from "./sections.module.css";

const SectionMenu = lazyPart(async () => (await import("./section-menu.tsx")).SectionMenu);
const SectionSheet = lazyPart(async () => (await import("./section-sheet.tsx")).SectionSheet);

export type SectionActionsProps = { readonly list: ListRow; readonly section: Section };

/** A text stood in its field before a load. */
const isWriting = ({ id }: Section): boolean => hasDraft(sectionDraft(id)) || hasDraft(`${sectionDraft(id)}-lines`);

export function SectionActions(props: SectionActionsProps): JSX.Element {
  const { actions } = useApp();
  const [open, setOpen] = createSignal<OpenedOfSection | null>(untrack(() => (isWriting(props.section) ? "adding" : null)));
  const [anchor, setAnchor] = createSignal<HTMLElement | null>(null);
  let button: HTMLButtonElement | undefined;
  const returnFocus = (): void => {
    if (open() === null) button?.focus();
  };
  const close = (): void => {
    setOpen(null);
    queueMicrotask(returnFocus);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = moveKeyCommand(event);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    makeSectionCommands(actions).move(props.list, props.section, to);
  };
  return (
    <>
      <span class={styles["actions"]} onKeyDown={onKeyDown}>
        <IconButton icon={Plus} label={t("sections.addTaskTo", props.section.name)} onClick={() => setOpen("adding")} />
        <IconButton
          ref={(element) => {
            button = element;
          }}
          icon={Ellipsis}
          label={t("sections.menu", props.section.name)}
          aria-haspopup="menu"
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={(event) => setAnchor(event.currentTarget)}
        />
      </span>
      <Show when={open() === "adding"}>
        <AddHere {...props} onClose={close} />
      </Show>
      <Suspense>
        <Show when={anchor()}>
          {(element) => (
            <SectionMenu {...props} anchor={element()} onOpen={setOpen} onClose={() => setAnchor(null)} returnFocus={returnFocus} />
          )}
        </Show>
        <Show when={open() === "renaming" || open() === "new-section"}>
          <SectionSheet
            list={props.list}
            section={open() === "renaming" ? props.section : null}
            after={props.section}
            onClose={() => setOpen(null)}
            returnFocus={returnFocus}
          />
        </Show>
      </Suspense>
    </>
  );
}

/** A field right below the heading, until it is left. */
function AddHere(props: SectionActionsProps & { readonly onClose: () => void }): JSX.Element {
  const { canWriteIn } = useApp();
  const section = untrack(() => props.section.id);
  let field: HTMLInputElement | undefined;
  // Scrolled out of sight it is gone; what stood in it is not.
  onCleanup(() => {
    if (field !== undefined && field.value !== "") giveDrafts([[sectionDraft(section), field.value]]);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys that are typed are not the list's.
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (field === undefined || field.value === "") props.onClose();
  };
  return (
    <div class={styles["add"]} onKeyDown={onKeyDown}>
      <QuickAdd
        canType={canWriteIn(props.list)}
        list={props.list.id}
        section={section}
        label={t("sections.addTaskTo", props.section.name)}
        day={null}
        fieldRef={(element) => {
          field = element;
          setTimeout(() => element.focus());
        }}
        onArrowDown={() => undefined}
      />
    </div>
  );
}
