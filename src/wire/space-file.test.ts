import { describe, expect, test } from "vitest";
import { bytesToHex, concatBytes } from "../base/bytes.ts";
import { fixedSuite, fromHex } from "../crypto/fixed.suite.ts";
import { FILE_CHUNK_BYTES, FILE_HEADER_BYTES, MAX_FRAME_BYTES } from "./limits.ts";
import { FileOpener, FileSealer, makeFileHeader, parseFileHeader, type FileHeader } from "./space-file.ts";
import vector from "./vectors/space-file-v1.json";

const KEY = new Uint8Array(32).fill(7);
const header = makeFileHeader(new Uint8Array(32).fill(3), Uint8Array.of(1, 2, 3, 4));

function sealed(frames: readonly Uint8Array[]): Uint8Array {
  const sealer = new FileSealer(fixedSuite, KEY, header);
  return concatBytes(header.bytes, ...frames.flatMap((frame) => sealer.add(frame)), sealer.end());
}

type Read = { readonly frames: readonly Uint8Array[]; readonly end: string; readonly mostHeld: number };

function readBy(opener: FileOpener, file: Uint8Array, pieceBytes: number): Read {
  const frames: Uint8Array[] = [];
  let mostHeld = 0;
  const take = (opened: ReturnType<FileOpener["add"]>): string | null => {
    for (const frame of opened) {
      if (!frame.ok) return `${frame.error.kind} at ${frame.error.at}`;
      frames.push(frame.value);
    }
    mostHeld = Math.max(mostHeld, opener.heldBytes);
    return null;
  };
  for (let from = FILE_HEADER_BYTES; from < file.length; from += pieceBytes) {
    const end = take(opener.add(file.subarray(from, Math.min(file.length, from + pieceBytes))));
    if (end !== null) return { frames, end, mostHeld };
  }
  return { frames, end: take(opener.end()) ?? "whole", mostHeld };
}

function read(file: Uint8Array, pieceBytes = 10_000): Read {
  const parsed = parseFileHeader(file.subarray(0, FILE_HEADER_BYTES));
  if (!parsed.ok) return { frames: [], end: parsed.error.kind, mostHeld: 0 };
  return readBy(new FileOpener(fixedSuite, KEY, parsed.value), file, pieceBytes);
}

/** Frames that differ are told by their digests, which are quicker to compare. */
const digests = (frames: readonly Uint8Array[]): readonly string[] => frames.map((frame) => bytesToHex(fixedSuite.sha256(frame)));

const told = ({ frames, end }: Read): unknown => ({ frames: digests(frames), end });

const ofLength = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251);
const chunkAt = (number: number): number => FILE_HEADER_BYTES + number * (FILE_CHUNK_BYTES + 16);

describe("a sealed file", () => {
  test("is byte by byte what the known answer is", () => {
    const { salt, epochPrefix, epochKey, frames, file } = vector;
    const known: FileHeader = makeFileHeader(fromHex(salt), fromHex(epochPrefix));
    const sealer = new FileSealer(fixedSuite, fromHex(epochKey), known);
    const parts = frames.flatMap((frame) => sealer.add(fromHex(frame)));
    expect(bytesToHex(concatBytes(known.bytes, ...parts, sealer.end()))).toBe(file);
  });

  test.each([[[]], [[1]], [[FILE_CHUNK_BYTES - 3]], [[FILE_CHUNK_BYTES - 2, 5]], [[MAX_FRAME_BYTES, 1, MAX_FRAME_BYTES]]])(
    "gives back frames of %j bytes, in whatever pieces it comes",
    (lengths) => {
      const frames = lengths.map(ofLength);
      const file = sealed(frames);
      for (const pieceBytes of [977, 65_536, file.length])
        expect(told(read(file, pieceBytes))).toEqual({ frames: digests(frames), end: "whole" });
    },
  );

  test("is refused wherever a single bit of it is changed", () => {
    const file = sealed([ofLength(40), ofLength(30)]);
    for (let index = 0; index < file.length; index++) {
      const changed = file.slice();
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      const { frames, end } = read(changed);
      expect([index, frames, end === "whole"]).toEqual([index, [], false]);
    }
  });

  test("is refused wherever it is cut off, and where something follows it", () => {
    const file = sealed([ofLength(40), ofLength(30)]);
    for (let length = 0; length < file.length; length++) expect([length, read(file.subarray(0, length)).end]).not.toContain("whole");
    expect(read(concatBytes(file, Uint8Array.of(0))).end).toBe(`damaged at ${FILE_HEADER_BYTES}`);
  });

  test("gives out what is before the chunk that is not as it was, and says where that begins", () => {
    const frames = [ofLength(FILE_CHUNK_BYTES - 3), ofLength(FILE_CHUNK_BYTES - 3), ofLength(100)];
    const file = sealed(frames);
    const changed = file.slice();
    changed[chunkAt(1) + 500] = (changed[chunkAt(1) + 500] ?? 0) ^ 1;
    expect(told(read(changed))).toEqual({ frames: digests(frames.slice(0, 1)), end: `damaged at ${chunkAt(1)}` });
    expect(told(read(file.subarray(0, chunkAt(2))))).toEqual({ frames: digests(frames.slice(0, 1)), end: `cut at ${chunkAt(1)}` });
    const swapped = concatBytes(
      file.subarray(0, chunkAt(0)),
      file.subarray(chunkAt(1), chunkAt(2)),
      file.subarray(chunkAt(0), chunkAt(1)),
      file.subarray(chunkAt(2)),
    );
    expect(told(read(swapped))).toEqual({ frames: [], end: `damaged at ${chunkAt(0)}` });
    const left = concatBytes(file.subarray(0, chunkAt(1)), file.subarray(chunkAt(2)));
    expect(told(read(left))).toEqual({ frames: digests(frames.slice(0, 1)), end: `damaged at ${chunkAt(1)}` });
  });

  test("keeps no more in memory than a chunk and a frame, however long it is", () => {
    const frames = Array.from({ length: 200 }, () => ofLength(50_000));
    const sealer = new FileSealer(fixedSuite, KEY, header);
    const mostUnsealed = Math.max(...frames.map((frame) => (sealer.add(frame), sealer.heldBytes)));
    expect(mostUnsealed).toBeLessThanOrEqual(FILE_CHUNK_BYTES);
    const file = sealed(frames);
    const { end, mostHeld } = read(file, 100_000);
    expect([end, mostHeld < 2 * FILE_CHUNK_BYTES + 100_000]).toEqual(["whole", true]);
  });

  test("of a later version is told from what is no file of ours", () => {
    const later = concatBytes(header.bytes.subarray(0, 8), Uint8Array.of(2));
    expect(parseFileHeader(later)).toEqual({ ok: false, error: { kind: "newer", version: 2 } });
    expect(parseFileHeader(ofLength(100))).toEqual({ ok: false, error: { kind: "not-a-file" } });
  });
});
