// The reminders of a replica with what the platform brings: loaded once the rows are there.

import type { ReplicaPush } from "./replica/face.ts";
import { ReminderDesk } from "./replica/reminders/reminder-desk.ts";
import type { Replica } from "./replica/replica.ts";
import { noteRung, readRung } from "./storage/rung-mark.ts";

export const openReminders = (replica: Replica, push: (push: ReplicaPush) => void): ReminderDesk =>
  new ReminderDesk(
    replica,
    {
      zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
      readRung: () => readRung(caches),
      noteRung: (minute) => noteRung(caches, minute),
    },
    push,
  );
