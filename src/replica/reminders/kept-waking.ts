// What a profile keeps of being woken, in the store's meta table: by which endpoint, for which relay's key, what that has said; and what is to ring once more,
// on this device alone.

import { bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from "../../base/bytes.ts";
import { isRecord } from "../../base/record.ts";
import { encodeDue, parseDue, parseJson, type DueReminder } from "../../model/due-reminder.ts";
import type { Store, StoreBatch, StoreError } from "../../ports/store.ts";
import type { Result } from "../../base/result.ts";
import type { RemindersKept } from "../../wire/frames.ts";
import { REMINDERS_KEPT } from "../../wire/reminder-frames.ts";
import { PUSH_KEY_BYTES } from "../../wire/limits.ts";
import { makeBatch, NO_SPACE } from "../store-batch.ts";

export type Waking = {
  readonly endpoint: string | null;
  readonly language: string;
  readonly pushKey: Uint8Array | null;
  /** Of which it is the key. */
  readonly relay: string | null;
  readonly kept: RemindersKept | null;
};

const WAKING_KEY = "reminders/waking";
const LATER_KEY = "reminders/later";

export const NO_WAKING: Waking = { endpoint: null, language: "", pushKey: null, relay: null, kept: null };

type Entry = StoreBatch["meta"][number];

export const wakingEntry = ({ pushKey, ...rest }: Waking): Entry => ({
  key: WAKING_KEY,
  value: utf8ToBytes(JSON.stringify({ ...rest, pushKey: pushKey === null ? null : bytesToHex(pushKey) })),
});

export const laterEntry = (due: readonly DueReminder[]): Entry => ({ key: LATER_KEY, value: encodeDue({ language: "", due }) });

export const keepEntries = (store: Store, ...meta: readonly Entry[]): Promise<Result<void, StoreError>> =>
  store.commit(makeBatch(NO_SPACE, { meta }));

async function read(store: Store, key: string): Promise<Uint8Array | null> {
  const stored = await store.readMeta(key);
  return stored.ok ? stored.value : null;
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** What cannot be read counts as never kept. */
export async function readWaking(store: Store): Promise<Waking> {
  const bytes = await read(store, WAKING_KEY);
  const text = bytes === null ? null : bytesToUtf8(bytes);
  const parsed = text === null ? null : parseJson(text);
  if (!isRecord(parsed)) return NO_WAKING;
  const { endpoint, language, pushKey, relay, kept } = parsed;
  const key = hexToBytes(textOf(pushKey) ?? "");
  return {
    endpoint: textOf(endpoint),
    language: textOf(language) ?? "",
    pushKey: key?.length === PUSH_KEY_BYTES ? key : null,
    relay: textOf(relay),
    kept: REMINDERS_KEPT.find((state) => state === kept) ?? null,
  };
}

export const readLater = async (store: Store): Promise<readonly DueReminder[]> => parseDue(await read(store, LATER_KEY)).due;
