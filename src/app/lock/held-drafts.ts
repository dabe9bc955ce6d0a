// What is typed and not meant to be saved yet, kept over a load of a page whose profile has a lock: in the store, sealed with all the rest. This tab's session
// holds only the name of it. What a tab held that was closed while it was locked nobody asks for again: it goes after a long time, by a list of the names.

import type { LockState } from "../../replica/face/lock.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { draftTexts, giveDrafts } from "../update/unsaved.ts";

const NAME_KEY = "daybook-held-text";
/** Of all tabs: when each has held something last. */
const NAMES_KEY = "daybook-held-texts";
/** A tab that has been locked for longer is not opened again. */
const KEEP_MS = 90 * 24 * 60 * 60 * 1_000;

type Client = Pick<ReplicaClient, "ask">;
type Texts = ReturnType<typeof draftTexts>;

export const hasLock = (lock: LockState | null): boolean => lock !== null && lock.ways !== null;

type HeldNames = readonly (readonly [name: string, heldMs: number])[];

const isHeldName = (value: unknown): value is HeldNames[number] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "number";

function readNames(): HeldNames {
  const kept: unknown = JSON.parse(localStorage.getItem(NAMES_KEY) ?? "[]");
  return Array.isArray(kept) ? kept.filter(isHeldName) : [];
}

/** Of what was held too long ago. */
function forgetOld(client: Client, nowMs: number): void {
  const names = readNames();
  const old = names.filter(([, heldMs]) => nowMs - heldMs >= KEEP_MS);
  if (old.length === 0) return;
  localStorage.setItem(NAMES_KEY, JSON.stringify(names.filter((entry) => !old.includes(entry))));
  for (const [name] of old) void client.ask({ kind: "take-text", name });
}

/** Whether everything typed is kept. */
export async function holdDrafts(client: Client): Promise<boolean> {
  const texts = draftTexts();
  if (texts.length === 0) return true;
  const name = crypto.randomUUID();
  try {
    sessionStorage.setItem(NAME_KEY, name);
    localStorage.setItem(NAMES_KEY, JSON.stringify([...readNames(), [name, Date.now()]]));
  } catch {
    return false;
  }
  return client.ask({ kind: "hold-text", name, text: JSON.stringify(texts) });
}

/** This tab's. */
function takeName(): string | null {
  try {
    const name = sessionStorage.getItem(NAME_KEY);
    sessionStorage.removeItem(NAME_KEY);
    if (name !== null) localStorage.setItem(NAMES_KEY, JSON.stringify(readNames().filter(([held]) => held !== name)));
    return name;
  } catch {
    // Then nothing was held either.
    return null;
  }
}

const isText = (value: unknown): value is Texts[number] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");

/** Gives fields back what was held for them, before they are there. */
export async function takeHeldDrafts(client: Client): Promise<void> {
  const name = takeName();
  try {
    forgetOld(client, Date.now());
  } catch {
    // What is left lies there sealed; it is tried again at the next opening.
  }
  if (name === null) return;
  const held: unknown = JSON.parse((await client.ask({ kind: "take-text", name })) ?? "[]");
  giveDrafts(Array.isArray(held) ? held.filter(isText) : []);
}
