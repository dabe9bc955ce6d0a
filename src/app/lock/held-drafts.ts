// What is typed and not meant to be saved yet, kept over a load of a page whose profile has a lock: in the store, sealed with all the rest. This tab's session
// holds only the name of it.

import type { LockState } from "../../replica/face/lock.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { draftTexts, giveDrafts } from "../update/unsaved.ts";

const NAME_KEY = "daybook-held-text";

type Client = Pick<ReplicaClient, "ask">;
type Texts = ReturnType<typeof draftTexts>;

export const hasLock = (lock: LockState | null): boolean => lock !== null && lock.ways !== null;

/** Whether everything typed is kept. */
export async function holdDrafts(client: Client): Promise<boolean> {
  const texts = draftTexts();
  if (texts.length === 0) return true;
  const name = crypto.randomUUID();
  try {
    sessionStorage.setItem(NAME_KEY, name);
  } catch {
    return false;
  }
  return client.ask({ kind: "hold-text", name, text: JSON.stringify(texts) });
}

const isText = (value: unknown): value is Texts[number] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");

/** Gives fields back what was held for them, before they are there. */
export async function takeHeldDrafts(client: Client): Promise<void> {
  let name: string | null = null;
  try {
    name = sessionStorage.getItem(NAME_KEY);
    sessionStorage.removeItem(NAME_KEY);
  } catch {
    // Then nothing was held either.
  }
  if (name === null) return;
  const held: unknown = JSON.parse((await client.ask({ kind: "take-text", name })) ?? "[]");
  giveDrafts(Array.isArray(held) ? held.filter(isText) : []);
}
