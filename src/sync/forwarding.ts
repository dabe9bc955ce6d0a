// What a session leaves to others to send: records and receipts of devices that bring them to the other side themselves. Who that is, and for how long they
// are waited for, is told by the replica (Forwarding); here is what it means for one session. Nothing is taken for sent because of it: it is what the
// other side has said to hold that counts.

import type { DeviceId, LogTag } from "../base/ids.ts";
import type { PathHead } from "../ports/store.ts";
import type { Version } from "../wire/frames.ts";
import { idPrefixOf } from "../wire/log-tree.ts";
import { noteHeld, unsentIn } from "./outbox.ts";
import type { LocalView, PeerInfo, SessionConfig } from "./session-step.ts";
import type { Draft } from "./transfer-state.ts";

const NOTHING: ReadonlySet<LogTag> = new Set();

/** The logs of `heads` of which nothing is sent now. */
export function heldBack(config: SessionConfig, draft: Draft, heads: readonly PathHead[]): ReadonlySet<LogTag> {
  const { forwarding } = config;
  return forwarding === undefined ? NOTHING : forwarding.heldBack(unsentIn(draft.state.outbox, heads));
}

/** Counters of the receipts that others bring. */
export function broughtReceipts({ forwarding }: SessionConfig, { receiptCounters }: LocalView): ReadonlyMap<DeviceId, number> {
  return new Map([...receiptCounters].filter(([device]) => forwarding?.isToldBy(device) === true));
}

/** What a version says of a path, where that can be told without looking anything up. */
function reachedBy(version: Version, heads: readonly PathHead[], head: PathHead): number {
  const entries = version.filter(({ log }) => log === head.log);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1 || heads.some((other) => other.log === head.log && other.branch !== head.branch)) return 0;
  if (entry.seq === head.seq) return entry.idPrefix === idPrefixOf(head.id) ? head.seq : 0;
  return Math.min(entry.seq, head.seq);
}

/**
 * A device has said in a receipt of its own, since it last said `have`, what it has by now, from wherever: that is not sent. It says `have` often enough to
 * mend what was not so, as of a profile that was set back.
 */
export function noteTheirReceipt(config: SessionConfig, draft: Draft, view: LocalView): void {
  const { peer, receiptAtHave } = draft.state;
  const receipt = peer.kind === "device" ? (config.receiptOf?.(peer.id) ?? null) : null;
  if (receipt === null || receipt.counter <= receiptAtHave) return;
  let { outbox } = draft.state;
  for (const { head, nextSeq } of unsentIn(outbox, view.heads)) {
    const seq = reachedBy(receipt.version, view.heads, head);
    if (seq >= nextSeq) outbox = noteHeld(outbox, { log: head.log, branch: head.branch }, seq);
  }
  draft.state = { ...draft.state, outbox };
}

/** The newest of the other side's own receipts that is here. */
export const theirCounter = (peer: PeerInfo, { receiptCounters }: LocalView): number =>
  peer.kind === "device" ? (receiptCounters.get(peer.id) ?? 0) : 0;
