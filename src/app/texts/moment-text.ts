// A moment in words, to the second: for what is compared with other devices' clocks and logs.

import { shownTag } from "./messages.ts";

export const momentText = (ms: number): string =>
  new Intl.DateTimeFormat(shownTag(), { dateStyle: "medium", timeStyle: "medium" }).format(new Date(ms));
