// What the other side of an open session owes us. A link may be up, answer every ping and still go nowhere: a relay that loses one frame of ours or its own
// would leave us waiting for ever. What is owed for too long ends the session; the next one begins with comparing.

import type { LocalView } from "./session-step.ts";
import type { SessionState } from "./session.ts";
import type { TransferState } from "./transfer-state.ts";

/** `what`: the same (===) as long as nothing has moved. `pings`: how many intervals it may stay the same. */
export type Owed = { readonly what: unknown; readonly pings: number };

/** Two minutes: the other side has a page to store, or a question to look up. */
const PINGS_FOR_ANSWER = 4;
/** Ten minutes: that it does not send what it says to have may be for good (records that nobody can verify), and is no reason to dial all day. */
const PINGS_FOR_RECORDS = 20;

export function owedBy(state: SessionState, view: LocalView): Owed | null {
  if (state.phase !== "open") return null;
  const answer = answerOwed(state.transfer);
  if (answer !== null) return { what: answer, pings: PINGS_FOR_ANSWER };
  const records = recordsOwed(state.transfer, view);
  return records === null ? null : { what: records, pings: PINGS_FOR_RECORDS };
}

function answerOwed({ theirs, outbox, searches, fetching }: TransferState): unknown {
  if (theirs === null) return "have";
  const [page] = outbox.inFlight;
  const [search] = searches.values();
  return page ?? search ?? fetching.packs.asks[0] ?? fetching.probing[0] ?? null;
}

/** The first log of which they hold more than we do, and how far we are. */
function recordsOwed({ theirs }: TransferState, view: LocalView): string | null {
  for (const { log, seq } of theirs?.version ?? []) {
    const reached = Math.max(0, ...view.version.filter((entry) => entry.log === log).map((entry) => entry.seq));
    if (reached < seq) return `${log}/${reached}`;
  }
  return null;
}
