// What is done to the sections of a list, as intents with their words.

import type { ListRow } from "../../model/list-row.ts";
import type { Section, SectionId } from "../../model/sections.ts";
import type { SectionPosition } from "../../model/task-intent.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";

type WithSections = Pick<ListRow, "id" | "sections">;

export type SectionCommands = {
  /** Answers the new section, or why it was not saved. */
  readonly add: (
    list: WithSections,
    name: string,
    position: SectionPosition,
  ) => Promise<{ readonly section: Section } | { readonly error: string }>;
  /** Answers null, or why it was not saved. */
  readonly rename: (list: WithSections, section: Section, name: string) => Promise<string | null>;
  readonly move: (list: WithSections, section: Section, to: "up" | "down") => void;
  /** Its tasks stay in the list. */
  readonly remove: (list: WithSections, section: Section) => void;
};

const SECTION_ID_BYTES = 8;

export function newSectionId(): SectionId {
  const bytes = crypto.getRandomValues(new Uint8Array(SECTION_ID_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Past its neighbour; null at the end. */
export function positionOfSection(sections: readonly Section[], section: SectionId, to: "up" | "down"): SectionPosition | null {
  const neighbour = sections[sections.findIndex(({ id }) => id === section) + (to === "up" ? -1 : 1)];
  if (neighbour === undefined) return null;
  return { at: to === "up" ? "before" : "after", section: neighbour.id };
}

export function makeSectionCommands(actions: TaskActions): SectionCommands {
  return {
    async add(list, name, position) {
      const section = { id: newSectionId(), name };
      const outcome = await actions.act(
        { kind: "add-section", id: list.id, section: section.id, name, position },
        { text: () => t("act.sectionAdded", name), name: () => t("name.sectionAdded", name), toast: false },
        false,
      );
      return outcome.ok ? { section } : { error: actErrorText(outcome.error) };
    },
    async rename(list, section, name) {
      if (name === section.name) return null;
      const outcome = await actions.act(
        { kind: "rename-section", id: list.id, section: section.id, name },
        { text: () => t("act.sectionRenamed", name), name: () => t("name.sectionRenamed"), toast: false },
        false,
      );
      return outcome.ok ? null : actErrorText(outcome.error);
    },
    move({ id, sections }, section, to) {
      const position = positionOfSection(sections, section.id, to);
      if (position === null) return;
      const place = sections.findIndex((one) => one.id === section.id) + (to === "up" ? 0 : 2);
      void actions.act(
        { kind: "move-section", id, section: section.id, position },
        {
          text: () => t("act.sectionMoved", place, sections.length),
          name: () => t("name.sectionMoved", section.name),
          toast: false,
        },
      );
    },
    remove(list, section) {
      void actions.act(
        { kind: "remove-section", id: list.id, section: section.id },
        { text: () => t("act.sectionRemoved", section.name), name: () => t("name.sectionRemoved", section.name), toast: true },
      );
    },
  };
}
