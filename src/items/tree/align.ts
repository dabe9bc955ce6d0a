// Which parts of two lists stand for each other: pairs in the order of both whose worth adds up to most. What is alike at both ends is paired first, which is all
// there is to do for one edit; in between a table is filled, up to a bound.

export type Pair = readonly [number, number];

/** Of the table: one of all there is would take long, and the memory of a text. */
const MAX_CELLS = 1_000_000;

/** How many are equal from the start on, and of the rest from the end back. */
export function sameAtEnds(from: readonly string[], to: readonly string[]): readonly [start: number, end: number] {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < Math.min(from.length, to.length) - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  return [start, end];
}

/** Pairs of equal keys. */
export function alignEqual(from: readonly string[], to: readonly string[], worthOf: (key: string) => number = () => 1): Pair[] {
  const [start, end] = sameAtEnds(from, to);
  const middle = alignBest(from.length - start - end, to.length - start - end, (row, column) => {
    const key = from[start + row] ?? "";
    return key === to[start + column] ? worthOf(key) : 0;
  });
  return [
    ...Array.from({ length: start }, (_, i): Pair => [i, i]),
    ...(middle ?? []).map(([row, column]): Pair => [start + row, start + column]),
    ...Array.from({ length: end }, (_, i): Pair => [from.length - end + i, to.length - end + i]),
  ];
}

/** By a worth of 0 two are no pair. Null beyond the bound. */
export function alignBest(rows: number, columns: number, worth: Cell): Pair[] | null {
  if (rows === 0 || columns === 0) return [];
  if (rows * columns > MAX_CELLS) return null;
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  const worths = new Float64Array(rows * columns);
  const at: Cell = (row, column) => best[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const value = worth(row, column);
      worths[row * columns + column] = value;
      const paired = value > 0 ? value + at(row + 1, column + 1) : 0;
      best[row * width + column] = Math.max(paired, at(row + 1, column), at(row, column + 1));
    }
  }
  return pairsOnWay(rows, columns, at, (row, column) => worths[row * columns + column] ?? 0);
}

type Cell = (row: number, column: number) => number;

/** From the start along what is best from there on. */
function pairsOnWay(rows: number, columns: number, bestFrom: Cell, worthAt: Cell): Pair[] {
  const pairs: Pair[] = [];
  for (let row = 0, column = 0; row < rows && column < columns;) {
    const value = worthAt(row, column);
    if (value > 0 && bestFrom(row, column) === value + bestFrom(row + 1, column + 1)) pairs.push([row++, column++]);
    else if (bestFrom(row, column) === bestFrom(row + 1, column)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** What lies between the pairs, on either side: `[from, to)` of each. */
export type Gap = { readonly fromStart: number; readonly fromEnd: number; readonly toStart: number; readonly toEnd: number };

/** One gap before each pair, and one after the last; any of them may be empty. */
export function gapsBetween(pairs: readonly Pair[], fromLength: number, toLength: number): Gap[] {
  let [fromStart, toStart] = [0, 0];
  return [...pairs, [fromLength, toLength] as const].map(([fromEnd, toEnd]) => {
    const gap = { fromStart, fromEnd, toStart, toEnd };
    [fromStart, toStart] = [fromEnd + 1, toEnd + 1];
    return gap;
  });
}
