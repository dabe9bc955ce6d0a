// How one type of frame is written and read: its type byte (PROTOCOL.md "Frames") and the fields after it.

import type { ByteReader, ByteWriter } from "../base/codec.ts";
import type { Frame } from "./frames.ts";

/** The frame of each type. */
export type FrameByType = { readonly [Type in Frame["type"]]: Extract<Frame, { readonly type: Type }> };

/** `write` asserts the limits, `read` ends the surrounding `decode` at them. */
export type FrameFields<Type extends Frame["type"]> = {
  readonly code: number;
  readonly write: (writer: ByteWriter, frame: FrameByType[Type]) => void;
  readonly read: (reader: ByteReader) => FrameByType[Type];
};
