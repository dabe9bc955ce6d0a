// What differs between two formatted texts, by words: edits that others make at the same time are then of whole words too, and never of letters that two different
// words happen to share. A word that only grows or shrinks at one end is edited there.

import { alignEqual, gapsBetween } from "./align.ts";
import { insertOf, valuesEqual, type Attributes, type Run } from "./tree.ts";

/** As Yjs takes it. A `retain` changes the attributes it names, null takes one away. */
export type DeltaOp =
  | { readonly retain: number; readonly attributes?: object }
  | { readonly delete: number }
  | { readonly insert: string | object; readonly attributes?: object };

/**
 * A word with the white space behind it, white space, one other character, or an embed. Two of one key are the same word, with other white space perhaps, so that
 * no word is ever left without what parts it from the next.
 */
type Atom = { readonly key: string; readonly length: number; readonly runs: readonly Run[] };

const WORDS = /[\p{L}\p{N}\p{M}_]+\s*|\s+|[^]/gu;
/** Of white space. */
const SPACE = " ";

export function textDelta(before: readonly Run[], after: readonly Run[]): DeltaOp[] {
  const [from, to] = [atomsOf(before), atomsOf(after)];
  const pairs = alignAtoms(from, to);
  const ops = gapsBetween(pairs, from.length, to.length).flatMap((gap, i) => {
    const kept = pairs[i];
    const gone = from.slice(gap.fromStart, gap.fromEnd);
    const come = to.slice(gap.toStart, gap.toEnd);
    return [...replacement(gone, come), ...(kept === undefined ? [] : sameWord(from[kept[0]], to[kept[1]]))];
  });
  return joined(ops);
}

/** In UTF-16 units; an embed counts as one. */
export type TextStep = { readonly kind: "retain" | "insert" | "delete"; readonly length: number };

/** What makes `after` of `before`, where it is known which characters went and came. */
export function deltaOfSteps(steps: readonly TextStep[], before: readonly Run[], after: readonly Run[]): DeltaOp[] {
  const [takeOld, takeNew] = [taker(before), taker(after)];
  const ops = steps.flatMap(({ kind, length }): DeltaOp[] => {
    if (kind === "insert") return takeNew(length).map(insertOf);
    const old = takeOld(length);
    return kind === "delete" ? [{ delete: length }] : reformat(old, takeNew(length));
  });
  return joined(ops);
}

/** Takes so many units of the runs each time. */
function taker(runs: readonly Run[]): (length: number) => Run[] {
  let [run, inRun] = [0, 0];
  return (length) => {
    const taken: Run[] = [];
    for (let left = length; left > 0;) {
      const present = runs[run];
      if (present === undefined) break;
      const insert = typeof present.insert === "string" ? present.insert.slice(inRun, inRun + left) : present.insert;
      if (insert !== "") taken.push({ insert, attributes: present.attributes });
      const size = typeof insert === "string" ? insert.length : 1;
      left -= size;
      inRun += size;
      if (typeof present.insert !== "string" || inRun === present.insert.length) [run, inRun] = [run + 1, 0];
    }
    return taken;
  };
}

/** Both texts in one, what they share once. What only the note has comes before what only the room has, where they meet. */
export function joinRuns(note: readonly Run[], room: readonly Run[]): Run[] {
  const [ours, theirs] = [atomsOf(note), atomsOf(room)];
  const pairs = alignAtoms(ours, theirs);
  return gapsBetween(pairs, ours.length, theirs.length).flatMap((gap, i) => {
    const kept = pairs[i];
    return [
      ...ours.slice(gap.fromStart, gap.fromEnd).flatMap(({ runs }) => runs),
      ...theirs.slice(gap.toStart, gap.toEnd).flatMap(({ runs }) => runs),
      ...(kept === undefined ? [] : bothFormats(ours[kept[0]], theirs[kept[1]])),
    ];
  });
}

/** The words of a text, for how alike two are. */
export const wordsOf = (runs: readonly Run[]): string[] => atomsOf(runs).flatMap(({ key }) => (key === SPACE ? [] : [key]));

function alignAtoms(from: readonly Atom[], to: readonly Atom[]) {
  // White space of its own is worth little.
  return alignEqual(
    from.map(({ key }) => key),
    to.map(({ key }) => key),
    (key) => (key === SPACE ? 1 : 8),
  );
}

function atomsOf(runs: readonly Run[]): Atom[] {
  const atoms: Atom[] = [];
  let text: Run[] = [];
  const flush = (): void => {
    atoms.push(...wordAtoms(text));
    text = [];
  };
  for (const run of runs) {
    if (typeof run.insert === "string") text.push(run);
    else {
      flush();
      // No word begins so.
      atoms.push({ key: `\u0000${JSON.stringify(run.insert)}`, length: 1, runs: [run] });
    }
  }
  flush();
  return atoms;
}

function wordAtoms(runs: readonly Run[]): Atom[] {
  const text = runs.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
  const take = taker(runs);
  return [...text.matchAll(WORDS)].map(([found]) => ({ key: found.trim() || SPACE, length: found.length, runs: take(found.length) }));
}

function replacement(gone: readonly Atom[], come: readonly Atom[]): DeltaOp[] {
  const [old] = gone;
  const [now] = come;
  if (old !== undefined && now !== undefined && gone.length === 1 && come.length === 1) {
    const edit = growth(old, now);
    if (edit !== null) return edit;
  }
  const length = gone.reduce((sum, atom) => sum + atom.length, 0);
  const inserts = come.flatMap(({ runs }) => runs.map(insertOf));
  return length === 0 ? inserts : [...inserts, { delete: length }];
}

/** Where one word begins or ends with the other one and both have one format. */
function growth(old: Atom, now: Atom): DeltaOp[] | null {
  const attributes = uniform([...old.runs, ...now.runs]);
  const [a, b] = [textOf(old), textOf(now)];
  if (attributes === null || a === null || b === null) return null;
  if (b.startsWith(a)) return [{ retain: a.length }, { insert: b.slice(a.length), attributes: { ...attributes } }];
  if (b.endsWith(a)) return [{ insert: b.slice(0, b.length - a.length), attributes: { ...attributes } }, { retain: a.length }];
  if (a.startsWith(b)) return [{ retain: b.length }, { delete: a.length - b.length }];
  if (a.endsWith(b)) return [{ delete: a.length - b.length }, { retain: b.length }];
  return null;
}

/** Null: an embed. */
function textOf({ runs }: Atom): string | null {
  let text = "";
  for (const { insert } of runs) {
    if (typeof insert !== "string") return null;
    text += insert;
  }
  return text;
}

function uniform(runs: readonly Run[]): Attributes | null {
  const first = runs[0]?.attributes ?? {};
  return runs.every(({ attributes }) => valuesEqual(attributes, first)) ? first : null;
}

type Stretch = { readonly insert: string | object; readonly from: Attributes; readonly to: Attributes };

/** Stretches of the same characters that have one format on either side. */
function stretches(left: readonly Run[], right: readonly Run[]): Stretch[] {
  const takeRight = taker(right);
  return left.flatMap(({ insert, attributes }) =>
    takeRight(typeof insert === "string" ? insert.length : 1).map((run) => ({ insert: run.insert, from: attributes, to: run.attributes })),
  );
}

function reformat(from: readonly Run[], to: readonly Run[]): DeltaOp[] {
  return stretches(from, to).map((stretch): DeltaOp => {
    const retain = typeof stretch.insert === "string" ? stretch.insert.length : 1;
    const attributes = changedAttributes(stretch.from, stretch.to);
    return Object.keys(attributes).length === 0 ? { retain } : { retain, attributes };
  });
}

/** The white space behind the word may be another one. */
function sameWord(from: Atom | undefined, to: Atom | undefined): DeltaOp[] {
  if (from === undefined || to === undefined) return [];
  const [takeOld, takeNew] = [taker(from.runs), taker(to.runs)];
  const shared = sharedLength(from, to);
  const kept = reformat(takeOld(shared), takeNew(shared));
  if (to.length > shared) kept.push(...takeNew(to.length - shared).map(insertOf));
  if (from.length > shared) kept.push({ delete: from.length - shared });
  return kept;
}

function bothFormats(note: Atom | undefined, room: Atom | undefined): Run[] {
  if (note === undefined || room === undefined) return [];
  const shared = sharedLength(note, room);
  const [takeOurs, takeTheirs] = [taker(note.runs), taker(room.runs)];
  const both = stretches(takeOurs(shared), takeTheirs(shared)).map(({ insert, from, to }) => ({ insert, attributes: { ...to, ...from } }));
  return [...both, ...takeOurs(note.length - shared), ...takeTheirs(room.length - shared)];
}

function sharedLength(one: Atom, other: Atom): number {
  const [a, b] = [textOf(one), textOf(other)];
  if (a === null || b === null) return 1;
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** What makes `to` of `from`; null takes away. */
function changedAttributes(from: Attributes, to: Attributes): { [name: string]: unknown } {
  const gone = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  const set = Object.entries(to).filter(([name, value]) => !valuesEqual(from[name], value));
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...Object.fromEntries(set) };
}

/** Without what changes nothing at the end, and retained stretches in one. */
function joined(ops: readonly DeltaOp[]): DeltaOp[] {
  const result: DeltaOp[] = [];
  for (const op of ops) {
    const last = result.at(-1);
    const isPlain = "retain" in op && op.attributes === undefined;
    if (isPlain && last !== undefined && "retain" in last && last.attributes === undefined) {
      result[result.length - 1] = { retain: last.retain + op.retain };
    } else result.push(op);
  }
  while (result.length > 0 && isNothing(result.at(-1))) result.pop();
  return result;
}

const isNothing = (op: DeltaOp | undefined): boolean => op !== undefined && "retain" in op && op.attributes === undefined;
