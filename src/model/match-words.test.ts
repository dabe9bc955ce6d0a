import { expect, test } from "vitest";
import { matchWords, wordsOf } from "./match-words.ts";

const rank = (text: string, typed: string): number | null => matchWords(text, wordsOf(typed));

test.each([
  ["Call the dentist", "call", 0],
  ["Call the dentist", "den", 1],
  ["Call the dentist", "CALL DEN", 1],
  ["Call the dentist", "tist", 2],
  ["Call the dentist", "dentist call", 1],
  ["Call the dentist", "doctor", null],
  ["Call the dentist", "call doctor", null],
  ["Überweisung prüfen", "uber pruf", 1],
  ["Café", "CAFÉ", 0],
  ["Straße", "strasse", null],
  ["(draft) Report", "report", 1],
  ["recall, call", "call", 1],
  ["x", "", 0],
])("“%s” by “%s” is %s", (text, typed, expected) => expect(rank(text, typed)).toBe(expected));
