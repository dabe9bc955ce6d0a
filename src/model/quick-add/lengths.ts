// How long in hours and minutes: "2 hours", "half an hour", "1 hour and 30 minutes", "anderthalb Stunden", "1,5 Std".

import { as, inTurn, oneOf, optional, phrases, reader, say, type Reader } from "./reader.ts";
import { count, digits } from "./words.ts";

const MINUTE = {
  min: 1,
  "min .": 1,
  mins: 1,
  minute: 1,
  minutes: 1,
  minuten: 1,
};

const HOUR = {
  h: 60,
  hr: 60,
  hrs: 60,
  hour: 60,
  hours: 60,
  std: 60,
  "std .": 60,
  stunde: 60,
  stunden: 60,
};

/** In minutes. */
export const timeUnit: Reader<number> = phrases({ ...MINUTE, ...HOUR });

const minutes = phrases(MINUTE);
const hours = phrases(HOUR);
const AND = optional(say("and|und|,"));

/** "1 hour and 30 minutes". */
const both: Reader<number> = as(inTurn(count, hours, AND, count, minutes), ([many, hour, , rest]) => many * hour + rest);

/** "1.5", "2,5": in tenths. */
const tenths: Reader<number> = reader(digits(0, 99).starts, (line, at) => {
  const [whole, part] = [digits(0, 99).read(line, at), digits(0, 9).read(line, at + 2)];
  const isMark = [".", ","].includes(line.word(at + 1)) && line.isGlued(at + 1) && line.isGlued(at + 2);
  return whole === null || part === null || !isMark ? null : { to: part.to, value: whole.value * 10 + part.value };
});

const TENTH_OF_HOUR = 6;
const HALF = 30;

const withFraction: Reader<number> = oneOf(
  as(inTurn(tenths, hours), ([many]) => many * TENTH_OF_HOUR),
  as(inTurn(count, say("and a half hours")), ([many]) => many * 60 + HALF),
  phrases({
    "half an hour": 30,
    "a half hour": 30,
    "half hour": 30,
    "a quarter of an hour": 15,
    "a quarter hour": 15,
    "three quarters of an hour": 45,
    "an hour and a half": 90,
    "einer halben stunde": 30,
    "einer viertelstunde": 15,
    "einer dreiviertelstunde": 45,
    "anderthalb stunden": 90,
    "eineinhalb stunden": 90,
    "zweieinhalb stunden": 150,
    "dreieinhalb stunden": 210,
  }),
);

/** In minutes, at least one. */
export const length: Reader<number> = as(
  oneOf(
    withFraction,
    both,
    as(inTurn(count, timeUnit), ([many, each]) => many * each),
  ),
  (found) => (found > 0 ? found : null),
);
