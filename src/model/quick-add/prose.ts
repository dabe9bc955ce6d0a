// Words that keep a day or a time part of a sentence: before it ("the", "about", "last Friday", "Good Friday"), behind it ("Montag ist doof"), and what goes on
// with a sentence after it ("Friday with Bob").

import { isNumber } from "./reader.ts";
import type { Line } from "./line.ts";

const wordsOf = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.join(" ").split(" "));

/** What follows one of these belongs to it. */
const HOLDERS = wordsOf(
  "s of about for the a an my your our his her their its into to than like since last previous past as not no except before after between during from",
  "and or & + is was are every each another hate hates love loves enjoy good black cyber ash casual palm easter maundy holy whit ruby bloody super",
  "shrove fat freaky gave called von vom fuer ueber wegen der die das des ein eine einen eines mein meine meinen unser unsere seit letzten letzte letzter",
  "vergangenen vorigen als wie nicht kein keine guten gute gutes schoenen auf zu vor nach zwischen waehrend und oder ist war hasse liebe jeder kommt",
);

export const isHeldBy = (line: Line, at: number): boolean => HOLDERS.has(line.word(at - 1));

/** Behind a weekday that begins a line they make it what the sentence is about. */
export const SENTENCE_WORDS = wordsOf(
  "is was are were will has had have must should can could may might would does did sucks the and or & + ' ist war wird hat hatte kann muss soll sollte",
  "bleibt waere sind waren haben der die das ein eine und oder",
);

/** Behind a day that begins a line: it is what they say something of. */
export const FINITE_VERBS = wordsOf(
  "is was are were will has had never sucks comes ist war wird hat hatte bleibt waere sind waren haben kommt stirbt",
);

/** What goes on with a sentence. */
const GO_ON = wordsOf(
  "about with at by in on from before until via re regarding w um mit wegen zu zum zur bei beim im in am an auf vor nach bis ab von vom beim fuer for to",
);

/** Not "at 10 to 15 people". */
export const goesOnAfter = (line: Line, at: number): boolean => GO_ON.has(line.word(at)) && !isNumber(line.word(at + 1));

const COUNTED = wordsOf(
  "people men women children persons km mi m kg g l lb lbs percent euro eur usd dollar leute personen kinder frauen maenner kilometer meter seiten",
  "euro stueck uebungen runden mal liegestuetze prozent liter kilo gramm firmen kunden freunde dinge sachen buecher punkte",
);

/** Whether the word after a number is what it counts: a plural, or the name of a measure. */
export const isCounted = (line: Line, at: number): boolean => {
  const word = line.word(at);
  return COUNTED.has(word) || word === "%" || word === "€" || (word.length > 3 && word.endsWith("s") && !word.endsWith("ss"));
};

/** Titles that would be nothing without the day that stands beside them. */
export const STUB_TITLES = wordsOf(
  "plan planning prepare organise organize wait save schedule planen vorbereiten organisieren warten sparen",
);
