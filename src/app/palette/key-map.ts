// What the keys do, in words: the whole map of the keyboard, as its sheet shows it and the palette names it. The keys themselves are row-keys.ts and those
// who listen for the others.

import { modifier } from "./modifier.ts";
import type { RowKeyCommand } from "../tasks/row/row-keys.ts";
import { t, type PlainMessageKey } from "../texts/messages.ts";

export type KeyLine = { readonly keys: readonly string[]; readonly text: PlainMessageKey };

type KeyPart = { readonly title: PlainMessageKey; readonly lines: readonly KeyLine[] };

/** Of a row that has the focus. What takes no part in the palette changes nothing by itself. */
export const rowKeyLines = (): Readonly<Record<RowKeyCommand, KeyLine>> => ({
  previous: { keys: ["↑", "K"], text: "keys.previous" },
  next: { keys: ["↓", "J"], text: "keys.next" },
  first: { keys: ["Home"], text: "keys.first" },
  last: { keys: ["End"], text: "keys.last" },
  toggle: { keys: [t("key.space")], text: "keys.toggle" },
  edit: { keys: [t("key.enter"), "F2"], text: "keys.edit" },
  details: { keys: ["I", `${modifier()} ${t("key.enter")}`], text: "keys.details" },
  day: { keys: ["D"], text: "keys.day" },
  start: { keys: ["N"], text: "keys.start" },
  section: { keys: ["S"], text: "keys.section" },
  list: { keys: ["L"], text: "keys.list" },
  priority: { keys: ["P"], text: "keys.priority" },
  repeat: { keys: ["R"], text: "keys.repeat" },
  tag: { keys: ["T"], text: "keys.tag" },
  up: { keys: ["Alt ↑"], text: "keys.up" },
  down: { keys: ["Alt ↓"], text: "keys.down" },
  in: { keys: [`${modifier()} ]`], text: "keys.in" },
  out: { keys: [`${modifier()} [`], text: "keys.out" },
  unfold: { keys: ["→"], text: "keys.unfold" },
  fold: { keys: ["←"], text: "keys.fold" },
  menu: { keys: ["Shift F10"], text: "keys.menu" },
  duplicate: { keys: ["Shift D"], text: "keys.duplicate" },
  filter: { keys: ["F"], text: "keys.filter" },
  remove: { keys: [t("key.delete")], text: "keys.remove" },
  select: { keys: ["X"], text: "keys.select" },
  "select-up": { keys: ["Shift ↑"], text: "keys.selectUp" },
  "select-down": { keys: ["Shift ↓"], text: "keys.selectDown" },
  "select-all": { keys: [`${modifier()} A`], text: "keys.selectAll" },
  clear: { keys: ["Esc"], text: "keys.clear" },
});

const everywhere = (): readonly KeyLine[] => [
  { keys: [`${modifier()} K`, "/"], text: "keys.palette" },
  { keys: ["Q"], text: "palette.newTask" },
  { keys: ["?"], text: "keys.map" },
  { keys: [`${modifier()} Z`], text: "keys.undo" },
  { keys: [`${modifier()} Shift Z`, `${modifier()} Y`], text: "keys.redo" },
  { keys: [`${modifier()} ,`], text: "keys.settings" },
  { keys: [`${modifier()} Shift L`], text: "keys.lock" },
  { keys: ["Esc"], text: "keys.close" },
];

const inField = (): readonly KeyLine[] => [
  { keys: [t("key.enter")], text: "keys.add" },
  { keys: ["↓"], text: "keys.toList" },
];

const SELECTING: readonly RowKeyCommand[] = ["select", "select-up", "select-down", "select-all", "clear"];
const MOVING: readonly RowKeyCommand[] = ["previous", "next", "first", "last"];

export function keyMap(): readonly KeyPart[] {
  const lines = rowKeyLines();
  const others = Object.entries(lines)
    .filter(([command]) => ![...SELECTING, ...MOVING].some((other) => other === command))
    .map(([, line]) => line);
  return [
    { title: "keys.everywhere", lines: everywhere() },
    { title: "keys.inField", lines: inField() },
    { title: "keys.inList", lines: MOVING.map((command) => lines[command]) },
    { title: "keys.onTask", lines: others },
    { title: "keys.selecting", lines: SELECTING.map((command) => lines[command]) },
  ];
}
