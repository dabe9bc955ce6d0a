// One exchange by a folder that several devices see: takes in what others have written there, and writes what they lack. Each device writes under its own
// name with a growing number, and removes only its own files, once a later one is whole.

import type { SyncStatus } from "../../replica/face.ts";
import { NOTHING_TAKEN, type FileImportError, type FileTaken } from "../../replica/face/files.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { writeFileTo } from "./file-sink.ts";
import type { Folder, FolderHandle } from "./folder-handle.ts";

const NAME = /^daybook-([0-9a-f]{8})-([1-9][0-9]{0,8})\.daybook$/u;

type Named = { readonly name: string; readonly device: string; readonly number: number };

export type Exchanged = {
  readonly folder: Folder;
  readonly taken: FileTaken;
  /** Of the first file that was not taken in to its end; it is tried again the next time. */
  readonly error: FileImportError | null;
  readonly hasWritten: boolean;
};

/** `no-folder`: it is gone, or may not be used. `not-written`: what others have written was taken in as far as it could be read. */
export type ExchangeOutcome = Exchanged | "no-folder" | "not-written";

async function filesIn(handle: FolderHandle): Promise<readonly Named[]> {
  const found: Named[] = [];
  for await (const [name, { kind }] of handle.entries()) {
    const [, device, number] = NAME.exec(name) ?? [];
    if (kind === "file" && device !== undefined && number !== undefined) found.push({ name, device, number: Number(number) });
  }
  return found.toSorted((a, b) => a.number - b.number);
}

const added = (a: FileTaken, b: FileTaken): FileTaken => ({
  records: a.records + b.records,
  statements: a.statements + b.statements,
  held: a.held + b.held,
  refused: a.refused + b.refused,
  waiting: a.waiting + b.waiting,
});

/** Under the same name another one may stand some day. */
const keyOf = (name: string, { size, lastModified }: File): string => `${name} ${size} ${lastModified}`;

async function takeOthers(client: ReplicaClient, folder: Folder, others: readonly Named[]): Promise<Omit<Exchanged, "hasWritten">> {
  const read: string[] = [];
  let [taken, error]: [FileTaken, FileImportError | null] = [NOTHING_TAKEN, null];
  for (const { name } of others) {
    const file = await (await folder.handle.getFileHandle(name)).getFile();
    const key = keyOf(name, file);
    if (!folder.read.includes(key)) {
      const imported = await client.ask({ kind: "import-file", file });
      taken = added(taken, imported.taken);
      error ??= imported.error;
      if (imported.error?.kind === "cancelled") break;
      if (imported.error !== null) continue;
    }
    read.push(key);
  }
  return { folder: { ...folder, read }, taken, error };
}

/** Whether another device is not known to have all that is here, and no own file says it already. */
function isLacking(status: SyncStatus, folder: Folder, own: readonly Named[]): boolean {
  const lacks = status.devices.some(({ self, isReplaced, hasEverything }) => !self && !isReplaced && !hasEverything);
  return lacks && (own.length === 0 || folder.writtenRecords !== status.recordsHeld);
}

type Wrote = "written" | "cancelled" | "not-written";

/** All of it, so that the earlier ones are not needed any more. */
async function writeOwn(client: ReplicaClient, handle: FolderHandle, self: string, own: readonly Named[]): Promise<Wrote> {
  const number = Math.max(0, ...own.map((file) => file.number)) + 1;
  const newName = `daybook-${self}-${number}.daybook`;
  const stream = await (await handle.getFileHandle(newName, { create: true })).createWritable();
  // Only when it is closed does anything stand under its name.
  const written = await writeFileTo(stream, client, null);
  if (!written.ok) {
    await handle.removeEntry(newName);
    return written.error.kind === "cancelled" ? "cancelled" : "not-written";
  }
  for (const { name } of own) await handle.removeEntry(name);
  return "written";
}

/** Null where it cannot be used. */
async function look(handle: FolderHandle): Promise<readonly Named[] | null> {
  try {
    return (await handle.requestPermission?.({ mode: "readwrite" })) === "denied" ? null : await filesIn(handle);
  } catch {
    return null;
  }
}

async function exchange(client: ReplicaClient, folder: Folder, self: string, all: readonly Named[]): Promise<ExchangeOutcome> {
  const own = all.filter(({ device }) => device === self);
  const others = all.filter(({ device }) => device !== self);
  const took = await takeOthers(client, folder, others);
  const status = client.status();
  if (status === null || took.error?.kind === "cancelled" || !isLacking(status, folder, own)) return { ...took, hasWritten: false };
  const wrote = await writeOwn(client, folder.handle, self, own);
  if (wrote === "not-written") return wrote;
  if (wrote === "cancelled") return { ...took, error: took.error ?? { kind: "cancelled" }, hasWritten: false };
  return { ...took, folder: { ...took.folder, writtenRecords: status.recordsHeld }, hasWritten: true };
}

export async function exchangeByFolder(client: ReplicaClient, folder: Folder): Promise<ExchangeOutcome> {
  const self = client.status()?.devices.find((device) => device.self);
  const all = await look(folder.handle);
  if (self === undefined || all === null) return "no-folder";
  return exchange(client, folder, self.id.slice(0, 8), all).catch((): ExchangeOutcome => "not-written");
}
