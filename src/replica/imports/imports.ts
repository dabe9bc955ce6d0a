// What is taken in of another program's file (face/imports.ts): seldom, so that its code is loaded on first use. What was taken in before is known by its id,
// and only what is new is planned: a second run of an import that broke off goes on where that ended.

import type { ItemId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { parseImport } from "../../model/parse-import.ts";
import type { ImportIntent } from "../../model/task-intent.ts";
import { refused } from "../act-error.ts";
import type { ActError } from "../face.ts";
import { MAX_LOOKED_FOR, type ImportAnswers, type ImportedBefore, type ImportReceipt, type ImportRequest } from "../face/imports.ts";
import type { ItemSet } from "../item-set.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { Replica } from "../replica.ts";

function stateOf(id: ItemId, items: ItemSet): ImportedBefore {
  if (items.tombstones.has(id)) return "gone";
  if (!items.has(id)) return "new";
  return items.index.row(id)?.trashed === true ? "trash" : "here";
}

type Asked<Kind extends ImportRequest["kind"]> = Extract<ImportRequest, { kind: Kind }>;

function find({ spaces }: Replica, { space, ids }: Asked<"find-imported">): ImportAnswers["find-imported"] {
  const opened = spaces.find(space);
  if (opened === null) return err(refused("no-such-item"));
  return ok(ids.slice(0, MAX_LOOKED_FOR).map((id) => stateOf(id, opened.space.core.items)));
}

const count = (states: readonly ImportedBefore[], wanted: ImportedBefore): number => states.filter((state) => state === wanted).length;

async function take(replica: Replica, opened: OpenedSpace, { lists, tasks }: ImportIntent): Promise<Result<ImportReceipt, ActError>> {
  const states = tasks.map(({ id }) => stateOf(id, opened.space.core.items));
  const fresh = tasks.filter((_, index) => states[index] === "new");
  const known = { here: count(states, "here"), trash: count(states, "trash"), gone: count(states, "gone") };
  if (fresh.length === 0 && lists.length === 0) return ok({ action: null, items: [], made: 0, known });
  const acted = await replica.actOn(opened, (into) => into.act({ kind: "import", lists, tasks: fresh }));
  return acted.ok ? ok({ ...acted.value, made: fresh.length, known }) : acted;
}

async function answer(replica: Replica, request: ImportRequest): Promise<ImportAnswers[ImportRequest["kind"]]> {
  if (request.kind === "find-imported") return find(replica, request);
  const parsed = parseImport(request.part);
  if (!parsed.ok) return err(refused("invalid"));
  const opened = replica.spaces.find(request.space);
  return opened === null ? err(refused("no-such-item")) : take(replica, opened, parsed.value);
}

export const imports = { answer };

export type Imports = typeof imports;
