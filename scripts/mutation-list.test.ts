// A deliberate bug whose text has changed would prove nothing any more.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MUTATIONS } from "./mutation-list.mjs";

test("each deliberate bug names a text that occurs exactly once in its file", () => {
  const counts = MUTATIONS.map(({ name, file, find }) => {
    const source = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
    return [name, source.split(find).length - 1];
  });
  expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
});
