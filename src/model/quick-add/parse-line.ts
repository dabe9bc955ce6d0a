// Quick add: one typed line, in English or German or both, to a task. What is understood becomes tokens, each with its place in the line; what is left is the
// title, so that title and tokens together are the whole line. Pure: today, the time and what lists and tags there are come in. Nothing is taken that may as
// well be prose; where nothing would be left for a title, nothing is taken at all. The work is linear in the line, whose length is bounded.

import type { ReminderKey } from "../reminder.ts";
import type { Priority } from "../task-schema.ts";
import { distinctTags } from "../tag.ts";
import { MAX_TITLE_LENGTH } from "../task-title.ts";
import { normaliseTitle } from "../typed-titles.ts";
import { candidatesIn, choose, type Candidate } from "./candidates.ts";
import { textOutside, withMarks } from "./left-over.ts";
import { makeLine, type Line, type QuickAddWorld, type Span } from "./line.ts";
import type { KnownNames, ListRead } from "./marks.ts";
import { meaningOf, type Meaning, type Schedule } from "./meaning.ts";
import { STUB_TITLES } from "./prose.ts";
import type { Token } from "./token.ts";

export type QuickTask = Schedule & {
  /** One line; empty where the line is; too long where the line is. */
  readonly title: string;
  /** In their order; they do not overlap. */
  readonly tokens: readonly Token[];
  /** Places of the backslashes that made text of what follows, and are themselves gone. */
  readonly escapes: readonly number[];
  readonly reminders: readonly ReminderKey[];
  readonly priority: Priority | null;
  readonly tags: readonly string[];
  readonly list: ListRead | null;
  /** How often a word of the line was looked at. */
  readonly steps: number;
};

/** A line that is only a title. */
const plainTask = (text: string, steps = 0): QuickTask => ({
  title: normaliseTitle(text),
  tokens: [],
  escapes: [],
  day: null,
  time: null,
  start: null,
  repeat: null,
  reminders: [],
  priority: null,
  tags: [],
  list: null,
  steps,
});

/** `plain`: what the user wants to be text. A line that is too long for a title is one as a whole. */
export function parseLine(text: string, world: QuickAddWorld, known: KnownNames, plain: readonly Span[] = []): QuickTask {
  if (text.length > MAX_TITLE_LENGTH) return plainTask(text);
  const line = makeLine(text, world, plain);
  const { all, escapes } = candidatesIn(line, known);
  const chosen = choose(line, { all, escapes });
  const task = taskOf(line, chosen, escapes);
  return task === null ? plainTask(text, line.steps()) : task;
}

/** `null`: nothing is left for a title. */
function taskOf(line: Line, chosen: readonly Candidate[], escapes: readonly number[]): QuickTask | null {
  const { tokens, meaning } = tokensOf(line, chosen);
  const gone = escapes.map((at) => line.atoms[at]?.start ?? 0);
  const title = normaliseTitle(textOutside(line.text, tokens, gone));
  if (title === "") return null;
  const others = chosen.filter((one) => one.kind !== "day" || one.isLed);
  if (STUB_TITLES.has(title.toLowerCase()) && others.length < chosen.length) return taskOf(line, others, escapes);
  return { ...taskFields(tokens, meaning), title, tokens, escapes: gone, steps: line.steps() };
}

/** What means nothing beside the others is left to the title. */
function tokensOf(line: Line, chosen: readonly Candidate[]): { readonly tokens: readonly Token[]; readonly meaning: Meaning } {
  const meaning = meaningOf(chosen, line.world);
  const meant = chosen.filter((one) => meaning.valueOf(one) !== null);
  if (meant.length < chosen.length) return tokensOf(line, meant);
  const cores = meant.map(({ from, to }): Span => ({ start: line.atoms[from]?.start ?? 0, end: line.atoms[to - 1]?.end ?? 0 }));
  const spans = withMarks(line.text, cores);
  const tokens = meant.flatMap((one, index): Token[] => {
    const [value, core, span] = [meaning.valueOf(one), cores[index], spans[index]];
    return value === null || core === undefined || span === undefined ? [] : [{ ...value, ...span, core }];
  });
  return { tokens, meaning };
}

function taskFields(
  tokens: readonly Token[],
  { day, time, start, repeat }: Meaning,
): Omit<QuickTask, "title" | "tokens" | "escapes" | "steps"> {
  const reminders: ReminderKey[] = [];
  const tags: string[] = [];
  let priority: Priority | null = null;
  let list: ListRead | null = null;
  for (const token of tokens) {
    if (token.kind === "reminder") reminders.push(token.reminder);
    else if (token.kind === "tag") tags.push(token.tag);
    else if (token.kind === "priority") priority = token.priority;
    else if (token.kind === "list") list = token.list;
  }
  return { day, time, start, repeat, reminders: [...new Set(reminders)], priority, tags: distinctTags(tags), list };
}
