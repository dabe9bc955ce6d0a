// The texts that only parts say which are loaded later (lazy-part.ts): loaded with the first of them, and by itself when the page is idle.

import { adding } from "./adding.ts";
import { anew } from "./anew.ts";
import { arranging } from "./arranging.ts";
import { away } from "./away.ts";
import { connections } from "./connections.ts";
import { diagnosis } from "./diagnosis.ts";
import { files } from "./files.ts";
import { home } from "./home.ts";
import { ice } from "./ice.ts";
import { imports } from "./imports.ts";
import { lock } from "./lock.ts";
import { mirrors } from "./mirrors.ts";
import { months } from "./months.ts";
import { nearby } from "./nearby.ts";
import { nothingLeft } from "./nothing-left.ts";
import { palette } from "./palette.ts";
import { passkeys } from "./passkeys.ts";
import { recovery } from "./recovery.ts";
import { repeat } from "./repeat.ts";
import { retention } from "./retention.ts";
import { rooms } from "./rooms.ts";
import { settings } from "./settings.ts";
import { taskImports } from "./task-imports.ts";
import { taskNotes } from "./task-notes.ts";
import { views } from "./views.ts";

export const laterTexts = {
  ...adding,
  ...palette,
  ...home,
  ...nearby,
  ...settings,
  ...diagnosis,
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
  ...lock,
  ...mirrors,
  ...connections,
  ...arranging,
  ...repeat,
  ...views,
} as const;
