// The answers of a worker whose store cannot be used, or which has not the code for what is asked.

import { err } from "../base/result.ts";
import type { StoreError } from "../ports/store.ts";
import type { ReplicaAnswers, ReplicaRequest } from "./face.ts";
import { NOTHING_TAKEN } from "./face/files.ts";
import { NOTHING_FOUND } from "./face/find.ts";
import { isRecoveryRequest } from "./face/recovery.ts";

/** What a request comes to when the store cannot be used. */
export function answerWithout(error: StoreError, request: ReplicaRequest): ReplicaAnswers[keyof ReplicaAnswers] {
  if (isRecoveryRequest(request)) return err({ kind: "store", error });
  switch (request.kind) {
    case "act":
    case "undo":
    case "undo-away":
    case "set-relay":
    case "name-device":
    case "set-profile":
    case "change-member":
    case "months":
    case "month":
    case "month-ids":
    case "month-task":
    case "bring-back":
    case "close-month":
    case "export-file":
    case "next-part":
    case "edit-note":
    case "found-space":
    case "name-space":
    case "leave-space":
    case "stay-in-space":
    case "copy-space":
    case "forget-space":
    case "refound-space":
    case "move-to-space":
    case "copy-items":
    case "find-imported":
    case "import-tasks":
      return err({ kind: "store", error });
    case "import-file":
      return { taken: NOTHING_TAKEN, error: { kind: "store", error } };
    case "diagnosis":
    case "purges":
    case "room":
    case "plain-text":
    case "watch-notes":
    case "watch-note":
    case "watch-task":
    case "ring-state":
    case "ring-waking":
    case "ring-later":
    case "ring-test":
    case "ring-rows":
      return err(error);
    case "load-mirror":
    case "keep-mirror":
      return err({ kind: "failed" });
    case "find":
      return NOTHING_FOUND;
    case "ids":
    case "note-ids":
      return [];
    case "take-nearby-code":
      return err("busy");
    default:
      return null;
  }
}
