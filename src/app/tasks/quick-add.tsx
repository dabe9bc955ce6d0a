// Writing new tasks: Enter adds the line, a pasted list is first shown with how many tasks it makes. The text stays in the field, selected, until
// the task is durable, so that typing on begins the next one and a failure loses nothing. A run of tasks stays in the order written. What reads a line
// (reading/) is loaded once the field is used; a line that is entered before it has come waits for it.

import { createSignal, Show, untrack, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { SectionId } from "../../model/sections.ts";
import type { TaskFilter } from "../../model/task-filter.ts";
import type { TaskPosition } from "../../model/task-intent.ts";
import type { ActOutcome, GivenParts } from "../client/task-actions.ts";
import { useApp } from "../shell/app-context.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { hasDraft } from "../update/unsaved.ts";
import { LineField, loadReading } from "./line-field.tsx";
import { LinesField } from "./lines-field.tsx";
import { typedTitles } from "./pasted-lines.ts";
import type { Typed } from "./reading/read-line.ts";
import styles from "./quick-add.module.css";

export type PageParts = GivenParts & {
  /** What fits is on the page. */
  readonly filter?: TaskFilter;
};

/** What a line comes to, unless it says something else. */
export type AddedHere = {
  /** Null: the inbox. */
  readonly list: ItemId | null;
  readonly day: PlainDay | null;
  readonly given?: PageParts | undefined;
};

export type QuickAddProps = AddedHere & {
  /** Whether something typed can be saved; until then nothing can be typed. */
  readonly canType: boolean;
  readonly fieldRef: (field: HTMLInputElement) => void;
  /** At the end of a section of the list; none: at the start of the list. */
  readonly section?: SectionId;
  /** What it is called, where that is not simply to add a task. */
  readonly label?: string;
  /** Goes from the field into the list. */
  readonly onArrowDown: () => void;
  /** Of a field that is not the page's own. */
  readonly sheet?: {
    /** What it begins with. */
    readonly text: string;
    readonly notes: () => string;
    /** What was added is durable. */
    readonly onAdded: () => void;
    /** Adds what stands in the field. */
    readonly addRef: (add: () => void) => void;
  };
};

/** What a field under the heading of a section keeps its text as. */
export const sectionDraft = (section: SectionId): string => `add-in-${section}`;

type Adding = {
  readonly error: () => string | null;
  readonly forgetError: () => void;
  readonly addLine: (typed: Typed) => Promise<boolean>;
  readonly addTitles: (titles: readonly string[]) => Promise<boolean>;
  /** What comes next is the first of another run. */
  readonly endRun: () => void;
};

/** One after the other: each goes behind the one before it. */
function createAdding({ sheet, section }: Pick<QuickAddProps, "sheet" | "section">, placeNow: () => AddedHere): Adding {
  const app = useApp();
  const [error, setError] = createSignal<string | null>(null);
  let lastAdded: ItemId | null = null;
  let addsInTurn: Promise<boolean> = Promise.resolve(true);
  const firstIn = ({ list }: AddedHere): TaskPosition => (section === undefined ? { at: "start", list } : { at: "end", list, section });
  const positionOfNext = (here: AddedHere): TaskPosition => (lastAdded === null ? firstIn(here) : { at: "after", task: lastAdded });

  /** The next one goes behind it, if it stands here. */
  const tell = (outcome: ActOutcome, isHere: boolean): boolean => {
    if (isHere) lastAdded = outcome.ok ? (outcome.value.items.at(-1) ?? lastAdded) : null;
    setError(outcome.ok ? null : actErrorText(outcome.error));
    if (outcome.ok) sheet?.onAdded();
    return outcome.ok;
  };
  const addTitles = async (titles: readonly string[], place: AddedHere): Promise<boolean> =>
    tell(await app.actions.create(titles, positionOfNext(place), place.day, place.given), true);
  /** A line that could not be read, for want of what reads it, is a title as it stands. */
  const addLine = async (typed: Typed, here: AddedHere): Promise<boolean> => {
    const reading = await loadReading().catch(() => null);
    if (reading === null) return addTitles(typedTitles(typed.text), here);
    const place = {
      ...here,
      section: section ?? null,
      position: positionOfNext(here),
      notes: sheet?.notes() ?? "",
      isOutOfSight: sheet !== undefined,
    };
    const { outcome, isHere } = await reading.addLine(app, typed, place);
    return tell(outcome, isHere);
  };
  const inTurn = async (add: (place: AddedHere) => Promise<boolean>): Promise<boolean> => {
    const place = placeNow();
    setError(null);
    const addThen = (): Promise<boolean> => add(place);
    addsInTurn = addsInTurn.then(addThen, addThen);
    return addsInTurn;
  };
  return {
    error,
    forgetError: () => setError(null),
    addLine: async (typed) => inTurn((place) => addLine(typed, place)),
    addTitles: async (titles) => inTurn((place) => addTitles(titles, place)),
    endRun() {
      lastAdded = null;
    },
  };
}

/** There is one field of each kind at a time. */
function draftNameOf({ section, sheet }: QuickAddProps): string {
  if (section !== undefined) return sectionDraft(section);
  return sheet === undefined ? "add" : "add-sheet";
}

export function QuickAdd(props: QuickAddProps): JSX.Element {
  const draftName = untrack(() => draftNameOf(props));
  const linesDraft = `${draftName}-lines`;
  const [lines, setLines] = createSignal<string | null>(hasDraft(linesDraft) ? "" : null);
  let field: HTMLInputElement | undefined;
  const placeNow = (): AddedHere => untrack(() => ({ list: props.list, day: props.day, given: props.given }));
  const adding = untrack(() => createAdding(props, placeNow));
  const closeLines = (): void => {
    setLines(null);
    queueMicrotask(() => field?.focus());
  };

  return (
    <div
      class={styles["add"]}
      data-within={props.sheet === undefined && props.section === undefined ? undefined : ""}
      onFocusOut={(event) => !event.currentTarget.contains(asNode(event.relatedTarget)) && adding.endRun()}
    >
      <Show
        when={lines()}
        fallback={
          <LineField
            {...props}
            draftName={draftName}
            fieldRef={(element) => {
              field = element;
              props.fieldRef(element);
            }}
            error={adding.error()}
            onAdd={adding.addLine}
            onPasteLines={setLines}
            onEdited={adding.forgetError}
          />
        }
      >
        {(text) => <LinesField text={text()} draftName={linesDraft} error={adding.error()} onAdd={adding.addTitles} onClose={closeLines} />}
      </Show>
    </div>
  );
}

const asNode = (target: EventTarget | null): Node | null => (target instanceof Node ? target : null);
