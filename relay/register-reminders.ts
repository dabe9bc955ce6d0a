// A device says when it is to be woken (PROTOCOL.md "Reminders"): what it said before gives way, whether or not the new endpoint can be used.

import type { DeviceId } from "../src/base/ids.ts";
import type { Sha256 } from "../src/base/labels.ts";
import { err, ok, type Result } from "../src/base/result.ts";
import type { Clock } from "../src/ports/time.ts";
import type { Frame, RemindersKept } from "../src/wire/frames.ts";
import type { WireError } from "../src/wire/wire-error.ts";
import { minutesToKeep, reminderTagOf } from "./reminders.ts";
import type { Space } from "./space.ts";

export type RemindersFrame = Extract<Frame, { type: "reminders" }>;

/** What wakes devices, as links see it. */
export type WakingPort = {
  /** A point on P-256, uncompressed. */
  readonly key: Uint8Array;
  /** Whether messages can be sent there. */
  judge(endpoint: string): RemindersKept;
  /** Whether a set of so many minutes may be kept in the place of what its tag and its endpoint have. */
  hasRoom(tag: Uint8Array, endpoint: string, count: number): Promise<boolean>;
  /** Minutes were registered. */
  changed(): void;
};

type RegisterPorts = { readonly waking: WakingPort; readonly clock: Clock; readonly sha256: Sha256 };

/** `answered`: once it is durable. */
export function registerReminders(
  space: Space,
  device: DeviceId,
  { endpoint, minutes }: RemindersFrame,
  { waking, clock, sha256 }: RegisterPorts,
  answered: (answer: Result<Frame, WireError>) => void,
): void {
  space.write({
    isSlow: false,
    apply: async (draft) => {
      const tag = reminderTagOf(sha256, space.id, device);
      const judged = endpoint === "" ? "kept" : waking.judge(endpoint);
      const wanted = judged === "kept" ? minutesToKeep(minutes, clock()) : [];
      const isFull = wanted.length > 0 && !(await waking.hasRoom(tag, endpoint, wanted.length));
      const [state, kept] = isFull ? (["full", []] as const) : [judged, wanted];
      draft.setReminders({ tag, endpoint, minutes: kept });
      return (committed) => {
        if (!committed.ok) return answered(err("storage"));
        waking.changed();
        return answered(ok({ type: "reminders-kept", state, count: kept.length }));
      };
    },
  });
}
