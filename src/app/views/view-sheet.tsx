// Saving a filter as a view, or changing the name and colour of one. Loaded on first use.

import { createSignal, Show, untrack, type JSX } from "solid-js";
import { isListName, MAX_LIST_NAME_LENGTH, type ListColor } from "../../model/list-schema.ts";
import { asksBeyond, type Asked } from "../../model/view-asks.ts";
import type { ViewRow } from "../../model/view-row.ts";
import { HueField } from "../lists/hue-field.tsx";
import { freeColor } from "../lists/list-commands.ts";
import styles from "../lists/lists.module.css";
import { useApp, type AppContextValue } from "../shell/app-context.ts";
import { NameSheet } from "../shell/name-sheet.tsx";
import { OtherNames } from "../shell/other-names.tsx";
import { fragmentOfView } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { askTexts } from "./ask-texts.ts";
import { makeViewCommands } from "./view-commands.ts";

export type ViewSheetProps = {
  /** A new one asks for this, with what only a later version knows of the one it is like, and is gone to when it is made. */
  readonly of: { readonly view: ViewRow } | { readonly asked: Asked; readonly like: ViewRow | undefined };
  readonly onClose: () => void;
  readonly returnFocus?: (() => void) | undefined;
};

function proposedName(of: ViewSheetProps["of"], { lists }: AppContextValue): string {
  if ("view" in of) return "";
  const { among } = of.asked;
  const texts = askTexts(of.asked, lists);
  const all = among === "" || among === "either" ? texts : [t(`view.${among}`), ...texts];
  return all.join(", ").slice(0, MAX_LIST_NAME_LENGTH);
}

const beyondOf = (of: ViewSheetProps["of"]): Readonly<Record<string, string>> =>
  "view" in of ? {} : asksBeyond(of.like?.asks ?? {}, of.asked);

/** Null when it is saved. */
async function write(
  of: ViewSheetProps["of"],
  name: string,
  color: ListColor | null,
  { actions }: AppContextValue,
): Promise<string | null> {
  const commands = makeViewCommands(actions);
  if ("view" in of) return (await commands.rename(of.view, name)) ?? (color === null ? null : commands.color(of.view, color));
  const made = await commands.create(name, { asks: of.asked, beyond: beyondOf(of), ...(color === null ? {} : { color }) });
  if ("error" in made) return made.error;
  location.hash = fragmentOfView(made.id);
  return null;
}

export function ViewSheet(props: ViewSheetProps): JSX.Element {
  const app = useApp();
  const of = untrack(() => props.of);
  const view = "view" in of ? of.view : null;
  const save = async (name: string): Promise<string | null> => write(of, name, color(), app);
  const taken = app.views.shown().flatMap(({ color: one }) => one ?? []);
  const [color, setColor] = createSignal(view === null ? freeColor(taken) : view.color);
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
        <>
          <Show when={view} fallback={<p class={styles["quiet"]}>{t("views.about")}</p>}>
            {(named) => <OtherNames of={named()} onChoose={setName} />}
          </Show>
          <HueField chosen={color()} onChoose={setColor} />
          <Show when={Object.keys(beyondOf(of)).length > 0}>
            <p class={styles["quiet"]}>{t("views.takenAlong")}</p>
          </Show>
        </>
      )}
    />
  );
}
