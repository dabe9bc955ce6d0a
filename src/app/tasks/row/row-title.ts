import type { TaskRow } from "../../../model/task-row.ts";
import { t } from "../../texts/messages.ts";

/** What a task is called where its title stands in other words. */
export const rowTitle = (row: TaskRow): string => row.title || t("task.untitled");
