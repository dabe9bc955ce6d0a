// The texts that the window needs from its start on. What only parts say that are loaded later is in later.ts: a start does not wait for it.

import { acts } from "./acts.ts";
import { app } from "./app.ts";
import { details } from "./details.ts";
import { errors } from "./errors.ts";
import { firstRun } from "./first-run.ts";
import { lan } from "./lan.ts";
import { lists } from "./lists.ts";
import { members } from "./members.ts";
import { notes } from "./notes.ts";
import { pairing } from "./pairing.ts";
import { samples } from "./samples.ts";
import { selection } from "./selection.ts";
import { spaces } from "./spaces.ts";
import { structure } from "./structure.ts";
import { sync } from "./sync.ts";
import { tasks } from "./tasks.ts";
import { today } from "./today.ts";
import { trash } from "./trash.ts";
import { trouble } from "./trouble.ts";
import { update } from "./update.ts";

export const firstTexts = {
  ...app,
  ...tasks,
  ...today,
  ...lists,
  ...details,
  ...selection,
  ...acts,
  ...errors,
  ...sync,
  ...spaces,
  ...pairing,
  ...notes,
  ...firstRun,
  ...samples,
  ...trouble,
  ...update,
  ...trash,
  ...lan,
  ...members,
  ...structure,
} as const;
