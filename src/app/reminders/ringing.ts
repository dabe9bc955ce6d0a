// A page's part in reminders, loaded when there is something to do: shows what rings, does what was done with a notification, and keeps the subscription. What
// rings is shown as a notification where that is allowed, otherwise in the page.

import type { ItemId } from "../../base/ids.ts";
import { RING_TEST_ITEM, taskOfTag, type DueReminder } from "../../model/due-reminder.ts";
import { MAX_REMINDER_ROWS, type RemindersState } from "../../replica/face/reminders.ts";
import type { AppContextValue } from "../shell/app-context.ts";
import { fragmentOf } from "../shell/place.ts";
import { localDay } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import { timeText } from "../texts/time-texts.ts";
import { words } from "./reminder-texts.ts";
import { parseRingFragment, type RingClick } from "./ring-fragment.ts";
import { lockedNotice, noticesOf, ringTexts, type RingNotice } from "./ring-notice.ts";
import { wantTask } from "./wanted-task.ts";
import { keepWaking, ringLanguage, ringPermission, ringRegistration } from "./waking.ts";

const LATER_MINUTES = 10;
const MINUTE_MS = 60_000;

type Ringer = Pick<AppContextValue, "client" | "actions" | "say"> & {
  readonly toast: (text: () => string, show: (() => void) | null) => void;
};

async function showAll(notices: readonly RingNotice[]): Promise<boolean> {
  const registration = ringPermission() === "granted" ? await ringRegistration() : null;
  if (registration === null) return false;
  try {
    await Promise.all(notices.map(({ title, options }) => registration.showNotification(title, options)));
    return true;
  } catch {
    return false;
  }
}

/** Rings for a test, with nothing behind it. */
export async function ringForTest(): Promise<boolean> {
  const texts = ringTexts([ringLanguage()]);
  return showAll([{ title: texts["ring.test"], options: { tag: "test", icon: "/icon-192.png" } }]);
}

async function ring(due: readonly DueReminder[], { client, say, toast }: Ringer): Promise<void> {
  const language = ringLanguage();
  const texts = ringTexts([language]);
  const isLocked = (client.lock()?.ways ?? null) !== null;
  const notices = isLocked ? [lockedNotice(texts)] : noticesOf(due, { texts, language, today: localDay(new Date()) });
  const [first] = due;
  if ((await showAll(notices)) || first === undefined) return;
  const text = (): string => words()["rings.nowTold"](due.map(({ title }) => title || texts["ring.untitled"]).join(", "));
  say(text());
  toast(text, () => showTask(first.id));
}

/** Takes away what stands of tasks that are done, have gone, or are due on another day by now, whichever device did that. */
async function takeAwayOver({ client }: Ringer): Promise<void> {
  const registration = ringPermission() === "granted" ? await ringRegistration() : null;
  const standing = (await registration?.getNotifications()) ?? [];
  const ofTasks = standing.flatMap((notification) => {
    const id = taskOfTag(notification.tag)?.id;
    return id === undefined || id === RING_TEST_ITEM ? [] : [{ notification, id }];
  });
  if (ofTasks.length === 0) return;
  const rows = await client.ask({ kind: "ring-rows" });
  // There may be more.
  if (!rows.ok || rows.value.length >= MAX_REMINDER_ROWS) return;
  const dayById = new Map(rows.value.map(({ id, day }) => [id, day]));
  for (const { notification, id } of ofTasks) if (dayById.get(id) !== notification.data) notification.close();
}

function showTask(id: ItemId): void {
  location.hash = fragmentOf("open");
  wantTask(id);
}

async function takeClick(click: RingClick, { client, actions, toast, say }: Ringer): Promise<void> {
  switch (click.act) {
    case "done":
      await actions.act(
        { kind: "set-done", ids: [click.id], done: true },
        { text: () => t("act.done", t("what.tasks", 1)), name: () => t("name.done", t("what.tasks", 1)), toast: true },
      );
      return;
    case "later": {
      const later = await client.ask({ kind: "ring-later", id: click.id, space: click.space, minutes: LATER_MINUTES });
      const at = new Date(Date.now() + LATER_MINUTES * MINUTE_MS).toTimeString().slice(0, 5);
      const text = (): string => (later.ok ? words()["rings.laterTold"](timeText(at)) : words()["rings.testFailed"]);
      say(text());
      toast(text, null);
      return;
    }
    case "show":
      showTask(click.id);
  }
}

export type Ringing = {
  readonly ring: (due: readonly DueReminder[]) => Promise<void>;
  readonly keep: (state: RemindersState) => Promise<void>;
  /** Something has become of tasks that remind. */
  readonly changed: () => Promise<void>;
  /** `fragment`: of a click. */
  readonly click: (fragment: string) => Promise<void>;
};

export const makeRinging = (ringer: Ringer): Ringing => ({
  ring: (due) => ring(due, ringer),
  keep: (state) => keepWaking(ringer.client, state),
  changed: () => takeAwayOver(ringer),
  async click(fragment) {
    const click = parseRingFragment(fragment);
    if (click !== null && click !== "nothing") await takeClick(click, ringer);
  },
});
