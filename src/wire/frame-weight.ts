// What a frame costs whoever hears it, so that both a relay and a device can bound what one link asks of them over time.

import type { IgnoredFrame } from "./frame-codec.ts";
import type { Frame } from "./frames.ts";

/** By the window of pages, or by how many questions for checkpoints and packs a side may have open. */
const BOUNDED_BY_WINDOW: ReadonlySet<string> = new Set(["page", "answer", "ask-checkpoint", "checkpoint", "ask-pack", "pack"]);

/** It is answered with all that is missing: statements and receipts, and a comparison that looks up each entry. */
const HAVE_WEIGHT = 20;
const ENTRIES_PER_WEIGHT = 16;
/** All that is kept is written anew. */
const REMINDERS_WEIGHT = 20;
const MINUTES_PER_WEIGHT = 4;
/** Each is looked up. */
const SEQS_PER_WEIGHT = 8;

/** 0 for those that something else bounds, 1 for those that cost little. */
export function frameWeight(frame: Frame | IgnoredFrame): number {
  if (BOUNDED_BY_WINDOW.has(frame.type)) return 0;
  if (frame.type === "have") return HAVE_WEIGHT + Math.ceil(frame.version.length / ENTRIES_PER_WEIGHT);
  if (frame.type === "reminders") return REMINDERS_WEIGHT + Math.ceil(frame.minutes.length / MINUTES_PER_WEIGHT);
  return frame.type === "ask-ids" ? 1 + Math.ceil(frame.seqs.length / SEQS_PER_WEIGHT) : 1;
}
