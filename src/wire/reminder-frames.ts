// Fields of the frames by which a device has a relay wake it at certain minutes (PROTOCOL.md "Reminders"): a time, where to knock, and nothing of what for.
// Extensions: who does not know them ignores them, and a device that gets no `push key` registers nothing.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { malformed } from "../base/codec.ts";
import { assert } from "../base/result.ts";
import type { FrameFields } from "./frame-fields.ts";
import type { RemindersKept } from "./frames.ts";
import { MAX_ENDPOINT_BYTES, MAX_REMINDERS, PUSH_KEY_BYTES } from "./limits.ts";

/** State 0 is the first. */
export const REMINDERS_KEPT = ["kept", "not served", "gone", "full"] as const satisfies readonly RemindersKept[];

const isAscending = (minutes: readonly number[]): boolean => minutes.every((minute, i) => i === 0 || minute > (minutes[i - 1] ?? 0));

export const PUSH_KEY: FrameFields<"push-key"> = {
  code: 0x4b,
  write(writer, { key }) {
    assert(key.length === PUSH_KEY_BYTES, "a push key of 65 bytes");
    writer.bytes(key);
  },
  read: (reader) => ({ type: "push-key", key: reader.bytes(PUSH_KEY_BYTES) }),
};

export const REMINDERS: FrameFields<"reminders"> = {
  code: 0x4c,
  write(writer, { endpoint, minutes }) {
    const bytes = utf8ToBytes(endpoint);
    assert(bytes.length <= MAX_ENDPOINT_BYTES && minutes.length <= MAX_REMINDERS && isAscending(minutes), "reminders within their limits");
    writer.varBytes(bytes).list(minutes, (_, minute) => writer.varUint(minute));
  },
  read(reader) {
    const endpoint = bytesToUtf8(reader.varBytes(MAX_ENDPOINT_BYTES)) ?? malformed("an endpoint that is no text");
    const minutes = reader.list(MAX_REMINDERS, 1, () => reader.varUint());
    if (!isAscending(minutes)) malformed("minutes not ascending");
    if (endpoint === "" && minutes.length > 0) malformed("minutes without an endpoint");
    return { type: "reminders", endpoint, minutes };
  },
};

export const REMINDERS_ARE_KEPT: FrameFields<"reminders-kept"> = {
  code: 0x4d,
  write: (writer, { state, count }) => void writer.u8(REMINDERS_KEPT.indexOf(state)).varUint(count),
  read: (reader) => ({
    type: "reminders-kept",
    state: REMINDERS_KEPT[reader.u8()] ?? malformed("unknown state"),
    count: reader.varUint(MAX_REMINDERS),
  }),
};
