// Every text of the app, in German, from a file for each area as in English. Informal (du), plain and short, no exclamation marks.

import { selection } from "./selection.ts";
import { diagnosis } from "./diagnosis.ts";
import { details } from "./details.ts";
import { lists } from "./lists.ts";
import type { english } from "../en/catalogue.ts";
import type { SameArguments, Translation } from "../translation.ts";
import { acts } from "./acts.ts";
import { adding } from "./adding.ts";
import { anew } from "./anew.ts";
import { app } from "./app.ts";
import { arranging } from "./arranging.ts";
import { away } from "./away.ts";
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
import { nothingLeft } from "./nothing-left.ts";
import { pairing } from "./pairing.ts";
import { palette } from "./palette.ts";
import { passkeys } from "./passkeys.ts";
import { recovery } from "./recovery.ts";
import { repeat } from "./repeat.ts";
import { retention } from "./retention.ts";
import { rooms } from "./rooms.ts";
import { samples } from "./samples.ts";
import { settings } from "./settings.ts";
import { spaces } from "./spaces.ts";
import { structure } from "./structure.ts";
import { sync } from "./sync.ts";
import { taskImports } from "./task-imports.ts";
import { taskNotes } from "./task-notes.ts";
import { tasks } from "./tasks.ts";
import { today } from "./today.ts";
import { trash } from "./trash.ts";
import { trouble } from "./trouble.ts";
import { update } from "./update.ts";
import { views } from "./views.ts";

const texts = {
  ...palette,
  ...home,
  ...app,
  ...tasks,
  ...today,
  ...adding,
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
  ...away,
  ...nothingLeft,
  ...retention,
  ...rooms,
  ...months,
  ...files,
  ...ice,
  ...imports,
  ...taskImports,
  ...taskNotes,
  ...lan,
  ...lock,
  ...members,
  ...mirrors,
  ...connections,
  ...repeat,
  ...structure,
  ...arranging,
  ...views,
} as const;

export const german: Translation<typeof english> & SameArguments<typeof english, typeof texts> = texts;
