// The operator's setting of who may open a new space here, from the environment (docs/hosting.md). What others can reach is never open: whoever finds it
// could fill its disk.

import { parseIdText, type SpaceId } from "../src/base/ids.ts";
import { err, ok, type Result } from "../src/base/result.ts";
import { isLoopbackOrigin } from "./loopback.ts";

export type SpacesSetting =
  | { readonly kind: "open" }
  /** The token is made once and kept in the data folder. */
  | { readonly kind: "token" }
  | { readonly kind: "list"; readonly spaces: ReadonlySet<SpaceId> };

export type Reach = { readonly isLan: boolean; readonly origins: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** `readText`: a file's text, null where it cannot be read. */
export type ReadText = (path: string) => string | null;

const LIST_EXPLAINED = "With DAYBOOK_SPACES=list, either DAYBOOK_SPACE_LIST names spaces or DAYBOOK_SPACE_LIST_FILE names a file of them.";

/** Without a word from the operator: open to this machine alone, else by the token. */
export function readSpaces(environment: Environment, reach: Reach, readText: ReadText): Result<SpacesSetting, string> {
  const mode = environment["DAYBOOK_SPACES"] ?? "";
  const named = ["DAYBOOK_SPACE_LIST", "DAYBOOK_SPACE_LIST_FILE"].find((name) => (environment[name] ?? "") !== "");
  // Whoever has written a list does not mean everybody.
  if (mode !== "list" && named !== undefined) return err(`${named} is for DAYBOOK_SPACES=list, which is not set.`);
  const exposure = exposureOf(reach);
  switch (mode) {
    case "":
      return ok({ kind: exposure === null ? "open" : "token" });
    case "open":
      return exposure === null ? ok({ kind: "open" }) : err(openRefused(exposure));
    case "token":
      return ok({ kind: "token" });
    case "list":
      return readList(environment, readText);
    default:
      return err(`DAYBOOK_SPACES is open, token or list, not "${mode}".`);
  }
}

const openRefused = (exposure: string): string =>
  `DAYBOOK_SPACES=open is for a relay that this machine alone reaches, and ${exposure} lets others in: whoever finds it could fill its disk. Use token or list.`;

/** By what others than this machine reach the relay; null where they do not. */
function exposureOf({ isLan, origins }: Reach): string | null {
  if (isLan) return "--lan";
  return origins.every(isLoopbackOrigin) ? null : "DAYBOOK_ORIGINS";
}

function readList(environment: Environment, readText: ReadText): Result<SpacesSetting, string> {
  const text = environment["DAYBOOK_SPACE_LIST"] ?? "";
  const path = environment["DAYBOOK_SPACE_LIST_FILE"] ?? "";
  if ((text === "") === (path === "")) return err(LIST_EXPLAINED);
  if (path === "") return parseList(text, "DAYBOOK_SPACE_LIST");
  const read = readText(path);
  return read === null ? err(`The file ${path} of DAYBOOK_SPACE_LIST_FILE cannot be read.`) : parseList(read, path);
}

/** Names of spaces between blanks, commas or lines; what follows a # is the operator's own note. */
function parseList(text: string, source: string): Result<SpacesSetting, string> {
  const words = text
    .replaceAll(/#.*/gu, "")
    .split(/[\s,]+/u)
    .filter((word) => word !== "");
  const spaces = new Set<SpaceId>();
  for (const word of words) {
    const space = parseIdText("space", word.toLowerCase());
    if (space === null) return err(`"${word}" in ${source} is not the name of a space: that is 64 digits and letters from a to f.`);
    spaces.add(space);
  }
  return ok({ kind: "list", spaces });
}
