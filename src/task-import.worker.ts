// The worker of an import of tasks: reads files of other programs, so that the window does not wait for it, and gives out what it has read a part at a time.

import { sha256 } from "@noble/hashes/sha2.js";
import { err } from "./base/result.ts";
import type { DeskAnswers, DeskQuestion, DeskReply, DeskRequest } from "./imports/tasks/desk-messages.ts";
import { makeImportDesk } from "./imports/tasks/import-desk.ts";
import { MAX_FILE_BYTES, type LocalClock, type ReadDateText } from "./imports/tasks/imported.ts";
import { isArchive } from "./imports/tasks/recognise.ts";
import { readWhen } from "./model/quick-add/read-when.ts";
import { nextAfter } from "./repeat/occurrences.ts";

declare const self: DedicatedWorkerGlobalScope;

const two = (value: number): string => String(value).padStart(2, "0");

const clock: LocalClock = {
  zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  at(ms) {
    const date = new Date(ms);
    const year = date.getFullYear();
    if (!(year >= 1 && year <= 9_999)) return null;
    const day = `${String(year).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    return { day, time: `${two(date.getHours())}:${two(date.getMinutes())}` };
  },
  msAt: (day, time) => new Date(`${day}T${time}`).getTime(),
};

/** As the field that adds tasks reads it, where all of it is understood. */
const readDateText: ReadDateText = (text, language) => {
  const now = clock.at(Date.now());
  const spoken = language || self.navigator.language;
  if (now === null || /\n/u.test(text)) return null;
  const world = {
    today: now.day,
    now: now.time,
    weekStart: 0,
    language: spoken.startsWith("de") ? ("de" as const) : ("en" as const),
    monthFirst: spoken === "en" || spoken === "en-US",
    later: (minutes: number) => clock.at(Date.now() + minutes * 60_000) ?? { day: now.day, time: now.time },
  };
  const read = readWhen(text, world);
  return read === null ? null : { day: read.day, time: read.time, repeat: read.repeat };
};

const desk = makeImportDesk({ clock, readDateText, nextDay: nextAfter, sha256 });

async function readFile({ file, name, setup }: Extract<DeskRequest, { kind: "read-file" }>): Promise<DeskAnswers["read-file"]> {
  if (file.size > MAX_FILE_BYTES) return err("too-large");
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!isArchive(bytes)) return desk.readBytes(bytes, name, setup);
    const { unpack } = await import("./imports/tasks/unpack.ts");
    const files = unpack(bytes);
    return files.ok ? desk.readFiles(files.value, name, setup) : files;
  } catch (error) {
    // Moved, or changed since it was chosen.
    if (error instanceof DOMException) return err("gone");
    throw error;
  }
}

async function answer(request: DeskRequest): Promise<DeskReply["answer"]> {
  switch (request.kind) {
    case "read-file":
      return readFile(request);
    case "read-text":
      return desk.readText(request.text, request.setup);
    case "read-again":
      return desk.readAgain(request);
    case "named":
      return desk.named(request.start, request.count);
    case "take":
      return desk.take(request.start, request.count, request.taking);
  }
}

self.addEventListener("message", ({ data: { id, request } }: MessageEvent<DeskQuestion>) => {
  // A worker has no origins to tell apart.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  void answer(request).then((answered) => self.postMessage({ id, answer: answered } satisfies DeskReply));
});
