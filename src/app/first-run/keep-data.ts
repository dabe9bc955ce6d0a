// Asks the browser to keep the data after something was saved, and shows and says its answer when nothing else is being shown.

import { createEffect, createSignal, type Accessor } from "solid-js";
import type { Toast } from "../../ui/notice/toast.tsx";
import { createPersistence, type Persistence, type PersistenceDesk } from "../client/persistence.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { t } from "../texts/messages.ts";

export const persistenceText = (persistence: Persistence): string => t(`keep.${persistence}`);

export type KeepDataOptions = {
  /** What is shown now: it may be the way back of what was just done, and is not pushed away. */
  readonly toast: Accessor<Toast | null>;
  readonly showToast: (toast: Toast) => void;
  readonly tellNews: (text: string) => void;
};

export function createKeepData(
  client: ReplicaClient,
  { toast, showToast, tellNews }: KeepDataOptions,
): PersistenceDesk & { readonly onSaved: () => void } {
  const [untold, setUntold] = createSignal<Persistence | null>(null);
  const desk = createPersistence({
    // Not there where the page is no secure context, whatever the types say.
    platform: "storage" in navigator && "persist" in navigator.storage ? navigator.storage : null,
    askedMs() {
      const asked = client.profile()?.persistenceAskedMs ?? null;
      return asked === null ? null : Number(asked);
    },
    rememberAsked: (nowMs) => void client.ask({ kind: "set-profile", setting: "persistenceAskedMs", value: String(nowMs) }),
    nowMs: Date.now,
  });
  createEffect(() => {
    const answer = untold();
    if (answer === null || toast() !== null) return;
    setUntold(null);
    showToast({ text: () => persistenceText(answer) });
    tellNews(persistenceText(answer));
  });
  return {
    ...desk,
    onSaved: () => void desk.afterSave().then((answer) => answer !== null && setUntold(answer)),
  };
}
