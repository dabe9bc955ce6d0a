// How a task repeats, in words, in both languages.

import { afterEach, expect, test } from "vitest";
import type { Repeat } from "../../model/repeat.ts";
import "./all-texts.suite.ts";
import { german } from "./de/catalogue.ts";
import { ENGLISH, showCatalogue } from "./messages.ts";
import { repeatText } from "./repeat-text.ts";

const FRIDAY = "2026-11-27";
const GERMAN = { tag: "de-DE", catalogue: german };

const byDay = (rule: string): Repeat => ({ rule, from: "day", base: FRIDAY });
const byDone = (rule: string): Repeat => ({ rule, from: "done", base: null });

afterEach(() => showCatalogue(ENGLISH));

test.each([
  [byDay("FREQ=DAILY"), "Every day", "Jeden Tag"],
  [byDay("FREQ=DAILY;INTERVAL=3"), "Every 3 days", "Alle 3 Tage"],
  [byDay("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"), "Every weekday", "An jedem Werktag"],
  [byDay("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), "Every weekday", "An jedem Werktag"],
  [byDay("FREQ=WEEKLY"), "Every week", "Jede Woche"],
  [byDay("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO"), "Every 2 weeks on Monday and Thursday", "Alle 2 Wochen am Montag und Donnerstag"],
  [byDay("FREQ=MONTHLY;BYMONTHDAY=27"), "Every month on the 27th", "Jeden Monat am 27."],
  [byDay("FREQ=MONTHLY;BYMONTHDAY=1,2,3,11,21"), "Every month on the 1st, 2nd, 3rd, 11th and 21st", "Jeden Monat am 1., 2., 3., 11. und 21."],
  [byDay("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"), "Every 3 months on the last day", "Alle 3 Monate am letzten Tag"],
  [byDay("FREQ=MONTHLY;BYDAY=2MO"), "Every month on the second Monday", "Jeden Monat am zweiten Montag"],
  [byDay("FREQ=MONTHLY;BYDAY=-1FR"), "Every month on the last Friday", "Jeden Monat am letzten Freitag"],
  [byDay("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"), "Every month on the last weekday", "Jeden Monat am letzten Werktag"],
  [byDay("FREQ=YEARLY"), "Every year on 27 November", "Jedes Jahr am 27. November"],
  [byDay("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29"), "Every 2 years on 29 February", "Alle 2 Jahre am 29. Februar"],
  [byDay("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"), "Every year on the fourth Thursday of November", "Jedes Jahr am vierten Donnerstag im November"],
  [byDay("FREQ=WEEKLY;UNTIL=20271203"), "Every week, until 3 December 2027", "Jede Woche, bis 3. Dezember 2027"],
  [byDay("FREQ=DAILY;COUNT=10"), "Every day, 10 times", "Jeden Tag, 10-mal"],
  [byDone("FREQ=WEEKLY;INTERVAL=2"), "2 weeks after it is done", "2 Wochen nach dem Erledigen"],
  [byDone("FREQ=DAILY"), "1 day after it is done", "1 Tag nach dem Erledigen"],
])("%o is %s", (repeat, inEnglish, inGerman) => {
  expect(repeatText(repeat, FRIDAY)).toBe(inEnglish);
  showCatalogue(GERMAN);
  expect(repeatText(repeat, FRIDAY)).toBe(inGerman);
}); // prettier-ignore

test.each([
  "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
  "FREQ=MONTHLY;BYMONTHDAY=-3",
  "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1",
  "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3",
  "FREQ=WEEKLY;BYMONTH=1",
  "FREQ=YEARLY;BYMONTHDAY=1",
  "FREQ=DAILY;INTERVAL=0",
])("%s, for which there are no words, is shown as it is written", (rule) => {
  expect(repeatText(byDay(rule), FRIDAY)).toBe(`By its own rule: ${rule}`);
});
