// The actions of one section, in a menu. Loaded on first use.

import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Heading from "lucide-solid/icons/heading";
import ListX from "lucide-solid/icons/list-x";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import type { JSX } from "solid-js";
import type { ListRow } from "../../model/list-row.ts";
import type { Section } from "../../model/sections.ts";
import { Menu, type MenuEntry } from "../../ui/overlay/menu.tsx";
import { useApp } from "../shell/app-context.ts";
import { shownKeys } from "../tasks/row/row-keys.ts";
import { t } from "../texts/messages.ts";
import { makeSectionCommands, positionOfSection } from "./section-commands.ts";

/** What the menu leads to. */
export type OpenedOfSection = "adding" | "renaming" | "new-section";

export type SectionMenuProps = {
  readonly list: ListRow;
  readonly section: Section;
  readonly anchor: HTMLElement;
  readonly onOpen: (what: OpenedOfSection) => void;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

export function SectionMenu(props: SectionMenuProps): JSX.Element {
  const { actions } = useApp();
  const commands = makeSectionCommands(actions);
  const move = (to: "up" | "down"): MenuEntry => ({
    kind: "action",
    label: t(`sections.${to}`),
    icon: to === "up" ? ArrowUp : ArrowDown,
    keys: shownKeys()[to],
    disabled: positionOfSection(props.list.sections, props.section.id, to) === null,
    run: () => commands.move(props.list, props.section, to),
  });
  const entries = (): readonly MenuEntry[] => [
    { kind: "action", label: t("sections.addTask"), icon: Plus, run: () => props.onOpen("adding") },
    { kind: "action", label: t("sections.rename"), icon: Pencil, run: () => props.onOpen("renaming") },
    { kind: "action", label: t("sections.newBelow"), icon: Heading, run: () => props.onOpen("new-section") },
    { kind: "separator" },
    move("up"),
    move("down"),
    { kind: "separator" },
    { kind: "action", label: t("sections.remove"), icon: ListX, run: () => commands.remove(props.list, props.section) },
  ];
  return (
    <Menu
      label={t("sections.menu", props.section.name)}
      anchor={props.anchor}
      entries={entries()}
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    />
  );
}
