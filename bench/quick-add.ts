// `quickadd.parseMs`: what reading one line of quick add takes, the slowest of the grammar's tables: the median of each line, the greatest of all.

import { ENGLISH, ENGLISH_ROWS, GERMAN, GERMAN_ROWS, KNOWN } from "../src/model/quick-add/all-lines.suite.ts";
import { parseLine } from "../src/model/quick-add/parse-line.ts";
import { percentile, type Measured } from "./measured.ts";

const SAMPLES = 200;

export function measureQuickAdd(): Promise<Measured> {
  const lines = [...ENGLISH_ROWS.map(([line]) => [line, ENGLISH] as const), ...GERMAN_ROWS.map(([line]) => [line, GERMAN] as const)];
  const timesOf = ([line, world]: (typeof lines)[number], samples: number): number[] =>
    Array.from({ length: samples }, () => {
      const before = performance.now();
      parseLine(line, world, KNOWN);
      return performance.now() - before;
    });
  // As a page has it that has just loaded the grammar.
  const [first = Number.NaN] = timesOf(["Call mum tomorrow at 5pm", ENGLISH], 1);
  const measured = lines.map((line) => ({ line: line[0], ms: percentile(timesOf(line, SAMPLES), 50) }));
  const slowest = measured.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
  const full = "every monday at 5pm #home @shop !1 ".repeat(30).slice(0, 1_000);
  const longest = percentile(timesOf([full, ENGLISH], SAMPLES), 50);
  return Promise.resolve({
    value: slowest.ms,
    samples: lines.length * SAMPLES,
    data: `${lines.length} lines of the tables`,
    details: [
      `slowest: "${slowest.line}"; the very first line ${first.toFixed(2)} ms; 1,000 characters of nothing but tokens ${longest.toFixed(2)} ms`,
    ],
  });
}
