import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8ToBytes } from "../../base/bytes.ts";
import { decodeText } from "./decode-text.ts";
import { MAX_FILE_BYTES } from "./imported.ts";
import { listNameOf, recognise } from "./recognise.ts";
import { sampleBytes } from "./samples.suite.ts";

function utf16(text: string, isLittle: boolean): Uint8Array {
  const pairs = text.split("").map((one) => [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8]);
  return Uint8Array.from(pairs.flatMap((pair) => (isLittle ? pair : pair.toReversed())));
}

const kindOf = (content: string | Uint8Array, name: string): string => {
  const found = recognise(typeof content === "string" ? utf8ToBytes(content) : content, name);
  return found.ok ? found.value.kind : `not: ${found.error}`;
};

describe("a file", () => {
  test.each([
    ["todoist-household.csv", "todoist"],
    ["super-productivity.json", "super-productivity"],
    ["super-productivity-old.json", "super-productivity"],
    ["reminders.ics", "ics"],
    ["ticktick.csv", "table"],
    ["aufgaben-windows-1252.csv", "table"],
  ])("%s is known by what is in it, whatever it is called", (name, kind) => {
    expect([kindOf(sampleBytes(name), name), kindOf(sampleBytes(name), "export.dat")]).toEqual([kind, kind]);
  });

  test.each([
    ["", "a.txt", "not: empty"],
    ["  \n", "a.txt", "not: empty"],
    ["%PDF-1.7", "a.pdf", "not: pdf"],
    ["<!DOCTYPE html><p>", "a.html", "not: web-page"],
    ["BEGIN:VCARD\nEND:VCARD", "a.vcf", "not: address-book"],
    ['{"cards": []}', "trello.json", "not: other-json"],
    ['{"task": {"ids"', "broken.json", "not: bad-json"],
    ['pf_4.4__{"mainModelData":{"task":{"ids":[],"entities":{}}}}', "main.json", "super-productivity"],
    ['pf_4.4__{"mainModelData":{"task":{"ids":[],"entities":{}}}}', "", "super-productivity"],
    [`pf_C__4.5__${"x".repeat(200)}`, "main.json", "not: sync-file"],
    ["anything", "space.daybook", "not: daybook-file"],
    ["\u0000\u0001\u0002\u0003", "a.bin", "not: binary"],
    ["Buy milk\nCall Tom", "a.txt", "text"],
    ["Buy milk, eggs\nCall Tom, Mira", "a.txt", "text"],
    ["[ ] open\n[x] done", "", "text"],
    ["one,two\n1,2", "a.csv", "table"],
    ["only one column\nBuy milk", "a.csv", "table"],
    ["Task\tDue\nx\t2026-10-01", "", "table"],
  ])("with %j called %s is %s", (content, name, kind) => {
    expect(kindOf(content, name)).toBe(kind);
  });

  test("of another kind by its first bytes, or too large, is told as that", () => {
    expect(kindOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d), "a.csv")).toBe("not: picture");
    expect(kindOf(new Uint8Array(MAX_FILE_BYTES + 1), "a.csv")).toBe("not: too-large");
  });

  test("of any bytes is something or nothing, and nothing is thrown", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(kindOf(bytes, "x")).not.toBe("");
      }),
    );
  });
});

describe("text", () => {
  test("is read in whichever encoding it is", () => {
    expect(decodeText(utf8ToBytes("\uFEFFGrün"))).toEqual({ text: "Grün", encoding: "utf-8" });
    for (const isLittle of [true, false])
      for (const mark of ["\uFEFF", ""]) {
        const read = decodeText(utf16(`${mark}a,b\nGrün`, isLittle));
        expect(read).toEqual({ text: "a,b\nGrün", encoding: "utf-16" });
      }
    expect(decodeText(Uint8Array.of(0x47, 0x72, 0xfc, 0x6e))).toEqual({ text: "Grün", encoding: "windows-1252" });
  });
});

test("a list is called as its file, without what browsers and backups add", () => {
  expect(["Work (1).csv", "My_list [123456].csv", "a.b.csv", "noext"].map(listNameOf)).toEqual(["Work", "My list", "a.b", "noext"]);
});
