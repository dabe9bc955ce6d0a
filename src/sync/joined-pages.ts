// Pages that wait while another one is being stored are stored together, with one commit, and answered each for itself: where a commit takes long, it is
// waited for less often. They are one only as far as all of them go well: a page that does not follow the one before it is taken anew, alone.

import type { AnswerRun } from "../wire/frames.ts";
import { MAX_RECORDS_PER_PAGE } from "../wire/limits.ts";
import type { JoinedPage, PageFrame } from "./session-step.ts";
import type { Incoming } from "./transfer-state.ts";

/** Of records, unless it is a single page: they are held against their ids, opened and applied in one go. */
const MAX_JOINED_BYTES = 786_432;

type Pages = readonly [PageFrame, ...PageFrame[]];

const bytesIn = (page: PageFrame): number => page.records.reduce((sum, record) => sum + record.length, 0);

/** Whether it begins where the other one ends, and says nothing that holds for its own beginning alone. */
const goesOn = (before: PageFrame, page: PageFrame): boolean =>
  page.log === before.log &&
  page.firstSeq === before.firstSeq + before.records.length &&
  page.previousId === undefined &&
  page.begins === undefined;

/** The first page with those right behind it that can be stored with it. */
export function joinedWith(first: PageFrame, waiting: readonly Incoming[]): Pages {
  const pages: [PageFrame, ...PageFrame[]] = [first];
  let [last, bytes, count] = [first, bytesIn(first), first.records.length];
  for (const next of waiting) {
    if (next.type !== "page" || !goesOn(last, next)) break;
    bytes += bytesIn(next);
    count += next.records.length;
    if (bytes > MAX_JOINED_BYTES || count > MAX_RECORDS_PER_PAGE) break;
    pages.push(next);
    last = next;
  }
  return pages;
}

export function joinPages([first, ...others]: Pages): JoinedPage {
  if (others.length === 0) return first;
  const records = [first, ...others].flatMap((page) => page.records);
  return { ...first, records, seams: new Map(others.map((page) => [page.firstSeq, page.previousIdPrefix])) };
}

const isTaken = ({ code }: AnswerRun): boolean => code !== "refused" && code !== "gap";

/** The runs of the first `count` records, and those behind them. */
function cutRuns(runs: readonly AnswerRun[], count: number): readonly [readonly AnswerRun[], readonly AnswerRun[]] {
  const cut: AnswerRun[] = [];
  const behind: AnswerRun[] = [];
  let missing = count;
  for (const run of runs) {
    const here = Math.min(run.count, missing);
    if (here > 0) cut.push({ ...run, count: here });
    if (here < run.count) behind.push({ ...run, count: run.count - here });
    missing -= here;
  }
  return [cut, behind];
}

/** The answer to each page up to the first one that was not taken whole, and those that are still to be taken: each will be the first one then. */
export function settledOf(
  pages: readonly PageFrame[],
  runs: readonly AnswerRun[],
): { readonly answers: readonly (readonly AnswerRun[])[]; readonly left: readonly PageFrame[] } {
  const answers: (readonly AnswerRun[])[] = [];
  let behind = runs;
  for (const [i, page] of pages.entries()) {
    const [own, others] = cutRuns(behind, page.records.length);
    const isBegun = own[0] !== undefined && isTaken(own[0]);
    if (i > 0 && !isBegun) return { answers, left: pages.slice(i) };
    answers.push(own);
    behind = others;
    if (!own.every(isTaken)) return { answers, left: pages.slice(i + 1) };
  }
  return { answers, left: [] };
}
