import { zipSync, type Zippable } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8ToBytes } from "../../base/bytes.ts";
import { MAX_FILE_BYTES, MAX_IMPORTED_LISTS } from "./imported.ts";
import { isArchive } from "./recognise.ts";
import { unpack } from "./unpack.ts";

const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, utf8ToBytes(text)])));

function namesIn(bytes: Uint8Array): readonly string[] | string {
  const files = unpack(bytes);
  return files.ok ? files.value.map(({ name }) => name) : files.error;
}

describe("an archive", () => {
  test("gives out the files that may hold tasks, and texts where there are none", () => {
    const csv = "TYPE,CONTENT\ntask,x";
    expect(namesIn(zip({ "Home [1].csv": csv, "deep/Work.csv": csv, "read me.txt": "x", "image.png": "x" }))).toEqual([
      "Home [1].csv",
      "Work.csv",
    ]);
    expect(namesIn(zip({ "a.md": "- x", "b.png": "x" }))).toEqual(["a.md"]);
    expect(namesIn(zip({ "__MACOSX/._Home.csv": csv, ".hidden.csv": csv, "Home.csv": csv }))).toEqual(["Home.csv"]);
  });

  test("with nothing of that kind, or nothing at all, is told as that", () => {
    expect(namesIn(zip({ "image.png": "x" }))).toBe("zip-empty");
    expect(isArchive(zip({}))).toBe(true);
    expect(namesIn(zip({}))).toBe("zip-empty");
  });

  test("with more in it than is taken in at once is not unpacked", () => {
    const many: Zippable = Object.fromEntries(
      Array.from({ length: MAX_IMPORTED_LISTS + 1 }, (_, index) => [`${index}.csv`, utf8ToBytes("x")]),
    );
    expect(namesIn(zipSync(many))).toBe("zip-large");
    const large = new Uint8Array(MAX_FILE_BYTES / 2 + 1);
    expect(namesIn(zipSync({ "a.csv": large, "b.csv": large }, { level: 1 }))).toBe("zip-large");
  });

  test("that says a file is smaller than it is gives out no more than it says", () => {
    const bytes = zipSync({ "a.csv": new Uint8Array(1_000_000) });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at + 4 <= bytes.length; at += 1) if (view.getUint32(at, true) === 1_000_000) view.setUint32(at, 10, true);
    const files = unpack(bytes);
    expect(files.ok ? files.value.every((file) => file.bytes.length <= 10) : files.error === "zip-damaged").toBe(true);
  });

  test("that breaks off, or is none, is damaged, and nothing is thrown", () => {
    const whole = zip({ "a.csv": "TYPE,CONTENT\ntask,x".repeat(100) });
    expect(namesIn(whole.subarray(0, whole.length - 30))).toBe("zip-damaged");
    expect(namesIn(utf8ToBytes("PK\u0003\u0004rest"))).toBe("zip-damaged");
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const bytes = whole.slice();
        bytes[at] = byte;
        const files = unpack(bytes);
        expect(files.ok ? files.value.length : files.error).toBeDefined();
      }),
    );
  });
});
