// What devices that may not write any more, or are members no more, have left behind at a relay: what they had said of checkpoints, which is remembered
// without who has said it, and their receipts.

import type { Membership } from "../src/members/membership.ts";
import type { StoredReceipt } from "../src/ports/store.ts";
import type { CheckpointId } from "../src/wire/frames.ts";
import type { SpaceDraft } from "./space-draft.ts";
import { isMakerIn } from "./tidy-space.ts";

type ReadManifest = (checkpoint: CheckpointId) => Promise<Uint8Array | null>;

/**
 * All verdicts are asked anew of the receipts that are here, in the commit that takes a voice away. But what contains ways of logs that have forked stays
 * proven: husks may stand for it, and only what is proven is kept for them. Throws like `readManifest`.
 */
export async function forgetVerdicts(draft: SpaceDraft, before: Membership, after: Membership, readManifest: ReadManifest): Promise<void> {
  const [hadVoice, hasVoice] = [isMakerIn(before), isMakerIn(after)];
  if (![...before.members.keys()].some((device) => hadVoice(device) && !hasVoice(device))) return;
  for (const checkpoint of draft.shelf.checkpoints.values()) {
    const isNeeded = checkpoint.verdict === "endorsed" && checkpoint.ways.length > 0;
    const bytes = checkpoint.verdict === "none" || isNeeded ? null : await readManifest(checkpoint.id);
    if (bytes !== null) draft.shelf.put({ ...checkpoint, verdict: "none" }, bytes);
  }
}

/** Those of members. */
export const receiptsOf = ({ devices }: Membership, receipts: Iterable<StoredReceipt>): readonly StoredReceipt[] =>
  [...receipts].filter(({ device }) => devices.has(device));
