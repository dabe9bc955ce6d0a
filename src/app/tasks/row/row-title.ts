import type { TaskRow } from "../../../model/task-row.ts";
import type { SheetKind } from "../screen-state.ts";
import type { Targets } from "./row-commands.ts";
import { t } from "../../texts/messages.ts";

type Titled = Pick<TaskRow, "title">;

/** What a task is called. */
export const rowTitle = (row: Titled): string => row.title || t("task.untitled");

/** In UTF-16 units. */
const SHORT_LENGTH = 80;
const HALF_A_LETTER = /[\u{D800}-\u{DBFF}]$/u;

/** What it is called where its title stands in other words: a long one by its beginning. */
export function shortTitle(row: Titled): string {
  const title = rowTitle(row);
  if (title.length <= SHORT_LENGTH) return title;
  const space = title.lastIndexOf(" ", SHORT_LENGTH);
  const beginning = title.slice(0, space > SHORT_LENGTH / 2 ? space : SHORT_LENGTH).replace(HALF_A_LETTER, "");
  return `${beginning.trimEnd()}…`;
}

/** What a sheet is headed: what it is about, or of several tasks what it does to them. */
export function sheetTitle(kind: Exclude<SheetKind, "purge">, { ids, title }: Targets): string {
  return title ?? t(`several.${kind}`, t("what.tasks", ids.length));
}
