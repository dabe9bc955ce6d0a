// The command line of the benchmark: names of figures, or of groups of them (`shell` is all that begins with `shell.`), none for all; and the
// file that the figures are written to.

import { err, ok, type Result } from "../src/base/result.ts";

export type BenchArguments<Name extends string> = {
  /** Each once, in the order of the known names. */
  readonly names: readonly Name[];
  /** Path as given; null: none is written. */
  readonly jsonFile: string | null;
};

export type BadArgument =
  | { readonly kind: "unknown-figure"; readonly name: string }
  | { readonly kind: "unknown-option"; readonly option: string }
  | { readonly kind: "no-file" };

const isSelected = (name: string, selector: string): boolean => name === selector || name.startsWith(`${selector}.`);

export function parseArguments<Name extends string>(
  args: readonly string[],
  known: readonly Name[],
): Result<BenchArguments<Name>, BadArgument> {
  const selectors: string[] = [];
  let jsonFile: string | null = null;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (arg === "--json") {
      index += 1;
      const file = args[index] ?? "";
      if (file === "" || file.startsWith("--")) return err({ kind: "no-file" });
      jsonFile = file;
    } else if (arg.startsWith("-")) return err({ kind: "unknown-option", option: arg });
    else selectors.push(arg);
  }
  const unknown = selectors.find((selector) => !known.some((name) => isSelected(name, selector)));
  if (unknown !== undefined) return err({ kind: "unknown-figure", name: unknown });
  const names = selectors.length === 0 ? known : known.filter((name) => selectors.some((selector) => isSelected(name, selector)));
  return ok({ names, jsonFile });
}
