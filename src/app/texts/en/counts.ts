// Counted things that several texts name.

import { plural } from "./plural.ts";

export const tasksCount = (count: number): string => plural(count, { one: "# task", other: "# tasks" });
export const changesCount = (count: number): string => plural(count, { one: "# change", other: "# changes" });
export const changesOf = (done: number, total: number): string => `${plural(done, { other: "#" })} of ${changesCount(total)}`;
