// Random histories of a note that is mirrored with a room of Markdown, as mirror.property.test.ts has them of nodes.

import { expect, test } from "vitest";
import { lossesIn } from "../histories.suite.ts";
import { keyOf, readTree } from "../../items/tree/tree.ts";
import { playHistory } from "../world.suite.ts";
import { markdownShape } from "./markdown-shape.ts";
import { TEXT_WORLD } from "./text-world.suite.ts";

const HISTORIES = 100;

/** "" where nothing is wrong. */
async function failureOf(seed: number): Promise<string> {
  const { bodies, roots, written, maybe, elsewhere, stops, takeovers } = await playHistory(seed, 30 + ((seed * 37) % 30), TEXT_WORLD);
  const told = bodies.map((body) => keyOf(markdownShape.normal(readTree(body) ?? [])));
  const keys = new Set([...told, ...roots.map((root) => keyOf(markdownShape.read(root)))]);
  const [body] = bodies;
  // A block that becomes one of another kind, as a line that becomes a heading, is a new one: what another device writes into the old one meanwhile goes with it.
  for (const word of elsewhere) maybe.add(word);
  // Where another device goes on without the first one's base, what stands in another order on both sides may be there twice.
  const losses = body === undefined ? "nothing" : lossesIn(body, written, maybe, takeovers > 0 ? 2 : 1);
  return [losses, keys.size > 1 ? "they differ" : "", stops.map(({ kind }) => kind).join(" ")].filter((part) => part !== "").join("; ");
}

test("a note and a room of Markdown tell the same, and each word once, whatever happened in between: 100 histories", async () => {
  const failures: string[] = [];
  for (let seed = 0; seed < HISTORIES; seed++) {
    const failure = await failureOf(seed);
    if (failure !== "") failures.push(`seed ${seed}: ${failure}`);
  }
  expect(failures).toEqual([]);
});
