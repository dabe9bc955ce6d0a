// The command palette: everything that can be done or gone to from here, and tasks and notes by their titles. Loaded on first use.

import CircleCheck from "lucide-solid/icons/circle-check";
import Circle from "lucide-solid/icons/circle";
import FileText from "lucide-solid/icons/file-text";
import { createResource, createSignal, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { NOTHING_FOUND, type Found } from "../../replica/face/find.ts";
import type { NoteRow } from "../../model/note-row.ts";
import { matchWords, wordsOf } from "../../model/match-words.ts";
import type { TaskRow } from "../../model/task-row.ts";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { CommandList, type CommandEntry, type CommandGroup } from "../../ui/overlay/command-list.tsx";
import { listName, type Lists } from "../client/lists.ts";
import { noteTitle } from "../notes/note-commands.ts";
import { useApp } from "../shell/app-context.ts";
import { fragmentOfNote, fragmentOfTask } from "../shell/place.ts";
import type { Sheets } from "../shell/sheets.ts";
import { rowTitle } from "../tasks/row/row-title.ts";
import { t } from "../texts/messages.ts";
import { chooseCommands } from "./choose-commands.ts";
import { paletteCommands, type Command, type CommandKind } from "./palette-commands.ts";

export type PaletteProps = { readonly sheets: Sheets };

/** Typing goes on: what was found so far stays until there is something newer. */
const SHORTEST = 2;

const mark = (command: Command): JSX.Element => {
  if (command.hue !== undefined) return <HueDot hue={command.hue} />;
  return command.icon === undefined ? undefined : <Dynamic component={command.icon} size="1rem" strokeWidth={1.75} />;
};

const focusedRow = (): HTMLElement | null =>
  document.activeElement instanceof HTMLElement && document.activeElement.dataset["task"] !== undefined ? document.activeElement : null;

/** What each entry on screen does, by its id. */
type Runs = Map<string, () => void>;

function commandEntry(command: Command, runs: Runs): CommandEntry {
  runs.set(command.id, command.run);
  const { id, name, isUserText = false, keys } = command;
  return { id, name, isUserText, ...(keys === undefined ? {} : { keys }), mark: mark(command) };
}

function taskEntry(task: TaskRow, lists: Lists, runs: Runs): CommandEntry {
  runs.set(task.id, () => (location.hash = fragmentOfTask(task.id)));
  const list = lists.shownOf(task.list);
  const detail = list === undefined ? t("view.inbox") : listName(list);
  const Icon = task.done ? CircleCheck : Circle;
  return { id: task.id, name: rowTitle(task), isUserText: true, detail, mark: <Icon size="1rem" strokeWidth={1.75} /> };
}

function noteEntry(note: NoteRow, runs: Runs): CommandEntry {
  runs.set(note.id, () => (location.hash = fragmentOfNote(note.id)));
  return { id: note.id, name: noteTitle(note), isUserText: true, mark: <FileText size="1rem" strokeWidth={1.75} /> };
}

/** While something is typed the group whose first entry fits best comes first. */
function byBest(groups: readonly CommandGroup[], typed: string): readonly CommandGroup[] {
  const words = wordsOf(typed);
  const rankOf = ({ entries: [first] }: CommandGroup): number => matchWords(first?.name ?? "", words) ?? Infinity;
  return groups.toSorted((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)));
}

export function Palette(props: PaletteProps): JSX.Element {
  const context = useApp();
  const { client, lists } = context;
  const row = focusedRow();
  const [typed, setTyped] = createSignal("");
  /** Done once the palette has gone, and the focus is back. */
  let picked: (() => void) | null = null;

  const commands = (): readonly Command[] =>
    paletteCommands({ context, open: props.sheets.open, row: row?.isConnected === true ? row : null });
  const [found] = createResource(
    () => (typed().trim().length < SHORTEST ? "" : typed()),
    async (words): Promise<Found> => (words === "" ? NOTHING_FOUND : client.ask({ kind: "find", words })),
    { initialValue: NOTHING_FOUND },
  );
  const shownFound = (): Found => found.latest;
  const runs: Runs = new Map();
  const groups = (): readonly CommandGroup[] => {
    runs.clear();
    const { tasks, notes } = shownFound();
    const offered = chooseCommands(commands(), typed()).map(({ kind, commands: some }) => ({
      name: t(GROUPS[kind]),
      entries: some.map((one) => commandEntry(one, runs)),
    }));
    const items = [
      { name: t("palette.tasks"), entries: tasks.map((task) => taskEntry(task, lists, runs)) },
      { name: t("view.notes"), entries: notes.map((note) => noteEntry(note, runs)) },
    ];
    return byBest([...offered, ...items.filter(({ entries }) => entries.length > 0)], typed());
  };
  return (
    <CommandList
      label={t("palette.label")}
      placeholder={t("palette.placeholder")}
      nothing={found.loading ? "" : t("palette.nothing")}
      typed={typed()}
      onType={setTyped}
      groups={groups()}
      onPick={(id) => {
        picked = runs.get(id) ?? null;
        props.sheets.close();
      }}
      onClose={() => props.sheets.close()}
      returnFocus={() => {
        props.sheets.returnFocus();
        picked?.();
      }}
    />
  );
}

const GROUPS = {
  task: "palette.onTask",
  make: "palette.make",
  go: "palette.go",
  app: "palette.app",
} as const satisfies Record<CommandKind, string>;
