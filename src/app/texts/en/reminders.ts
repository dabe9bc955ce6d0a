// Reminders: in a task's details and in the settings. Not in the catalogue of the start, since nothing of it is there before somebody opens one of these.

import { plural } from "./plural.ts";

const minutesBefore = (minutes: number): string => {
  if (minutes === 0) return "At the time";
  if (minutes % 1_440 === 0) return plural(minutes / 1_440, { one: "# day before", other: "# days before" });
  if (minutes % 60 === 0) return plural(minutes / 60, { one: "# hour before", other: "# hours before" });
  return plural(minutes, { one: "# minute before", other: "# minutes before" });
};

const daysBefore = (days: number, time: string): string => {
  if (days === 0) return `On the day at ${time}`;
  return days === 1 ? `The day before at ${time}` : `${days} days before at ${time}`;
};

export const reminders = {
  "remind.label": "Remind me",
  "remind.add": "Add a reminder",
  "remind.pick": "When to remind",
  "remind.minutesBefore": minutesBefore,
  "remind.daysBefore": daysBefore,
  "remind.remove": (name: string) => `Remove the reminder: ${name}`,
  "remind.needsDay": "A reminder needs a day.",
  "remind.needsTime": "Needs a time, and rings only when there is one.",
  "remind.own": "Another time …",
  "remind.ownTitle": "How long before",
  "remind.ownNumber": "How many",
  "remind.ownUnit": "Of what",
  "remind.minutes": "Minutes",
  "remind.hours": "Hours",
  "remind.days": "Days",
  "remind.ownAt": "At",
  "remind.ownSave": "Add",
  "remind.ownWrong": "A number from 1 on; four weeks at most.",
  "remind.tooMany": "Ten reminders are the most that a task can have.",
  "remind.added": (name: string) => `Reminder added: ${name}`,
  "remind.removed": (name: string) => `Reminder removed: ${name}`,
  "remind.adding": "adding a reminder",
  "remind.removing": "removing a reminder",

  "rings.title": "Reminders",
  "rings.closed": "Reminders ring on this device, also while Daybook is closed.",
  "rings.open": "Reminders ring while Daybook is open here.",
  "rings.shown": "Reminders are shown while Daybook is open here, without a sound.",
  "rings.ask": "So that a reminder can ring, this browser has to allow Daybook notifications.",
  "rings.allow": "Allow notifications",
  "rings.denied":
    "This browser blocks notifications of Daybook. To change that, open the settings of this page (the sign beside the address) and allow notifications.",
  "rings.none": "This browser has no notifications for a page like this one.",
  "rings.ios": "On an iPhone or iPad, add Daybook to the Home Screen first: only there can it ring.",
  "rings.why.noRelay": "To ring while it is closed it needs a relay, which wakes this device at the minute and learns nothing else.",
  "rings.why.relayCannot": "The relay in use, or the connection to it, wakes no devices so far.",
  "rings.why.noPush": "This browser cannot be woken while Daybook is closed.",
  "rings.why.notServed": "The relay in use does not reach the push service of this browser.",
  "rings.why.full": "The relay in use keeps as many reminders as it may: too many for yours too.",
  "rings.why.waiting": "The relay is told as soon as it is reached.",
  "rings.learns": "The relay learns a time and nothing else. What a reminder says comes from this device.",
  "rings.locked": "With the app lock a notification says “A reminder” and nothing of the task.",
  "rings.next": (when: string) => `The next one: ${when}.`,
  "rings.nextNone": "No reminder is set for a time to come.",
  "rings.test": "Ring now",
  "rings.testClosed": "Ring in two minutes",
  "rings.testTold": (time: string) => `It rings at ${time}. You can close Daybook.`,
  "rings.testFailed": "That could not be saved.",
  "rings.ics": "Take along as a calendar file",
  "rings.icsExplain": "To take along: your open tasks with reminders, with alarms, for any calendar. It is not kept up to date.",
  "rings.icsNone": "No open task has a reminder.",
  "rings.nowTold": (title: string) => `Reminder: ${title}`,
  "rings.show": "Show",
  "rings.laterTold": (time: string) => `It rings again at ${time}.`,
} as const;
