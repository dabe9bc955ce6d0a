// A space as a sealed file, as a window asks for it: to take along what another device lacks, and to take in what another device has written.
// One job at a time; how far it is comes by `file-progress`.

import type { DeviceId } from "../../base/ids.ts";
import type { StoreError } from "../../ports/store.ts";
import type { FileDamage, FileHeaderError } from "../../wire/space-file.ts";
import type { Result } from "../../base/result.ts";

export type FileRequest =
  /** Begins one. `lacking`: only what that device is not known to have; null: all. */
  | { readonly kind: "export-file"; readonly lacking: DeviceId | null }
  /** The next part of the file that was begun, made only now: whoever asks has put away the one before. */
  | { readonly kind: "next-part" }
  | { readonly kind: "import-file"; readonly file: Blob }
  /** What an import has taken by then stays; of a file that is written nothing more comes. */
  | { readonly kind: "cancel-file" };

export type FilePart =
  | { readonly kind: "part"; readonly bytes: Uint8Array }
  /** It is whole. `unreadable`: what is damaged here, and so is not in it. */
  | { readonly kind: "end"; readonly records: number; readonly unreadable: number };

export type FileError =
  | { readonly kind: "store"; readonly error: StoreError }
  | { readonly kind: "cancelled" }
  /** Another job is under way. */
  | { readonly kind: "busy" };

export type FileExportError = FileError | { readonly kind: "no-key" };

export type FileImportError =
  | FileError
  | FileHeaderError
  | FileDamage
  /** Of a space that this device is not in, as far as it knows. */
  | { readonly kind: "other-space" }
  /** Of this space, under a key that has not come here yet. */
  | { readonly kind: "newer-key" }
  /** The browser does not give out its bytes (any more). */
  | { readonly kind: "not-readable" };

/** What an import came to. What is counted here is stored. */
export type FileTaken = {
  readonly records: number;
  /** Memberships and keys. */
  readonly statements: number;
  /** Records that were here already. */
  readonly held: number;
  /** Records that nobody who may write has signed. */
  readonly refused: number;
  /** Records before which others are missing here. */
  readonly waiting: number;
};

export const NOTHING_TAKEN: FileTaken = { records: 0, statements: 0, held: 0, refused: 0, waiting: 0 };

/** `error` null: to its end. */
export type FileImport = { readonly taken: FileTaken; readonly error: FileImportError | null };

export type FileAnswers = {
  "export-file": Result<null, FileExportError>;
  "next-part": Result<FilePart, FileExportError>;
  "import-file": FileImport;
  "cancel-file": null;
};

/** `allBytes` null while it is not known; the whole null when no job is under way. */
export type FileProgress = { readonly doneBytes: number; readonly allBytes: number | null } | null;
