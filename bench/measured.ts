// What measuring a figure gives, and how it is written to a file for others to compare.

export type Measured = {
  readonly value: number;
  /** How many times what the value sums up was measured. */
  readonly samples: number;
  /** What it was measured with: generator, version and seed; for what is only built, the build. */
  readonly data: string;
  /** The same of what it is compared with. */
  readonly peer?: number;
  /** Where what is to be reached was itself measured. */
  readonly target?: number;
  /** The raw numbers, for people. */
  readonly details: readonly string[];
};

/** The text of a figure file: `{ "NAME": { value, samples, data, peer? } }`, one figure a line. */
export function figuresToJson(measuredByName: ReadonlyMap<string, Measured>): string {
  const lines = [...measuredByName].map(([name, { value, samples, data, peer }]) => {
    const figure = { value, samples, data, ...(peer === undefined ? {} : { peer }) };
    return `  ${JSON.stringify(name)}: ${JSON.stringify(figure)}`;
  });
  return lines.length === 0 ? "{}\n" : `{\n${lines.join(",\n")}\n}\n`;
}

/** `samples` must not be empty. */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1));
  return sorted[index] ?? Number.NaN;
}
