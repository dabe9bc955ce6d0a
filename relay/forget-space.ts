// A space that its only member has left for another one and wants to be forgotten (PROTOCOL.md "Forgetting a space"): its records, checkpoints and packs go,
// and what the device is to be woken for, its statements and receipts stay, in which there is no content. Where there are other members, nobody may ask for it: what is theirs is no one else's to delete.

import type { DeviceId } from "../src/base/ids.ts";
import type { WireError } from "../src/wire/wire-error.ts";
import type { Sha256 } from "../src/base/labels.ts";
import { noReminders, reminderTagOf } from "./reminders.ts";
import type { Space } from "./space.ts";

/** `answered`: null once nothing of it is in the store any more. */
export function forgetSpace(space: Space, device: DeviceId, sha256: Sha256, answered: (error: WireError | null) => void): void {
  space.write({
    // What is added after it belongs to another round.
    isSlow: true,
    apply: async (draft) => {
      const { members } = space.membership;
      if (members.size !== 1 || !members.has(device)) return () => answered("unexpected");
      for (const { log } of draft.allTrees()) draft.removeLog(log);
      for (const checkpoint of draft.shelf.checkpoints.keys()) draft.shelf.remove(checkpoint);
      for (const pack of draft.shelf.packs.keys()) draft.shelf.removePack(pack);
      draft.setReminders(noReminders(reminderTagOf(sha256, space.id, device)));
      return (committed) => answered(committed.ok ? null : "storage");
    },
  });
}
