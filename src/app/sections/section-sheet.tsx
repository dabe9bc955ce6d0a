// Making a section, or changing the name of one. Loaded on first use.

import { untrack, type JSX } from "solid-js";
import type { ListRow } from "../../model/list-row.ts";
import { isSectionName, MAX_SECTION_NAME_LENGTH, type Section } from "../../model/sections.ts";
import { useApp } from "../shell/app-context.ts";
import { NameSheet } from "../shell/name-sheet.tsx";
import { t } from "../texts/messages.ts";
import { makeSectionCommands } from "./section-commands.ts";

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
  const save = async (name: string): Promise<string | null> => {
    if (section !== null) return commands.rename(props.list, section, name);
    const made = await commands.add(props.list, name, after === undefined ? { at: "end" } : { at: "after", section: after.id });
    if ("error" in made) return made.error;
    props.onMade?.(made.section);
    return null;
  };
  return (
    <NameSheet
      title={t(section === null ? "sections.new" : "sections.rename")}
      action={t(section === null ? "sections.make" : "lists.save")}
      name={section?.name ?? ""}
      maxLength={MAX_SECTION_NAME_LENGTH}
      isName={isSectionName}
      onSave={save}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
    />
  );
}
