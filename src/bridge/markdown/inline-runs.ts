// Runs of marked text as Markdown can tell them: no mark but of code and links begins or ends with white space.

import { valuesEqual, type Run } from "../../items/tree/tree.ts";

const FLANKED = ["bold", "italic", "strike"] as const;
const EDGES = /^(\s*)([^]*?)(\s*)$/u;

/** Equal formats beside each other in one, nothing empty. */
export function joinRuns(runs: readonly Run[]): Run[] {
  return merged(FLANKED.reduce(withoutEdges, merged(runs)));
}

function merged(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    if (run.insert === "") continue;
    const last = joined.at(-1);
    if (typeof run.insert === "string" && typeof last?.insert === "string" && valuesEqual(last.attributes, run.attributes)) {
      joined[joined.length - 1] = { insert: last.insert + run.insert, attributes: last.attributes };
    } else joined.push(run);
  }
  return joined;
}

/** Takes a mark off the white space at the edges of each stretch that has it. */
function withoutEdges(runs: readonly Run[], mark: string): Run[] {
  const result: Run[] = [];
  for (let from = 0; from < runs.length;) {
    let to = from;
    while (to < runs.length && Object.hasOwn(runs[to]?.attributes ?? {}, mark)) to += 1;
    if (to === from) to += 1;
    const stretch = runs.slice(from, to);
    result.push(...(Object.hasOwn(stretch[0]?.attributes ?? {}, mark) ? trimmed(stretch, mark) : stretch));
    from = to;
  }
  return result;
}

function trimmed(stretch: readonly Run[], mark: string): Run[] {
  const whole = stretch.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
  const [, before = "", , after = ""] = EDGES.exec(whole) ?? [];
  const [start, end] = [before.length, Math.max(before.length, whole.length - after.length)];
  let at = 0;
  return stretch.flatMap(({ insert, attributes }): Run[] => {
    const part = typeof insert === "string" ? insert : "";
    const cut = [Math.max(0, Math.min(part.length, start - at)), Math.max(0, Math.min(part.length, end - at))] as const;
    at += part.length;
    const { [mark]: _, ...bare } = attributes;
    return [
      { insert: part.slice(0, cut[0]), attributes: bare },
      { insert: part.slice(cut[0], cut[1]), attributes },
      { insert: part.slice(cut[1]), attributes: bare },
    ];
  });
}
