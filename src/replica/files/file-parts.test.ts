import { expect, test } from "vitest";
import { idToBytes } from "../../base/ids.ts";
import { encodeFrame } from "../../wire/frame-codec.ts";
import { FILE_CHUNK_BYTES, FILE_EPOCH_PREFIX_BYTES, FILE_SALT_BYTES, FILE_TAG_BYTES, MAX_FRAME_BYTES } from "../../wire/limits.ts";
import { idPrefixOf } from "../../wire/log-tree.ts";
import { FileSealer, makeFileHeader } from "../../wire/space-file.ts";
import { addTasks, at } from "../engine/engine.suite.ts";
import { act, openShared } from "../space.suite.ts";
import type { Space } from "../space.ts";
import { inParts } from "./file-parts.ts";
import { readFile } from "./read-file.ts";

const PART_BYTES = 1_048_576;
const FILE_BYTES = 50 * 1_048_576;
const CHUNK_BYTES = FILE_CHUNK_BYTES + FILE_TAG_BYTES;

/** A file of the space's one page, again and again: as large as many years of notes are, which would take a test too long to write. */
async function* largeFile(space: Space): AsyncGenerator<Uint8Array> {
  const { core } = space;
  const epoch = core.members.writingEpoch();
  const [head] = space.view().heads;
  if (epoch === null || head === undefined) throw new Error("a key and a log");
  const read = await space.readPage(head, 1);
  if (!read.ok) throw new Error("a page");
  const { records, previousId } = read.value;
  const page = encodeFrame({ type: "page", log: head.log, firstSeq: 1, previousIdPrefix: idPrefixOf(previousId), records });
  const header = makeFileHeader(core.ports.random(FILE_SALT_BYTES), idToBytes(epoch.id).slice(0, FILE_EPOCH_PREFIX_BYTES));
  const sealer = new FileSealer(core.ports.suite, epoch.key, header);
  yield header.bytes;
  for (let bytes = 0; bytes < FILE_BYTES; bytes += page.length) yield* sealer.add(page);
  yield sealer.end();
}

test("50 MB go from the space that writes them to the one that takes them in with a part of them in memory at a time", async () => {
  const { spaces } = await openShared(2);
  const [a, b] = [at(spaces, 0), at(spaces, 1)];
  for (const id of await addTasks(a, 5)) await act(a, { kind: "set-notes", id, before: "", after: "x".repeat(50_000) });
  let [madeBytes, handedBytes, mostBetween, mostHeld] = [0, 0, 0, 0];
  const made = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of largeFile(a)) {
      madeBytes += chunk.length;
      mostBetween = Math.max(mostBetween, madeBytes - handedBytes);
      yield chunk;
    }
  };
  const handed = async function* (): AsyncGenerator<Uint8Array> {
    for await (const part of inParts(made(), PART_BYTES)) {
      yield part;
      // It has been taken in: whoever takes it asks for the next only then.
      handedBytes += part.length;
    }
  };
  const progress = (_doneBytes: number, heldBytes: number): void => {
    mostHeld = Math.max(mostHeld, heldBytes);
  };
  const { taken, error } = await readFile(b, handed(), { isCancelled: () => false, progress });
  expect(error).toBeNull();
  expect(taken).toMatchObject({ records: 10, refused: 0, waiting: 0 });
  expect([madeBytes >= FILE_BYTES, handedBytes]).toEqual([true, madeBytes]);
  expect(mostBetween).toBeLessThanOrEqual(PART_BYTES + CHUNK_BYTES);
  // A part, the chunk and the frame that are being opened.
  expect(mostHeld).toBeLessThanOrEqual(PART_BYTES + CHUNK_BYTES + MAX_FRAME_BYTES + CHUNK_BYTES);
}, 60_000);

async function* chunksOf(...chunks: readonly (readonly number[])[]): AsyncGenerator<Uint8Array> {
  for (const bytes of chunks) yield Uint8Array.from(bytes);
}

test("parts hold every byte in its order, the last what is left", async () => {
  const parts: number[][] = [];
  for await (const part of inParts(chunksOf([1, 2], [3], [], [4, 5, 6, 7, 8], [9, 10]), 3)) parts.push([...part]);
  expect(parts).toEqual([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10]]);
});
