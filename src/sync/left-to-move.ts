// How much there is still to move over an open session, in records: what of ours the other side has not answered for, and what it has said to hold that is not
// here. For telling only; nothing is decided by it.

import type { LogTag } from "../base/ids.ts";
import { countUnconfirmed } from "./outbox.ts";
import { recordsFetched } from "./pack-fetch.ts";
import type { SessionState } from "./session.ts";
import type { LocalView } from "./session-step.ts";
import type { TransferState } from "./transfer-state.ts";

export type LeftToMove = { readonly toSend: number; readonly toReceive: number };

/** Null while it is not known. */
export function leftToMove(state: SessionState, view: LocalView): LeftToMove | null {
  if (state.phase !== "open" || state.transfer.theirs === null || state.transfer.comparing) return null;
  return { toSend: countToSend(state.transfer, view), toReceive: countToReceive(state.transfer, view) };
}

/** What waits for others, or for their taking a checkpoint, is not ours to send; nor is what is just coming in. */
function countToSend({ outbox, withheld, leftToOthers, ingesting }: TransferState, { heads }: LocalView): number {
  const arriving = ingesting?.type === "page" ? ingesting.log : null;
  const isOurs = (log: LogTag): boolean => log !== arriving && !withheld.has(log) && !leftToOthers.has(log);
  return countUnconfirmed(
    outbox,
    heads.filter(({ log }) => isOurs(log)),
  );
}

/** Packs count as the records that come with them, by the bytes of them that are stored. */
function countToReceive({ theirs, fetching }: TransferState, view: LocalView): number {
  const reached = reachedByLog(view.version);
  const lacking = [...reachedByLog(theirs?.version ?? [])].reduce((sum, [log, seq]) => sum + Math.max(0, seq - (reached.get(log) ?? 0)), 0);
  const isFetching = fetching.packs.checkpoint !== null || fetching.isEnding;
  return lacking === 0 ? 0 : Math.max(1, lacking - (isFetching ? recordsFetched(fetching.packs) : 0));
}

function reachedByLog(version: LocalView["version"]): ReadonlyMap<LogTag, number> {
  const reached = new Map<LogTag, number>();
  for (const { log, seq } of version) reached.set(log, Math.max(seq, reached.get(log) ?? 0));
  return reached;
}
