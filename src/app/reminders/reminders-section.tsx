// The settings of reminders: whether they ring here and when the next one does, a test, and a calendar file to take along.

import { createSignal, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { SettingsSection } from "../settings/settings-section.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { dayText, localDay } from "../texts/day-texts.ts";
import { timeText } from "../texts/time-texts.ts";
import { words } from "./reminder-texts.ts";
import { createRemindersState, RingsHere } from "./rings-here.tsx";
import { ringForTest } from "./ringing.ts";
import { ringTexts } from "./ring-notice.ts";
import { ringLanguage, ringPermission } from "./waking.ts";

const MINUTE_MS = 60_000;
const clockOf = (date: Date): string => date.toTimeString().slice(0, 5);

export function RemindersSection(): JSX.Element {
  const { client, today } = useApp();
  const state = createRemindersState();
  const [told, setTold] = createSignal("");
  const next = (): string => {
    const minute = state()?.next ?? null;
    if (minute === null) return words()["rings.nextNone"];
    const date = new Date(minute * MINUTE_MS);
    return words()["rings.next"](`${dayText(localDay(date), today())}, ${timeText(clockOf(date))}`);
  };
  const testLater = async (): Promise<void> => {
    const asked = await client.ask({ kind: "ring-test", title: ringTexts([ringLanguage()])["ring.test"] });
    const at = clockOf(new Date((Math.floor(Date.now() / MINUTE_MS) + 2) * MINUTE_MS));
    setTold(asked.ok ? words()["rings.testTold"](timeText(at)) : words()["rings.testFailed"]);
  };
  const saveIcs = async (): Promise<void> => {
    const { saveCalendar } = await import("./save-calendar.ts");
    const saved = await saveCalendar(client);
    setTold(saved ? "" : words()["rings.icsNone"]);
  };
  return (
    <SettingsSection title={words()["rings.title"]}>
      <RingsHere />
      <p class={page["quiet"]}>{next()}</p>
      <Show when={client.lock()?.ways}>
        <p class={page["quiet"]}>{words()["rings.locked"]}</p>
      </Show>
      <div class={page["buttons"]}>
        <Show when={ringPermission() === "granted"}>
          <Button look="plain" onClick={() => void ringForTest()}>
            {words()["rings.test"]}
          </Button>
          <Button look="plain" onClick={() => void testLater()}>
            {words()["rings.testClosed"]}
          </Button>
        </Show>
        <Button look="plain" onClick={() => void saveIcs()}>
          {words()["rings.ics"]}
        </Button>
      </div>
      <p class={page["quiet"]}>{words()["rings.icsExplain"]}</p>
      <p class={page["quiet"]} role="status">
        {told()}
      </p>
    </SettingsSection>
  );
}
