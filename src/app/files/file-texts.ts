// The words of what writing and taking in a file came to.

import type { FileImport, FileImportError, FileProgress, FileTaken } from "../../replica/face/files.ts";
import type { Result } from "../../base/result.ts";
import type { FileWriteError, WrittenFile } from "./file-sink.ts";
import type { ExchangeOutcome } from "./folder-exchange.ts";
import { bytesText } from "../sync/sync-texts.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { shownTag, t } from "../texts/messages.ts";

const numberText = (value: number): string => new Intl.NumberFormat(shownTag()).format(value);

function writtenText({ records, sizeBytes, unreadable }: WrittenFile, isDownload: boolean): string {
  const texts = [t("files.written", records, bytesText(sizeBytes))];
  if (isDownload) texts.push(t("files.inDownloads"));
  if (unreadable > 0) texts.push(t("files.unreadable"));
  return texts.join(" ");
}

export function exportText(written: Result<WrittenFile, FileWriteError>, isDownload: boolean): string {
  if (written.ok) return writtenText(written.value, isDownload);
  switch (written.error.kind) {
    case "store":
      return storeErrorText(written.error.error);
    case "no-key":
      return t("files.noKey");
    case "busy":
      return t("files.busy");
    case "cancelled":
      return t("files.cancelled");
    case "not-written":
      return t("files.notWritten");
  }
}

function errorText(error: FileImportError): string {
  switch (error.kind) {
    case "store":
      return storeErrorText(error.error);
    case "damaged":
      return t("files.damaged", numberText(error.at));
    case "cut":
      return t("files.cut", numberText(error.at));
    case "goes-on":
      return t("files.goesOn", numberText(error.at));
    case "not-a-file":
      return t("files.notAFile");
    case "newer":
      return t("files.newer");
    case "other-space":
      return t("files.otherSpace");
    case "newer-key":
      return t("files.newerKey");
    case "not-readable":
      return t("files.notReadable");
    case "cancelled":
      return t("files.cancelled");
    case "busy":
      return t("files.busy");
  }
}

function takenText({ records, statements, waiting, refused }: FileTaken): string {
  const texts: string[] = [];
  if (records > 0) texts.push(t("files.taken", records));
  else if (statements > 0) texts.push(t("files.takenDevices"));
  if (waiting > 0) texts.push(t("files.waiting", waiting));
  if (refused > 0) texts.push(t("files.refused", refused));
  return texts.length === 0 ? t("files.nothingNew") : texts.join(" ");
}

export function importText({ taken, error }: FileImport): string {
  if (error === null) return takenText(taken);
  return `${errorText(error)} ${taken.records > 0 ? t("files.kept", taken.records) : t("files.keptNone")}`;
}

/** Null while nothing is under way. */
export function progressText(progress: FileProgress): string | null {
  if (progress === null) return null;
  const { doneBytes, allBytes } = progress;
  if (allBytes === null) return t("files.writing", bytesText(doneBytes));
  return t("files.reading", Math.floor((100 * doneBytes) / Math.max(1, allBytes)));
}

export function folderText(outcome: ExchangeOutcome): string {
  if (outcome === "no-folder") return t("folder.gone");
  if (outcome === "not-written") return t("folder.notWritten");
  const { taken, error, hasWritten } = outcome;
  const isQuiet = error === null && taken.records + taken.statements + taken.waiting + taken.refused === 0;
  const text = isQuiet ? t("folder.nothingNew") : importText({ taken, error });
  return hasWritten ? `${text} ${t("folder.written")}` : text;
}
