// Sample tasks.

import { plural } from "./plural.ts";

const samplesCount = (count: number): string => plural(count, { one: "# sample task", other: "# sample tasks" });

export const samples = {
  "sample.offer": "See it with sample tasks",
  "sample.tick": "Tick the circle when this is done",
  "sample.open": "Open this one: it has notes",
  "sample.notes": "Notes are for what does not fit the title.\nWrite as much as you like.",
  "sample.call": "Call the dentist",
  "sample.buy": "Buy bread, cheese and apples",
  "sample.tag": "shopping",
  "sample.plan": "Plan the weekend",
  "sample.line": "Some of these are sample tasks.",
  "sample.remove": "Remove sample data",
  "sample.added": "Sample tasks added.",
  "sample.adding": "adding sample tasks",
  "sample.removed": (count: number) => `${samplesCount(count)} removed.`,
  "sample.removing": "removing sample tasks",
  "sample.kept": (count: number) => plural(count, { one: "# that you have changed stays.", other: "# that you have changed stay." }),
  "settings.samples": "Sample data",
  "settings.samplesExplain": "A handful of tasks to look at. They leave in one step; those you change stay.",
  "settings.samplesCount": (count: number) => `Your list has ${samplesCount(count)} that you have not changed.`,
  "settings.samplesAdd": "Add sample tasks",
} as const;
