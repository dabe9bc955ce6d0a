// Random histories of a note that is mirrored with a room: edits by two devices and two stock clients, partitions, crashes and takeovers between any two steps.

import { expect, test } from "vitest";
import * as Y from "yjs";
import { lossesIn } from "./histories.suite.ts";
import { keyOf, readTree } from "../items/tree/tree.ts";
import { playHistory } from "./world.suite.ts";

const HISTORIES = 600;
const PARTS = 6;

/** "" where nothing is wrong. */
async function failureOf(seed: number): Promise<string> {
  const { bodies, roots, written, maybe, stops } = await playHistory(seed, 40 + ((seed * 37) % 40));
  const keys = new Set([...bodies, ...roots].map((text) => (text instanceof Y.XmlFragment ? keyOf(readTree(text)) : "")));
  const [body] = bodies;
  const losses = body === undefined ? "nothing" : lossesIn(body, written, maybe);
  return [losses, keys.size > 1 ? "they differ" : "", stops.map(({ kind }) => kind).join(" ")].filter((part) => part !== "").join("; ");
}

test.each(Array.from({ length: PARTS }, (_, part) => part))(
  "note and room hold the same, node by node, and each word once, whatever happened in between: part %i of 600 histories",
  async (part) => {
    const failures: string[] = [];
    for (let seed = part; seed < HISTORIES; seed += PARTS) {
      const failure = await failureOf(seed);
      if (failure !== "") failures.push(`seed ${seed}: ${failure}`);
    }
    expect(failures).toEqual([]);
  },
);
