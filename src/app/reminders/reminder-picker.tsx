// A sheet to pick when a task reminds: what most want, or a time of one's own. Minutes and hours before take a time of the task.

import { createSignal, Show, untrack, type JSX } from "solid-js";
import { isPlainTime } from "../../model/plain-time.ts";
import { reminderKey, type Reminder, type ReminderKey } from "../../model/reminder.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { PickSheet } from "../../ui/overlay/pick-sheet.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { t } from "../texts/messages.ts";
import styles from "./remind-field.module.css";
import { reminderText, words } from "./reminder-texts.ts";

export type ReminderPickerProps = {
  readonly hasTime: boolean;
  readonly present: readonly ReminderKey[];
  readonly onPick: (key: ReminderKey) => void;
  readonly onClose: () => void;
};

const WITH_TIME: readonly ReminderKey[] = ["b0", "b5", "b15", "b30", "b60", "d1T09:00"];
const WITH_DAY: readonly ReminderKey[] = ["d0T09:00", "d1T09:00"];
const OWN = "own";

export function ReminderPicker(props: ReminderPickerProps): JSX.Element {
  const [isOwn, setOwn] = createSignal(false);
  const keys = (): readonly ReminderKey[] => (props.hasTime ? WITH_TIME : WITH_DAY).filter((key) => !props.present.includes(key));
  const choices = () => [...keys().map((key) => ({ value: key, name: reminderText(key) })), { value: OWN, name: words()["remind.own"] }];
  let goesOn = false;
  const pick = (key: string): void => {
    if (key !== OWN) return props.onPick(key);
    goesOn = true;
    setOwn(true);
    return undefined;
  };
  const close = (): void => {
    if (!goesOn) props.onClose();
  };
  return (
    <Show
      when={isOwn()}
      fallback={
        <PickSheet<string>
          title={words()["remind.pick"]}
          label={words()["remind.pick"]}
          closeLabel={t("app.close")}
          choices={choices()}
          present={undefined}
          onPick={pick}
          onClose={close}
          returnFocus={undefined}
        />
      }
    >
      <OwnReminder hasTime={props.hasTime} onPick={props.onPick} onClose={props.onClose} />
    </Show>
  );
}

type Unit = "minutes" | "hours" | "days";

const MINUTES = { minutes: 1, hours: 60, days: 1_440 } as const;
const MAX_MINUTES = 40_320;
const DEFAULT_TIME = "09:00";

/** Null where it is no number that may be, or no time. */
function ownReminder(count: number, unit: Unit, time: string, hasTime: boolean): Reminder | null {
  const minutes = count * MINUTES[unit];
  if (!Number.isInteger(count) || count < 1 || minutes > MAX_MINUTES) return null;
  if (unit !== "days" || (hasTime && time === "")) return { kind: "before", minutes };
  return isPlainTime(time) ? { kind: "at", daysBefore: count, time } : null;
}

function OwnReminder(props: Omit<ReminderPickerProps, "present">): JSX.Element {
  const [unit, setUnit] = createSignal<Unit>(untrack(() => props.hasTime) ? "minutes" : "days");
  const [count, setCount] = createSignal("1");
  const [time, setTime] = createSignal(DEFAULT_TIME);
  const [isWrong, setWrong] = createSignal(false);
  const units = () => (props.hasTime ? (["minutes", "hours", "days"] as const) : (["days"] as const));
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const own = ownReminder(Number(count()), unit(), time(), props.hasTime);
    setWrong(own === null);
    if (own === null) return;
    props.onPick(reminderKey(own));
    props.onClose();
  };
  return (
    <Sheet title={words()["remind.ownTitle"]} closeLabel={t("app.close")} onClose={() => props.onClose()} returnFocus={undefined}>
      <form class={styles["own"]} onSubmit={add} noValidate>
        <TextField
          type="number"
          inputmode="numeric"
          min="1"
          label={words()["remind.ownNumber"]}
          value={count()}
          error={isWrong() ? words()["remind.ownWrong"] : null}
          onInput={(event) => setCount(event.currentTarget.value)}
        />
        <ChoiceField<Unit>
          label={words()["remind.ownUnit"]}
          choices={units().map((value) => ({ value, label: words()[`remind.${value}`] }))}
          chosen={unit()}
          onChoose={setUnit}
        />
        <Show when={unit() === "days"}>
          <TextField type="time" label={words()["remind.ownAt"]} value={time()} onInput={(event) => setTime(event.currentTarget.value)} />
        </Show>
        <div>
          <Button type="submit" look="primary">
            {words()["remind.ownSave"]}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
