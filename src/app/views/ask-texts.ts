// What a view asks for, in words.

import type { Asked } from "../../model/view-asks.ts";
import { INBOX } from "../../model/view-asks.ts";
import { listName, type Lists } from "../client/lists.ts";
import { t } from "../texts/messages.ts";

const DUES = { overdue: "filter.overdue", today: "day.today", soon: "filter.soon", none: "day.none" } as const;

const labelled = (label: string, text: string): string => `${label}: ${text}`;

function listText(list: string, lists: Lists): string {
  if (list === INBOX) return t("view.inbox");
  const row = lists.shown().find(({ id }) => id === list);
  return row === undefined ? t("views.listGone") : listName(row);
}

/** One text for each condition. */
export function askTexts({ text, due, priority, tag, list, repeats }: Asked, lists: Lists): readonly string[] {
  return [
    ...(text === "" ? [] : [t("views.ask.text", text)]),
    ...(tag === "" ? [] : [`#${tag}`]),
    ...(due === "" ? [] : [due === "none" ? t(DUES[due]) : t("views.ask.due", t(DUES[due]))]),
    ...(priority === "" ? [] : [labelled(t("details.priority"), t(`priority.${priority}`))]),
    ...(list === "" ? [] : [t("views.ask.list", listText(list, lists))]),
    ...(repeats === "" ? [] : [t("filter.repeats")]),
  ];
}
