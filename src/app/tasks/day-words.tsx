// A day said in words, as quick add reads it ("next fri 15:00", "in 3 Wochen"). What is typed in the sheet and meant for no field of it is typed here.

import { createSignal, onCleanup, onMount, type JSX } from "solid-js";
import type { PlainDay } from "../../model/plain-day.ts";
import type { PlainTime } from "../../model/plain-time.ts";
import { TextField } from "../../ui/field/text-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { TAKES_TYPED } from "../shell/typed-ahead.ts";
import { t } from "../texts/messages.ts";
import { readDay } from "./reading/read-line.ts";
import { whenText } from "./row/row-name.ts";

export type DayWordsProps = {
  /** Whether a time may be said with the day. */
  readonly takesTime: boolean;
  /** `time` undefined: none was said. */
  readonly onPick: (day: PlainDay, time: PlainTime | undefined) => void;
};

const isTyped = ({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean =>
  /^[\p{L}\p{N}]$/u.test(key) && !ctrlKey && !metaKey && !altKey && !isComposing;

const takesKeys = (element: Element | null): boolean => element?.matches("input, textarea, select") === true;

export function DayWords(props: DayWordsProps): JSX.Element {
  const app = useApp();
  const [text, setText] = createSignal("");
  const [isMissed, setMissed] = createSignal(false);
  let field: HTMLInputElement | undefined;

  const read = () => {
    const said = readDay(app, text());
    return said === null || (said.time !== null && !props.takesTime) ? null : said;
  };
  /** There is always one, so that nothing moves when a day is understood. */
  const reading = (): string => {
    const said = read();
    return said === null ? t("words.hint") : t("words.read", whenText(said, app.today()) ?? "");
  };
  const pick = (): void => {
    const said = read();
    if (said === null) setMissed(text().trim() !== "");
    else props.onPick(said.day, said.time ?? undefined);
  };
  const onTyped = (event: KeyboardEvent): void => {
    if (isTyped(event) && !takesKeys(document.activeElement)) field?.focus();
  };
  onMount(() => document.addEventListener("keydown", onTyped));
  onCleanup(() => document.removeEventListener("keydown", onTyped));

  return (
    <TextField
      ref={(input) => {
        field = input;
        input.setAttribute(TAKES_TYPED, "");
      }}
      label={t("words.label")}
      placeholder={t(props.takesTime ? "words.examples" : "words.dayExamples")}
      autocomplete="off"
      enterkeyhint="done"
      maxLength={100}
      hint={reading()}
      error={isMissed() ? t("words.missed") : null}
      onInput={(event) => {
        setMissed(false);
        setText(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        pick();
      }}
    />
  );
}
