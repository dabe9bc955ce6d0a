// Saving a filter as a view, or changing the name of one. Loaded on first use.

import { For, Show, untrack, type JSX } from "solid-js";
import { isListName, MAX_LIST_NAME_LENGTH } from "../../model/list-schema.ts";
import type { Asked } from "../../model/view-asks.ts";
import type { ViewRow } from "../../model/view-row.ts";
import { Button } from "../../ui/button/button.tsx";
import styles from "../lists/lists.module.css";
import { useApp, type AppContextValue } from "../shell/app-context.ts";
import { NameSheet } from "../shell/name-sheet.tsx";
import { fragmentOfView } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { askTexts } from "./ask-texts.ts";
import { makeViewCommands } from "./view-commands.ts";

export type ViewSheetProps = {
  /** A new one asks for this, and is gone to when it is made. */
  readonly of: { readonly view: ViewRow } | { readonly asked: Asked };
  readonly onClose: () => void;
  readonly returnFocus?: (() => void) | undefined;
};

/** The other names kept for the view, each once. */
const otherNames = (view: ViewRow): readonly string[] => [
  ...new Set(view.conflicts.flatMap(({ values }) => values.map(({ value }) => value)).filter((value) => value !== view.name)),
];

const proposedName = (of: ViewSheetProps["of"], { lists }: AppContextValue): string =>
  "asked" in of ? askTexts(of.asked, lists).join(", ").slice(0, MAX_LIST_NAME_LENGTH) : "";

/** Null when it is saved. */
async function write(of: ViewSheetProps["of"], title: string, { actions }: AppContextValue): Promise<string | null> {
  const commands = makeViewCommands(actions);
  if ("view" in of) return commands.rename(of.view, title);
  const made = await commands.create(title, of.asked);
  if ("error" in made) return made.error;
  location.hash = fragmentOfView(made.id);
  return null;
}

export function ViewSheet(props: ViewSheetProps): JSX.Element {
  const app = useApp();
  const of = untrack(() => props.of);
  const view = "view" in of ? of.view : null;
  const save = async (name: string): Promise<string | null> => write(of, name, app);
  return (
    <NameSheet
      title={t(view === null ? "views.save" : "views.rename")}
      action={t(view === null ? "views.make" : "lists.save")}
      name={view?.name ?? proposedName(of, app)}
      isReplaced
      maxLength={MAX_LIST_NAME_LENGTH}
      isName={isListName}
      onSave={save}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
      more={(setName) => (
        <Show when={view} fallback={<p class={styles["quiet"]}>{t("views.about")}</p>}>
          {(named) => <OtherNames names={otherNames(named())} onChoose={setName} />}
        </Show>
      )}
    />
  );
}

/** What else the view was called, when two devices named it at once. */
function OtherNames(props: { readonly names: readonly string[]; readonly onChoose: (name: string) => void }): JSX.Element {
  return (
    <Show when={props.names.length > 0}>
      <p class={styles["heading"]}>{t("lists.conflict")}</p>
      <div class={styles["buttons"]}>
        <For each={props.names}>
          {(other) => (
            <Button look="quiet" translate="no" onClick={() => props.onChoose(other)}>
              {other}
            </Button>
          )}
        </For>
      </div>
    </Show>
  );
}
