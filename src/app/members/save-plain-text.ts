// The tasks and notes as a text file among the user's downloads.

import type { ReplicaClient } from "../client/replica-client.ts";

/** After it the browser has long begun to save what it was handed. */
const HANDED_OVER_MS = 60_000;

/** False when it could not be read. */
export async function savePlainText({ ask }: Pick<ReplicaClient, "ask">, name: string): Promise<boolean> {
  const text = await ask({ kind: "plain-text" });
  if (!text.ok) return false;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text.value], { type: "text/markdown" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), HANDED_OVER_MS);
  return true;
}
