// The calendar file of reminders, among the user's downloads.

import type { ReplicaClient } from "../client/replica-client.ts";
import { localDay } from "../texts/day-texts.ts";
import { calendarFile } from "./calendar-file.ts";

/** False where there is nothing to save. */
export async function saveCalendar(client: ReplicaClient): Promise<boolean> {
  const rows = await client.ask({ kind: "ring-rows" });
  const now = new Date();
  const text = rows.ok ? calendarFile(rows.value, now) : null;
  if (text === null) return false;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  link.download = `daybook-${localDay(now)}.ics`;
  link.click();
  // The browser has taken hold of it by the time that others of its tasks run.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}
