// What the palette offers beside tasks and notes: places, what can be made, what can be done to the task that has the focus, and what concerns the app.

import ArrowRight from "lucide-solid/icons/arrow-right";
import Activity from "lucide-solid/icons/activity";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import Download from "lucide-solid/icons/download";
import Keyboard from "lucide-solid/icons/keyboard";
import Languages from "lucide-solid/icons/languages";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import ListFilter from "lucide-solid/icons/list-filter";
import ListPlus from "lucide-solid/icons/list-plus";
import NotebookPen from "lucide-solid/icons/notebook-pen";
import Plus from "lucide-solid/icons/plus";
import Redo from "lucide-solid/icons/redo-2";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import Settings from "lucide-solid/icons/settings";
import Smartphone from "lucide-solid/icons/smartphone";
import Undo from "lucide-solid/icons/undo-2";
import Users from "lucide-solid/icons/users";
import type { Component } from "solid-js";
import type { ListColor } from "../../model/list-schema.ts";
import { listName } from "../client/lists.ts";
import { viewName } from "../client/views.ts";
import { createNote } from "../notes/note-commands.ts";
import type { AppContextValue } from "../shell/app-context.ts";
import { FIXED_PLACES, fragmentOf, fragmentOfList, fragmentOfView } from "../shell/place.ts";
import type { SheetName } from "../shell/sheets.ts";
import type { RowKeyCommand } from "../tasks/row/row-keys.ts";
import { chooseLanguage } from "../texts/language.ts";
import { t } from "../texts/messages.ts";
import { rowKeyLines } from "./key-map.ts";
import { modifier } from "./modifier.ts";

type Icon = Component<{ readonly size: string; readonly strokeWidth: number }>;

export type CommandKind = "task" | "make" | "go" | "app";

export type Command = {
  readonly id: string;
  readonly kind: CommandKind;
  readonly name: string;
  readonly isUserText?: boolean;
  /** Other words by which it is found. */
  readonly also?: string;
  readonly keys?: string | undefined;
  readonly icon?: Icon;
  readonly hue?: ListColor;
  readonly run: () => void;
};

export type CommandPorts = {
  readonly context: AppContextValue;
  readonly open: (sheet: SheetName) => void;
  /** The row that has the focus behind the palette. */
  readonly row: HTMLElement | null;
};

const go = (fragment: string): void => {
  location.hash = fragment;
};

function places({ lists, views }: AppContextValue): readonly Command[] {
  return [
    ...FIXED_PLACES.map((place): Command => ({
      id: `go-${place}`,
      kind: "go",
      name: t(`view.${place}`),
      icon: ArrowRight,
      run: () => go(fragmentOf(place)),
    })),
    ...lists.shown().map((list): Command => ({
      id: `list-${list.id}`,
      kind: "go",
      name: listName(list),
      isUserText: list.name !== "",
      also: t("palette.list"),
      hue: list.color,
      run: () => go(fragmentOfList(list.id)),
    })),
    ...views.shown().map((view): Command => ({
      id: `view-${view.id}`,
      kind: "go",
      name: viewName(view),
      isUserText: view.name !== "",
      also: t("palette.view"),
      icon: ListFilter,
      run: () => go(fragmentOfView(view.id)),
    })),
  ];
}

/** They are the row's own keys: whatever these do there, they do from here. */
const ROW_KEYS: Partial<Record<RowKeyCommand, KeyboardEventInit>> = {
  toggle: { key: " " },
  edit: { key: "Enter" },
  details: { key: "i" },
  day: { key: "d" },
  start: { key: "n" },
  section: { key: "s" },
  list: { key: "l" },
  priority: { key: "p" },
  repeat: { key: "r" },
  tag: { key: "t" },
  up: { key: "ArrowUp", altKey: true },
  down: { key: "ArrowDown", altKey: true },
  select: { key: "x" },
  remove: { key: "Delete" },
};

function onRow(row: HTMLElement): readonly Command[] {
  const lines = Object.entries(rowKeyLines());
  return lines.flatMap(([command, { keys, text }]): readonly Command[] => {
    const press = Object.entries(ROW_KEYS).find(([name]) => name === command)?.[1];
    if (press === undefined) return [];
    const run = (): void => {
      row.focus();
      row.dispatchEvent(new KeyboardEvent("keydown", { ...press, bubbles: true, cancelable: true }));
    };
    return [{ id: `row-${command}`, kind: "task", name: t(text), keys: keys[0], run }];
  });
}

function making({ context, open }: CommandPorts): readonly Command[] {
  if (!context.canWrite()) return [];
  return [
    { id: "new-task", kind: "make", name: t("palette.newTask"), keys: "Q", icon: Plus, run: () => open("add") },
    { id: "new-note", kind: "make", name: t("notes.new"), icon: NotebookPen, run: () => void createNote(context.actions) },
    { id: "new-list", kind: "make", name: t("lists.new"), icon: ListPlus, run: () => open("list") },
    { id: "new-space", kind: "make", name: t("palette.newSpace"), icon: Users, run: () => open("new-space") },
  ];
}

function steps({ actions }: AppContextValue): readonly Command[] {
  const undo: Command = {
    id: "undo",
    kind: "app",
    name: t("keys.undo"),
    keys: `${modifier()} Z`,
    icon: Undo,
    run: () => void actions.undo(),
  };
  const redo: Command = {
    id: "redo",
    kind: "app",
    name: t("keys.redo"),
    keys: `${modifier()} Y`,
    icon: Redo,
    run: () => void actions.redo(),
  };
  return [...(actions.canUndo() ? [undo] : []), ...(actions.canRedo() ? [redo] : [])];
}

function ofApp({ context, open }: CommandPorts): readonly Command[] {
  const sheet = (name: SheetName, text: string, icon: Icon, also = "", keys?: string): Command => ({
    id: `sheet-${name}`,
    kind: "app",
    name: text,
    also,
    keys,
    icon,
    run: () => open(name),
  });
  return [
    ...steps(context),
    { id: "sync-now", kind: "app", name: t("palette.syncNow"), icon: RefreshCw, run: () => void context.client.ask({ kind: "sync-now" }) },
    sheet("sync", t("palette.devices"), Smartphone, t("palette.devicesAlso")),
    sheet("import", t("palette.import"), Download, t("palette.importAlso")),
    sheet("settings", t("settings.title"), Settings, t("palette.settingsAlso"), `${modifier()} ,`),
    sheet("keys", t("keys.title"), Keyboard, t("palette.keysAlso"), "?"),
    sheet("months", t("palette.months"), CalendarClock),
    sheet("recovery", t("palette.recovery"), LifeBuoy),
    sheet("diagnosis", t("palette.diagnosis"), Activity),
    { id: "english", kind: "app", name: "English", also: t("palette.language"), icon: Languages, run: () => void chooseLanguage("en") },
    { id: "german", kind: "app", name: "Deutsch", also: t("palette.language"), icon: Languages, run: () => void chooseLanguage("de") },
  ];
}

/** All there are now, in the order in which they are offered. */
export const paletteCommands = (ports: CommandPorts): readonly Command[] => [
  ...(ports.row === null ? [] : onRow(ports.row)),
  ...making(ports),
  ...places(ports.context),
  ...ofApp(ports),
];
