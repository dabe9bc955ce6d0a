// Files from wherever they come: chosen, dropped on the window or pasted. Says what became of each once, and keeps it to be read.

import { createSignal, type Accessor } from "solid-js";
import type { DeviceId } from "../../base/ids.ts";
import type { FileImportError } from "../../replica/face/files.ts";
import type { Lost } from "../../versions/shared-files.ts";
import type { Toast } from "../../ui/notice/toast.tsx";
import type { ReplicaClient } from "../client/replica-client.ts";
import { localDay } from "../texts/day-texts.ts";
import { loadAllTexts, t } from "../texts/messages.ts";
import { chooseSink, writeFileTo } from "./file-sink.ts";

export type FileDesk = {
  /** What the last file came to, in words of the language shown; null before there was one. */
  readonly outcome: Accessor<(() => string) | null>;
  readonly isBusy: Accessor<boolean>;
  /** To where the user says, if the browser can ask; on a click alone. `lacking`: only what that device is not known to have. */
  readonly write: (lacking: DeviceId | null) => Promise<void>;
  readonly take: (file: Blob) => Promise<void>;
  /** The same from outside any sheet: what it came to shows on a toast too. False where the same file may come to something else another time. */
  readonly takeDropped: (file: Blob) => Promise<boolean>;
  /** Some that were shared with the app were not kept. */
  readonly tellLost: (lost: Lost) => void;
  /** Does something else with files; resolves with what it came to. */
  readonly during: (act: () => Promise<() => string>) => Promise<() => string>;
  readonly cancel: () => void;
};

/** What keeps a file from being taken in only for now. */
const FOR_NOW: ReadonlySet<FileImportError["kind"]> = new Set(["store", "busy", "newer-key"] as const);

/** Only those who have a file need them. */
const loadTexts = async () => {
  await loadAllTexts();
  return import("./file-texts.ts");
};

function lostText({ tooMany, tooLarge }: Lost): string {
  const texts = [tooMany > 0 ? t("files.lost", tooMany) : "", tooLarge > 0 ? t("files.lostLarge", tooLarge) : ""];
  return texts.filter((text) => text !== "").join(" ");
}

export type FileDeskOptions = { readonly say: (text: string) => void; readonly showToast: (toast: Toast) => void };

export function createFileDesk(client: ReplicaClient, { say, showToast }: FileDeskOptions): FileDesk {
  const [outcome, setOutcome] = createSignal<(() => string) | null>(null);
  const [isBusy, setBusy] = createSignal(false);
  const during = async (act: () => Promise<() => string>): Promise<() => string> => {
    setBusy(true);
    setOutcome(null);
    try {
      const text = await act();
      setOutcome(() => text);
      say(text());
      return text;
    } finally {
      setBusy(false);
    }
  };
  const take = async (file: Blob): Promise<{ readonly text: () => string; readonly isDone: boolean }> => {
    let isDone = false;
    const text = await during(async () => {
      const [taken, { importText }] = await Promise.all([client.ask({ kind: "import-file", file }), loadTexts()]);
      isDone = taken.error === null || !FOR_NOW.has(taken.error.kind);
      return () => importText(taken);
    });
    return { text, isDone };
  };
  return {
    outcome,
    isBusy,
    async write(lacking) {
      const chosen = await chooseSink(`daybook-${localDay(new Date())}.daybook`);
      if (chosen === null) return;
      await during(async () => {
        const [written, { exportText }] = await Promise.all([writeFileTo(chosen.sink, client, lacking), loadTexts()]);
        return () => exportText(written, chosen.isDownload);
      });
    },
    async take(file) {
      await take(file);
    },
    async takeDropped(file) {
      const { text, isDone } = await take(file);
      showToast({ text });
      return isDone;
    },
    tellLost: (lost) => showToast({ text: () => lostText(lost) }),
    during,
    cancel: () => void client.ask({ kind: "cancel-file" }),
  };
}
