// Which commands the palette shows for what was typed: all in their order while nothing is, then those whose words fit, the best first.

import { matchWords, wordsOf } from "../../model/match-words.ts";
import type { Command, CommandKind } from "./palette-commands.ts";

/** A name counts more than the other words by which a command is found. */
const ALSO_RANK = 5;
/** Of each kind, once something is typed. */
const MAX_SHOWN = 8;

const KINDS: readonly CommandKind[] = ["task", "make", "go", "app"];

type Named = Pick<Command, "name" | "kind"> & { readonly also?: string };

function rankOf({ name, also = "" }: Named, words: readonly string[]): number | null {
  const byName = matchWords(name, words);
  if (byName !== null) return byName;
  const byBoth = matchWords(`${name} ${also}`, words);
  return byBoth === null ? null : byBoth + ALSO_RANK;
}

export type ChosenCommands<Entry> = readonly { readonly kind: CommandKind; readonly commands: readonly Entry[] }[];

/** By kind, without kinds that have none: the kind with the best one first. */
export function chooseCommands<Entry extends Named>(commands: readonly Entry[], typed: string): ChosenCommands<Entry> {
  const words = wordsOf(typed);
  const ranked = commands.flatMap((command) => {
    const rank = rankOf(command, words);
    return rank === null ? [] : [{ command, rank }];
  });
  const groups = KINDS.map((kind) => {
    const found = ranked.filter(({ command }) => command.kind === kind).toSorted((a, b) => a.rank - b.rank);
    const shown = words.length === 0 ? found : found.slice(0, MAX_SHOWN);
    return { kind, best: found[0]?.rank ?? Infinity, commands: shown.map(({ command }) => command) };
  }).filter(({ commands: shown }) => shown.length > 0);
  return words.length === 0 ? groups : groups.toSorted((a, b) => a.best - b.best);
}
