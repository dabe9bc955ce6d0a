import { expect, test } from "vitest";
import { err, ok, type Result } from "../../base/result.ts";
import type { FileExportError, FilePart, FileRequest } from "../../replica/face/files.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { blobSink, chosenSink, writeFileTo, type FileSink, type WritableFile } from "./file-sink.ts";

const PART_BYTES = 1_048_576;
const PARTS = 50;

/** The worker's side: so many parts, each filled with its number, until it is told to stop or fails. */
class Writer {
  madeBytes = 0;
  asked: FileRequest["kind"][] = [];
  begins: Result<null, FileExportError> = ok(null);
  failsAt = Number.POSITIVE_INFINITY;
  onPart: () => void = () => undefined;
  #next = 0;

  #part(): Result<FilePart, FileExportError> {
    if (this.#next === this.failsAt) return err({ kind: "store", error: { kind: "full" } });
    if (this.#next === PARTS || this.asked.includes("cancel-file")) return ok({ kind: "end", records: 7, unreadable: 0 });
    const bytes = new Uint8Array(PART_BYTES).fill(this.#next++);
    this.madeBytes += bytes.length;
    this.onPart();
    return ok({ kind: "part", bytes });
  }

  // The face says which answer goes with which request; here each is made for its own.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  readonly client = {
    ask: async ({ kind }: FileRequest) => {
      this.asked.push(kind);
      if (kind === "export-file") return this.begins;
      return kind === "next-part" ? this.#part() : null;
    },
  } as unknown as Pick<ReplicaClient, "ask">;
}

/** A file as the browser gives it to be written: takes its time for each part, and has nothing under its name before it is closed. */
class Chosen implements WritableFile {
  written: Uint8Array[] = [];
  state: "open" | "closed" | "aborted" | "removed" = "open";
  failsAt = Number.POSITIVE_INFINITY;
  bytesBefore = 0;

  async createWritable(): Promise<FileSink> {
    return {
      write: async (part) => {
        await Promise.resolve();
        if (this.written.length === this.failsAt) throw new DOMException("no room", "QuotaExceededError");
        this.written.push(part.slice(0, 1));
        this.writtenBytes += part.length;
      },
      close: async () => void (this.state = "closed"),
      abort: async () => void (this.state = "aborted"),
    };
  }
  writtenBytes = 0;
  getFile = async (): Promise<File> => new File([new Uint8Array(this.bytesBefore)], "x");
  remove = async (): Promise<void> => void (this.state = "removed");
}

test("50 MB go into a chosen file with one part between the worker and the file at a time", async () => {
  const [writer, file] = [new Writer(), new Chosen()];
  let mostBetween = 0;
  writer.onPart = () => (mostBetween = Math.max(mostBetween, writer.madeBytes - file.writtenBytes));
  const written = await writeFileTo(await chosenSink(file), writer.client, null);
  expect(written).toEqual(ok({ records: 7, unreadable: 0, sizeBytes: PARTS * PART_BYTES }));
  expect([mostBetween, file.state, file.written.map(([first]) => first)]).toEqual([PART_BYTES, "closed", [...Array(PARTS).keys()]]);
});

test("a file that takes no more ends the writing, and leaves nothing behind", async () => {
  const [writer, file] = [new Writer(), new Chosen()];
  file.failsAt = 3;
  expect(await writeFileTo(await chosenSink(file), writer.client, null)).toEqual(err({ kind: "not-written" }));
  expect([writer.asked.at(-1), writer.asked.length, file.state]).toEqual(["cancel-file", 6, "removed"]);
});

test("what cannot be read any more, is stopped or cannot begin is no file, and one that stood there before stays", async () => {
  const broken = new Writer();
  broken.failsAt = 2;
  const file = new Chosen();
  file.bytesBefore = 10;
  expect(await writeFileTo(await chosenSink(file), broken.client, null)).toEqual(err({ kind: "store", error: { kind: "full" } }));
  expect([file.state, broken.asked.includes("cancel-file")]).toEqual(["aborted", false]);

  const keyless = new Writer();
  keyless.begins = err({ kind: "no-key" });
  const made = new Chosen();
  expect(await writeFileTo(await chosenSink(made), keyless.client, null)).toEqual(err({ kind: "no-key" }));
  expect([made.state, keyless.asked]).toEqual(["removed", ["export-file"]]);
});

test("where no file can be chosen one blob comes of it, and none when it ends early", async () => {
  const whole: Blob[] = [];
  const sink = (): FileSink => blobSink((file) => void whole.push(file));
  await writeFileTo(sink(), new Writer().client, null);
  const broken = new Writer();
  broken.failsAt = 2;
  await writeFileTo(sink(), broken.client, null);
  expect(whole.map(({ size }) => size)).toEqual([PARTS * PART_BYTES]);
});
