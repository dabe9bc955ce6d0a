import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DELIMITERS, detectDelimiter, readCsv, skipPreamble, type Delimiter } from "./csv.ts";

const fieldsOf = (text: string, delimiter: Delimiter = ","): readonly (readonly string[])[] =>
  [...readCsv(text, delimiter)].map(({ fields }) => fields);

describe("rows", () => {
  test("hold quotes, separators and line breaks where a field is in quotes", () => {
    expect(fieldsOf('a,"b,""c""\r\nd",e\r\n"",f')).toEqual([
      ["a", 'b,"c"\r\nd', "e"],
      ["", "f"],
    ]);
  });

  test("say where they begin, whatever breaks are in them, and blank ones are counted but not given", () => {
    const rows = [...readCsv('a,b\n"1\n2\n3",c\n,\n\nd,e\r"x\r\ny",f', ",")];
    expect(rows.map(({ line, fields }) => [line, fields[1]])).toEqual([
      [1, "b"],
      [2, "c"],
      [7, "e"],
      [8, "f"],
    ]);
  });

  test("with stray quotes lose nothing", () => {
    expect(fieldsOf('5" pipe,"open ended\nstill,there')).toEqual([['5" pipe', "open ended\nstill,there"]]);
    expect(fieldsOf('"a"b,c')).toEqual([["ab", "c"]]);
  });

  test("that were written by the rules are read as they were, by every separator", () => {
    const field = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\t", "|", "\n", "\r\n", " ", "é", "🌱") });
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.constantFrom(...DELIMITERS), (table, delimiter) => {
        const filled = table.map(([first = "", ...rest]) => [`x${first}`, ...rest]);
        const text = filled.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join("\n");
        expect(fieldsOf(text, delimiter)).toEqual(filled);
      }),
    );
  });

  test("of any text come to an end", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect([...readCsv(text, ",")].length).toBeLessThanOrEqual(text.length + 1);
      }),
    );
  });
});

describe("the separator", () => {
  test.each([
    ["a,b,c\n1,2,3", ","],
    ["a;b;c\n1,5;2;3\n2,5;3;4", ";"],
    ["a\tb\n1, 2\t3", "\t"],
    ["a|b|c\n1|2|3", "|"],
    ["Version 7\na,b,c\n1,2,3\n4,5,6", ","],
  ])("of %j is %j", (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });

  test("of lines of text is none", () => {
    expect(detectDelimiter("Buy milk\nCall Tom, and Mira\nWrite")).toBeNull();
  });

  test("does not begin a table before its columns do", () => {
    expect(skipPreamble([...readCsv("Version 7\na,b,c\n1,2,3\n4,5,6", ",")]).map(({ line }) => line)).toEqual([2, 3, 4]);
  });
});
