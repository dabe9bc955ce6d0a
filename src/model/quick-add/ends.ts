// The end of what repeats, where it is no day: a number of times ("5 times", "für 5 Mal") or how long it goes on ("for 2 weeks", "3 Monate lang"). It stands
// behind the repeat: "3 times a day" is how often.

import type { Line } from "./line.ts";
import { as, inTurn, oneOf, optional, say, type Reader } from "./reader.ts";
import { count, unit, type Unit } from "./words.ts";

export type EndRead =
  | { readonly kind: "count"; readonly count: number }
  /** From its first day on. */
  | { readonly kind: "long"; readonly times: number; readonly unit: Unit };

const TIMES = say("times|time|mal|- mal|x|occurrences");
const IN_ALL = say("in total|insgesamt");

/** "5 times a day" says how often. */
const OFTEN = new Set("a an per each every daily am pro jeden jede jedes taeglich woechentlich the die / so as".split(" "));

const times: Reader<EndRead> = as(
  inTurn(optional(say("for|für|for a total of|insgesamt")), count, TIMES, optional(IN_ALL)),
  ([, many], line: Line, _at, to) => (OFTEN.has(line.word(to)) ? null : { kind: "count", count: many }),
);

const long: Reader<EndRead> = oneOf(
  as(inTurn(say("for|für"), count, unit), ([, many, one]): EndRead => ({ kind: "long", times: many, unit: one })),
  as(inTurn(count, unit, say("lang|long")), ([many, one]): EndRead => ({ kind: "long", times: many, unit: one })),
);

export const repeatEnd: Reader<EndRead> = oneOf(times, long);
