// Every text of the app, in English: the one catalogue, from a file for each area. Keys say where a text stands; functions take what is put
// into it. Plain, short, second person, no exclamation marks; errors say what happened, what is safe, and what to do.

import { selection } from "./selection.ts";
import { diagnosis } from "./diagnosis.ts";
import { details } from "./details.ts";
import { lists } from "./lists.ts";
import { acts } from "./acts.ts";
import { anew } from "./anew.ts";
import { app } from "./app.ts";
import { connections } from "./connections.ts";
import { errors } from "./errors.ts";
import { files } from "./files.ts";
import { firstRun } from "./first-run.ts";
import { home } from "./home.ts";
import { ice } from "./ice.ts";
import { imports } from "./imports.ts";
import { lan } from "./lan.ts";
import { lock } from "./lock.ts";
import { members } from "./members.ts";
import { mirrors } from "./mirrors.ts";
import { months } from "./months.ts";
import { nearby } from "./nearby.ts";
import { notes } from "./notes.ts";
import { pairing } from "./pairing.ts";
import { passkeys } from "./passkeys.ts";
import { recovery } from "./recovery.ts";
import { retention } from "./retention.ts";
import { rooms } from "./rooms.ts";
import { samples } from "./samples.ts";
import { settings } from "./settings.ts";
import { spaces } from "./spaces.ts";
import { structure } from "./structure.ts";
import { sync } from "./sync.ts";
import { tasks } from "./tasks.ts";
import { trash } from "./trash.ts";
import { trouble } from "./trouble.ts";
import { update } from "./update.ts";

export const english = {
  ...app,
  ...tasks,
  ...lists,
  ...details,
  ...selection,
  ...acts,
  ...errors,
  ...sync,
  ...spaces,
  ...pairing,
  ...nearby,
  ...notes,
  ...firstRun,
  ...samples,
  ...settings,
  ...trouble,
  ...update,
  ...diagnosis,
  ...trash,
  ...recovery,
  ...passkeys,
  ...anew,
  ...retention,
  ...rooms,
  ...months,
  ...files,
  ...ice,
  ...imports,
  ...home,
  ...lan,
  ...lock,
  ...members,
  ...mirrors,
  ...connections,
  ...structure,
} as const;
