// Making a section, or changing the name of one. Loaded on first use.

import { createSignal, untrack, type JSX } from "solid-js";
import type { ListRow } from "../../model/list-row.ts";
import { normaliseLine } from "../../model/normalise-line.ts";
import { isSectionName, MAX_SECTION_NAME_LENGTH, type Section } from "../../model/sections.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { makeSectionCommands } from "./section-commands.ts";
import styles from "./sections.module.css";

export type SectionSheetProps = {
  readonly list: ListRow;
  /** null: a new one, at the end of the list, or behind `after`. */
  readonly section: Section | null;
  readonly after?: Section | undefined;
  /** A new one is there. */
  readonly onMade?: ((section: Section) => void) | undefined;
  readonly onClose: () => void;
  readonly returnFocus?: (() => void) | undefined;
};

export function SectionSheet(props: SectionSheetProps): JSX.Element {
  const { actions } = useApp();
  const commands = makeSectionCommands(actions);
  const { section, after } = untrack(() => ({ section: props.section, after: props.after }));
  const [name, setName] = createSignal(section?.name ?? "");
  const [error, setError] = createSignal<string | null>(null);

  /** Null when it is saved. */
  const write = async (title: string): Promise<string | null> => {
    if (section !== null) return commands.rename(props.list, section, title);
    const made = await commands.add(props.list, title, after === undefined ? { at: "end" } : { at: "after", section: after.id });
    if ("error" in made) return made.error;
    props.onMade?.(made.section);
    return null;
  };
  const save = async (): Promise<void> => {
    const title = normaliseLine(name());
    const failure = isSectionName(title) ? await write(title) : t("lists.badName");
    setError(failure);
    if (failure === null) props.onClose();
  };
  return (
    <Sheet
      title={t(section === null ? "sections.new" : "sections.rename")}
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
    >
      <form
        class={styles["sheet"]}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t("lists.name")}
          value={name()}
          error={error()}
          maxLength={MAX_SECTION_NAME_LENGTH}
          autocomplete="off"
          dir="auto"
          ref={(field) => setTimeout(() => field.focus())}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div class={styles["buttons"]}>
          <Button type="submit" look="primary">
            {t(section === null ? "sections.make" : "lists.save")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
