// Reminders by the minute at which they ring, as a device keeps them for its service worker: all that is needed to show one while the app is closed.
// Stored as JSON, sealed like all else at rest; read with the same care as what comes from outside, since an older version may have written it.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import type { ItemId, SpaceId } from "../base/ids.ts";
import { makeId, parseIdText } from "../base/ids.ts";
import { isRecord } from "../base/record.ts";
import { isPlainDay, type PlainDay } from "./plain-day.ts";
import { isPlainTime, type PlainTime } from "./plain-time.ts";

export type DueReminder = {
  /** Since 1970. */
  readonly minute: number;
  readonly id: ItemId;
  /** The shared space that the task is in; null: the user's own. */
  readonly space: SpaceId | null;
  readonly title: string;
  /** When the task is due, as it was written. */
  readonly day: PlainDay | null;
  readonly time: PlainTime | null;
};

export const MINUTE_MS = 60_000;
/** Minutes that are kept, and reminders of all of them. */
export const MAX_DUE_MINUTES = 128;
export const MAX_DUE = 512;
/** After which a reminder says nothing any more. */
export const STALE_MINUTES = 12 * 60;
const MAX_TITLE_CHARACTERS = 300;
/** The task of the ring that is a test: there is none. */
export const RING_TEST_ITEM = makeId("item", new Uint8Array(16));

/** By which a browser shows one reminder once, and knows what was clicked: `r/`, minute, task, and its space where it is shared. */
export const reminderTag = ({ minute, id, space }: DueReminder): string => `r/${minute}/${id}${space === null ? "" : `/${space}`}`;

/** Of a tag as above; null: of another one. */
export function taskOfTag(tag: string): { readonly id: ItemId; readonly space: SpaceId | null } | null {
  const [kind, , idText = "", spaceText] = tag.split("/");
  const id = kind === "r" ? parseIdText("item", idText) : null;
  const space = spaceText === undefined ? null : parseIdText("space", spaceText);
  return id === null || (spaceText !== undefined && space === null) ? null : { id, space };
}

/** Where they are kept in the store's meta table. */
export const DUE_KEY = "reminders/due";

/** `language`: in which what is around a title is said. */
export type KeptDue = { readonly language: string; readonly due: readonly DueReminder[] };

export function encodeDue({ language, due }: KeptDue): Uint8Array {
  const short = due.map((each) => ({ ...each, title: each.title.slice(0, MAX_TITLE_CHARACTERS) }));
  return utf8ToBytes(JSON.stringify({ language, due: short }));
}

/** Those that can be read. */
export function parseDue(bytes: Uint8Array | null): KeptDue {
  const text = bytes === null ? null : bytesToUtf8(bytes);
  const parsed = text === null ? null : parseJson(text);
  if (!isRecord(parsed) || !Array.isArray(parsed["due"])) return { language: "", due: [] };
  const due = parsed["due"].slice(0, MAX_DUE).flatMap((each: unknown) => parseOne(each) ?? []);
  return { language: typeof parsed["language"] === "string" ? parsed["language"] : "", due };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function parseOne(value: unknown): DueReminder | null {
  if (!isRecord(value)) return null;
  const { minute, id: idText, space: spaceText, title, day, time } = value;
  const id = typeof idText === "string" ? parseIdText("item", idText) : null;
  const space = typeof spaceText === "string" ? parseIdText("space", spaceText) : null;
  if (!Number.isSafeInteger(minute) || typeof minute !== "number" || id === null || typeof title !== "string") return null;
  return { minute, id, space, title, day: isPlainDay(day) ? day : null, time: isPlainTime(time) ? time : null };
}

/** Of those that ring after `rungUpTo` and until now, and are not too old to mean anything. Ascending by minute, as they are. */
export const dueNow = (due: readonly DueReminder[], rungUpTo: number, nowMinute: number): readonly DueReminder[] =>
  due.filter(({ minute }) => minute <= nowMinute && minute > rungUpTo && minute >= nowMinute - STALE_MINUTES);
