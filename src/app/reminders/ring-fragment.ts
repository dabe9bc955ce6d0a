// What was done with a notification, as the fragment of an address by which the service worker opens the app: `#ring/`, what is to be done, and the
// notification's tag. Anybody can make such a link: it asks for what a click in the app does, to a task that is here, and can be taken back.

import type { ItemId, SpaceId } from "../../base/ids.ts";
import { taskOfTag } from "../../model/due-reminder.ts";

export const RING_PREFIX = "#ring/";

export type RingClick = { readonly act: "done" | "later" | "show"; readonly id: ItemId; readonly space: SpaceId | null };

export const ringFragment = (action: string, tag: string): string =>
  `${RING_PREFIX}${action === "done" || action === "later" ? action : "show"}/${tag}`;

/** "nothing": of a notification that was of no task. */
export function parseRingFragment(fragment: string): RingClick | "nothing" | null {
  if (!fragment.startsWith(RING_PREFIX)) return null;
  const [act = "", ...rest] = fragment.slice(RING_PREFIX.length).split("/");
  const task = taskOfTag(rest.join("/"));
  if (task === null || (act !== "done" && act !== "later" && act !== "show")) return "nothing";
  return { act, ...task };
}
