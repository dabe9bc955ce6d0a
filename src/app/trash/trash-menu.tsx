// The actions of one task in the trash, in a menu. Loaded on first use.

import CircleDot from "lucide-solid/icons/circle-dot";
import PanelRight from "lucide-solid/icons/panel-right";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Shredder from "lucide-solid/icons/shredder";
import type { JSX } from "solid-js";
import { Menu, type MenuEntry } from "../../ui/overlay/menu.tsx";
import { shownKeys } from "../tasks/row/row-keys.ts";
import { t } from "../texts/messages.ts";

export type TrashMenuProps = {
  readonly title: string;
  readonly anchor: HTMLElement;
  readonly onDetails: () => void;
  readonly onSelect: () => void;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

export function TrashMenu(props: TrashMenuProps): JSX.Element {
  const entries = (): readonly MenuEntry[] => [
    { kind: "action", label: t("menu.details"), icon: PanelRight, keys: shownKeys().details, run: () => props.onDetails() },
    { kind: "action", label: t("menu.select"), icon: CircleDot, keys: shownKeys().select, run: () => props.onSelect() },
    { kind: "separator" },
    { kind: "action", label: t("menu.restore"), icon: RotateCcw, run: () => props.onRestore() },
    { kind: "action", label: t("purge.menu"), icon: Shredder, keys: shownKeys().remove, run: () => props.onPurge() },
  ];
  return (
    <Menu
      label={t("task.menu", props.title)}
      anchor={props.anchor}
      entries={entries()}
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    />
  );
}
