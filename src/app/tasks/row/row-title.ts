import type { TaskRow } from "../../../model/task-row.ts";
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
