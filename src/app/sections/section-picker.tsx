// Choosing the section that tasks go to: one of their list, none, or a new one. Loaded on first use.

import Heading from "lucide-solid/icons/heading";
import { createSignal, Show, type JSX } from "solid-js";
import type { ListRow } from "../../model/list-row.ts";
import type { Section, SectionId } from "../../model/sections.ts";
import { PickSheet, type Choice } from "../../ui/overlay/pick-sheet.tsx";
import { t } from "../texts/messages.ts";
import { SectionSheet } from "./section-sheet.tsx";

export type SectionPickerProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  readonly list: ListRow;
  /** Where they are now; `undefined` when that is more than one place. */
  readonly present: SectionId | null | undefined;
  /** null: above all sections. */
  readonly onPick: (section: Section | null) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

/** Stands for a section that is yet to be made. */
const NEW = "new";

export function SectionPicker(props: SectionPickerProps): JSX.Element {
  const [isMaking, setMaking] = createSignal(false);
  const choices = (): readonly Choice<SectionId | null>[] => [
    { value: null, name: t("sections.none") },
    ...props.list.sections.map((section) => ({
      value: section.id,
      name: section.name,
      isUserText: true,
      mark: <Heading size="1rem" strokeWidth={1.75} />,
    })),
    { value: NEW, name: t("sections.new") },
  ];
  const pick = (picked: SectionId | null): void => {
    if (picked === NEW) setMaking(true);
    else props.onPick(props.list.sections.find(({ id }) => id === picked) ?? null);
  };
  const closePicker = (): void => {
    if (!isMaking()) props.onClose();
  };
  return (
    <Show
      when={isMaking() || props.list.sections.length === 0}
      fallback={
        <PickSheet<SectionId | null>
          {...props}
          closeLabel={t("app.close")}
          label={t("menu.section")}
          choices={choices()}
          onPick={pick}
          onClose={closePicker}
        />
      }
    >
      <SectionSheet list={props.list} section={null} onMade={props.onPick} onClose={props.onClose} returnFocus={props.returnFocus} />
    </Show>
  );
}
