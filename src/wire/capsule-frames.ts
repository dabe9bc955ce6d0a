// Fields of the frames by which whoever has a passkey, and nothing else, gets what is sealed under it (PROTOCOL.md "Capsules"). Extensions: a relay that does
// not know them gives no answer.

import { assert } from "../base/result.ts";
import type { FrameFields } from "./frame-fields.ts";
import { CAPSULE_ID_BYTES, MAX_CAPSULE_BYTES } from "./limits.ts";

export const ASK_CAPSULE: FrameFields<"ask-capsule"> = {
  code: 0x49,
  write(writer, { id }) {
    assert(id.length === CAPSULE_ID_BYTES, "a capsule's id of 16 bytes");
    writer.bytes(id);
  },
  read: (reader) => ({ type: "ask-capsule", id: reader.bytes(CAPSULE_ID_BYTES) }),
};

export const CAPSULE: FrameFields<"capsule"> = {
  code: 0x4a,
  write(writer, { sealed }) {
    assert(sealed.length <= MAX_CAPSULE_BYTES, "a capsule within its limit");
    writer.varBytes(sealed);
  },
  read: (reader) => ({ type: "capsule", sealed: reader.varBytes(MAX_CAPSULE_BYTES) }),
};
