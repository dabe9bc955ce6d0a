// Counted things that several texts name.

import { plural } from "./plural.ts";

export const tasksCount = (count: number): string => plural(count, { one: "# Aufgabe", other: "# Aufgaben" });
export const changesCount = (count: number): string => plural(count, { one: "# Änderung", other: "# Änderungen" });
export const changesOf = (done: number, total: number): string => `${plural(done, { other: "#" })} von ${changesCount(total)}`;
