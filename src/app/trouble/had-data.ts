// What the relay that serves the app remembers of this browser when the browser has forgotten everything: the day it last had Daybook's data, in a cookie
// that no script can read. Where there is no relay behind the page, nothing is remembered, and all of this does nothing.

import { isPlainDay, type PlainDay } from "../../model/plain-day.ts";

const PATH = "/paired";

/** A plain date as the relay tells it; null for everything else, such as the page that a file server answers with. */
export function dayOf(answer: unknown): PlainDay | null {
  const isAnswer = typeof answer === "object" && answer !== null && "paired" in answer;
  return isAnswer && isPlainDay(answer.paired) ? answer.paired : null;
}

/** The day on which this browser last had data. */
export async function readHadData(): Promise<PlainDay | null> {
  try {
    const answer = await fetch(PATH, { cache: "no-store" });
    return answer.ok ? dayOf(await answer.json()) : null;
  } catch {
    return null;
  }
}

/** Whether it is remembered does not matter to anything that is under way. */
const send = async (method: "POST" | "DELETE"): Promise<void> => {
  await fetch(PATH, { method, cache: "no-store" }).catch(() => undefined);
};

export const rememberHadData = (): Promise<void> => send("POST");
export const forgetHadData = (): Promise<void> => send("DELETE");
