// What is said to those who listen: answers to what the user did, and news of what came about by itself, each in a region of its own.

import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import type { Saying } from "../../ui/live-region/live-region.tsx";
import type { ReplicaClient } from "../client/replica-client.ts";
import { makeSyncedTeller } from "../client/synced-teller.ts";
import { syncSummary, whereabouts } from "../sync/sync-summary.ts";

export type Voice = {
  readonly answer: Accessor<Saying | null>;
  readonly news: Accessor<Saying | null>;
  readonly say: (text: string) => void;
  readonly tellNews: (text: string) => void;
};

export function createVoice(): Voice {
  const [answer, setAnswer] = createSignal<Saying | null>(null);
  const [news, setNews] = createSignal<Saying | null>(null);
  return { answer, news, say: (text) => setAnswer({ text }), tellNews: (text) => setNews({ text }) };
}

/** Tells once when all that was only here is elsewhere too. */
export function tellWhenSynced(client: ReplicaClient, tellNews: (text: string) => void): void {
  const spaces = () => client.spaces()?.spaces ?? [];
  const take = makeSyncedTeller({
    after(delayMs, task) {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
    tell: () => tellNews(syncSummary(client.status(), client.storage(), spaces()).sentence),
  });
  createEffect(() => take(whereabouts(client.status(), spaces())));
  onCleanup(() => take("unknown"));
}
