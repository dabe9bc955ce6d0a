// What quick add has understood of a line: chips below the field, each to be taken back. With the adding itself it is loaded when the field is first used.

import Bell from "lucide-solid/icons/bell";
import CalendarDays from "lucide-solid/icons/calendar-days";
import CalendarRange from "lucide-solid/icons/calendar-range";
import Clock from "lucide-solid/icons/clock";
import Flag from "lucide-solid/icons/flag";
import Layers from "lucide-solid/icons/layers";
import ListPlus from "lucide-solid/icons/list-plus";
import Repeat from "lucide-solid/icons/repeat";
import TagIcon from "lucide-solid/icons/tag";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, Index, on, onCleanup, Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { ItemId } from "../../../base/ids.ts";
import type { Span } from "../../../model/quick-add/line.ts";
import type { Token } from "../../../model/quick-add/token.ts";
import type { Icon } from "../../../ui/button/draw-icon.tsx";
import { useApp } from "../../shell/app-context.ts";
import { t } from "../../texts/messages.ts";
import { readLine, type Typed } from "./read-line.ts";
import { kindText, spokenText, tokenText } from "./token-text.ts";
import styles from "./understood.module.css";

export { addLine } from "./add-line.ts";

export type UnderstoodProps = {
  readonly typed: Typed;
  /** That is written in; null: none. */
  readonly list: ItemId | null;
  /** Told with every change: where each token stands. */
  readonly onRead: (cores: readonly Span[]) => void;
  readonly onTakeBack: (core: Span) => void;
};

const ICONS: Readonly<Record<Token["kind"], Icon>> = {
  day: CalendarDays,
  time: Clock,
  start: CalendarRange,
  until: CalendarRange,
  count: Repeat,
  repeat: Repeat,
  reminder: Bell,
  list: Layers,
  tag: TagIcon,
  priority: Flag,
};

/** A list or a section that is to be made. */
const isNew = (token: Token): boolean => token.kind === "list" && (token.list.list === null || token.list.section?.id === null);
const iconOf = (token: Token): Icon => (isNew(token) ? ListPlus : ICONS[token.kind]);

/** Whoever types on means something else than the words so far: it is said when they pause. */
const PAUSE_MS = 700;

/** Says each once while the line is written; to be called in an effect of its own. */
function makeSayer(say: (text: string) => void): (spoken: readonly string[]) => void {
  const said = new Set<string>();
  return (spoken) => {
    for (const text of said) if (!spoken.includes(text)) said.delete(text);
    const timer = setTimeout(() => {
      const fresh = spoken.filter((text) => !said.has(text));
      for (const text of fresh) said.add(text);
      if (fresh.length > 0) say(fresh.join(", "));
    }, PAUSE_MS);
    onCleanup(() => clearTimeout(timer));
  };
}

export function Understood(props: UnderstoodProps): JSX.Element {
  const app = useApp();
  const tokens = createMemo(() => readLine(app, props.typed, props.list).tokens);
  const text = (token: Token): string => tokenText(token, app.today());
  createEffect(() => props.onRead(tokens().map(({ core }) => core)));
  onCleanup(() => props.onRead([]));
  const spoken = createMemo(() => tokens().map((token) => spokenText(token, app.today())));
  createEffect(on(spoken, makeSayer(app.say)));
  const takeBack = (token: Token): void => {
    const said = t("add.takenBack", text(token));
    props.onTakeBack(token.core);
    app.say(said);
  };
  return (
    <Show when={tokens().length > 0}>
      <ul class={styles["chips"]} aria-label={t("add.understood")}>
        <Index each={tokens()}>
          {(token) => (
            <li class={styles["chip"]} data-token={token().kind} data-new={isNew(token()) ? "" : undefined}>
              <Dynamic component={iconOf(token())} size="0.875rem" strokeWidth={1.75} aria-hidden="true" />
              <Show when={kindText(token())}>{(kind) => <span class={styles["kind"]}>{`${kind()}: `}</span>}</Show>
              <span class={styles["text"]} translate="no" dir="auto">
                {text(token())}
              </span>
              <button
                type="button"
                class={styles["remove"]}
                aria-label={t("add.takeBack", text(token()))}
                title={t("add.takeBack", text(token()))}
                // The field keeps the focus, and a phone its keyboard.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => takeBack(token())}
              >
                <X size="0.875rem" strokeWidth={2} aria-hidden="true" />
              </button>
            </li>
          )}
        </Index>
      </ul>
    </Show>
  );
}
