// What a window and the worker of an import say to each other: one answer to each request.

import type { Result } from "../../base/result.ts";
import type { CopiedTask } from "../../model/task-intent.ts";
import type { DeskSetup, Found, Named, Taking } from "./import-desk.ts";
import type { FileFault } from "./recognise.ts";
import type { TableMapping } from "./table-mapping.ts";

/** `gone`: the browser does not give its bytes out (any more). */
export type ReadFault = FileFault | "gone";

export type DeskRequest =
  | { readonly kind: "read-file"; readonly file: Blob; readonly name: string; readonly setup: DeskSetup }
  | { readonly kind: "read-text"; readonly text: string; readonly setup: DeskSetup }
  | { readonly kind: "read-again"; readonly mapping?: TableMapping; readonly setup?: DeskSetup }
  | { readonly kind: "named"; readonly start: number; readonly count: number }
  | { readonly kind: "take"; readonly start: number; readonly count: number; readonly taking: Taking };

export type DeskAnswers = {
  "read-file": Result<Found, ReadFault>;
  "read-text": Result<Found, ReadFault>;
  "read-again": Found;
  named: Named;
  take: readonly CopiedTask[];
};

export type DeskQuestion = { readonly id: number; readonly request: DeskRequest };
export type DeskReply = { readonly id: number; readonly answer: DeskAnswers[DeskRequest["kind"]] };
