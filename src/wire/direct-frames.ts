// Fields of the frames by which devices find each other beside the link they share: signal, neighbours, ice servers; and of what two that are connected tell
// each other besides: open items (PROTOCOL.md "Direct connections"), and where somebody is in a note ("Presence"); and where a relay can be called by its address. All are extensions: who does not know
// them ignores them.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { encodeDirectAddress, readDirectAddress } from "./direct-address.ts";
import { readHex, readId, writeHex } from "./fields.ts";
import type { FrameFields } from "./frame-fields.ts";
import { MAX_ICE_SERVERS, MAX_ICE_TEXT_BYTES, MAX_NEIGHBOURS, MAX_OPEN_ITEMS, MAX_PRESENCE_BYTES, MAX_SIGNAL_BYTES } from "./limits.ts";

const STORE_BYTES = 32;
const FLAG_FROM_RELAY = 1;
const FLAG_AT_RELAY = 2;

export const SIGNAL: FrameFields<"signal"> = {
  code: 0x42,
  write(writer, { to, from, sealed }) {
    assert(sealed.length <= MAX_SIGNAL_BYTES, "a signal within its limit");
    writeHex(writer, to, ID_BYTES.device);
    writeHex(writer, from, ID_BYTES.device);
    writer.varBytes(sealed);
  },
  read: (reader) => ({
    type: "signal",
    to: readId(reader, "device"),
    from: readId(reader, "device"),
    sealed: reader.varBytes(MAX_SIGNAL_BYTES),
  }),
};

export const NEIGHBOURS: FrameFields<"neighbours"> = {
  code: 0x43,
  write(writer, { isRelay, devices, relay }) {
    assert(devices.length <= MAX_NEIGHBOURS && !(isRelay && relay !== null), "neighbours within their limits");
    writer.u8((isRelay ? FLAG_FROM_RELAY : 0) | (relay === null ? 0 : FLAG_AT_RELAY));
    writer.list(devices, (_, device) => writeHex(writer, device, ID_BYTES.device));
    if (relay !== null) writeHex(writer, relay, STORE_BYTES);
  },
  read(reader) {
    const flags = reader.u8();
    if (flags > FLAG_AT_RELAY) malformed("unknown flags");
    const devices = reader.list(MAX_NEIGHBOURS, ID_BYTES.device, () => readId(reader, "device"));
    const relay = flags === FLAG_AT_RELAY ? readHex(reader, STORE_BYTES) : null;
    return { type: "neighbours", isRelay: flags === FLAG_FROM_RELAY, devices, relay };
  },
};

export const OPEN_ITEMS: FrameFields<"open-items"> = {
  code: 0x46,
  write(writer, { items }) {
    assert(items.length <= MAX_OPEN_ITEMS, "open items within their limit");
    writer.list(items, (_, item) => writeHex(writer, item, ID_BYTES.item));
  },
  read: (reader) => ({ type: "open-items", items: reader.list(MAX_OPEN_ITEMS, ID_BYTES.item, () => readId(reader, "item")) }),
};

export const PRESENCE: FrameFields<"presence"> = {
  code: 0x48,
  write(writer, { from, sealed }) {
    assert(sealed.length <= MAX_PRESENCE_BYTES, "presence within its limit");
    writeHex(writer, from, ID_BYTES.device);
    writer.varBytes(sealed);
  },
  read: (reader) => ({ type: "presence", from: readId(reader, "device"), sealed: reader.varBytes(MAX_PRESENCE_BYTES) }),
};

const readText = (reader: ByteReader): string => bytesToUtf8(reader.varBytes(MAX_ICE_TEXT_BYTES)) ?? malformed("not text");

export const ICE_SERVERS: FrameFields<"ice-servers"> = {
  code: 0x44,
  write(writer, { servers }) {
    assert(servers.length <= MAX_ICE_SERVERS, "servers within their limit");
    writer.list(servers, (_, { url, username, credential }) => {
      for (const text of [url, username, credential].map(utf8ToBytes)) {
        assert(text.length <= MAX_ICE_TEXT_BYTES, "a server's text within its limit");
        writer.varBytes(text);
      }
    });
  },
  read: (reader) => ({
    type: "ice-servers",
    servers: reader.list(MAX_ICE_SERVERS, 3, () => ({
      url: readText(reader),
      username: readText(reader),
      credential: readText(reader),
    })),
  }),
};

export const ANSWERS_AT: FrameFields<"answers-at"> = {
  code: 0x47,
  write: (writer, { at }) => void writer.bytes(at),
  read: (reader) => ({ type: "answers-at", at: encodeDirectAddress(readDirectAddress(reader)) }),
};
