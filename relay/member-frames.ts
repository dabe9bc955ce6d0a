// What a member may say on its link once it is known to be one, and what of it waits for its turn at the space.

import type { Frame } from "../src/wire/frames.ts";

export type QueuedFrame = Extract<Frame, { type: "have" | "statements" | "receipts" | "ask-ids" | "ids" | "ask-checkpoint" | "ask-pack" }>;

export type MemberFrame =
  | QueuedFrame
  | Extract<
      Frame,
      {
        type:
          | "heads"
          | "page"
          | "answer"
          | "checkpoint"
          | "pack"
          | "ping"
          | "pong"
          | "signal"
          | "neighbours"
          | "open-items"
          | "presence"
          | "ice-servers"
          | "answers-at";
      }
    >;
