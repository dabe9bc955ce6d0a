// What another program's file says, as a window has it taken in, a part at a time.

import type { ItemId, SpaceId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { ImportIntent } from "../../model/task-intent.ts";
import type { ActError, ActReceipt } from "../face.ts";
import type { FileAnswers, FileRequest } from "./files.ts";

/** Of one request. */
export const MAX_LOOKED_FOR = 5_000;

/** What has become of something that was taken in before; `gone`: it was deleted for good. */
export type ImportedBefore = "new" | "here" | "trash" | "gone";

export type ImportRequest =
  /** Whether these have been taken in before: at most `MAX_LOOKED_FOR`. */
  | { readonly kind: "find-imported"; readonly space: SpaceId; readonly ids: readonly ItemId[] }
  /** Tasks that were taken in before stay as they are. */
  | { readonly kind: "import-tasks"; readonly space: SpaceId; readonly part: Omit<ImportIntent, "kind"> };

export type ImportReceipt = ActReceipt & {
  /** Tasks that were made, and those that had been taken in before. */
  readonly made: number;
  readonly known: { readonly here: number; readonly trash: number; readonly gone: number };
};

export type ImportAnswers = {
  /** In the order asked. */
  "find-imported": Result<readonly ImportedBefore[], ActError>;
  "import-tasks": Result<ImportReceipt, ActError>;
};

/** Of files, whoever has written them. */
export type AnyFileRequest = FileRequest | ImportRequest;
export type AnyFileAnswers = FileAnswers & ImportAnswers;
