// What is needed once a person does something: checking intents, planning and building changes, showing a task in full, naming this device; and
// what keeps the screen for the next start, and what came in while nobody was there. Loaded right after the start, which
// shows rows and changes nothing; ahead of it where the profile is new and has to be set up.

import { itemsNamedIn } from "../model/intent-items.ts";
import { parseTaskIntent } from "../model/parse-intent.ts";
import type { Clock } from "../ports/time.ts";
import { nameOwnDevice } from "./device-name.ts";
import { setUpDevice } from "./device-setup.ts";
import { AwayDesk } from "./away/away-desk.ts";
import { keepScreenOf } from "./first-screen-keeper.ts";
import { writeChange } from "./space-writer.ts";
import { TaskWatches } from "./task-watches.ts";
import { TaskActions } from "./task-actions.ts";

export const acting = {
  parseTaskIntent,
  itemsNamedIn,
  makeActions: (clock: Clock): TaskActions => new TaskActions(clock),
  nameOwnDevice,
  setUpDevice,
  keepScreenOf,
  makeTaskWatches: (...parts: ConstructorParameters<typeof TaskWatches>): TaskWatches => new TaskWatches(...parts),
  openAwayDesk: (...parts: ConstructorParameters<typeof AwayDesk>): AwayDesk => new AwayDesk(...parts),
  writeChange,
};

export type Acting = typeof acting;

/** Rejects when the code cannot be had. */
export type LoadActing = () => Promise<Acting>;
