// The field `mirror` of an item, which says that its text is mirrored with a room of another Yjs app, where, and by which device. One field, since its parts mean something
// only together: all devices see and show it, one of them does it, and another one takes over by writing itself into it. Who finds another device or stint in
// it than its own stops. Null: the text is nowhere else. What is in such a room is plain text to whoever serves it.

import { parseIdText, type DeviceId } from "../base/ids.ts";
import type { FieldValue } from "../items/field-value.ts";
import type { FieldSchema } from "../items/item-schema.ts";
import { latest } from "../items/policy.ts";
import { partOf } from "./field-parts.ts";

/** `fragment`: a Y.XmlFragment, as ProseMirror and TipTap bind to it. `text`: a Y.Text that holds Markdown. Others are a later version's. */
export const MIRROR_ROOT_TYPES = ["fragment", "text"] as const;
export type MirrorRootType = (typeof MIRROR_ROOT_TYPES)[number];

export type MirrorRoom = {
  /** By which of the stock providers. */
  readonly kind: "websocket" | "webrtc";
  /** ws: or wss:, without the room. Of webrtc: where clients signal. */
  readonly address: string;
  readonly room: string;
  /** Of webrtc: what its clients seal with what they tell each other by way of the signalling server. "": none. */
  readonly password: string;
  readonly rootName: string;
  readonly rootType: MirrorRootType;
};

export type NoteMirror = MirrorRoom & {
  readonly device: DeviceId;
  /** 16 random hex digits, others each time that a device takes the note over. */
  readonly stint: string;
};

/** In UTF-16 units. */
const MAX_MIRROR_ADDRESS_LENGTH = 1_000;
/** In UTF-16 units. */
export const MAX_ROOM_PASSWORD_LENGTH = 1_000;
/** Of a room and of a root, in UTF-8, as our own rooms have it. */
const MAX_MIRROR_NAME_BYTES = 256;

const STINT = /^[0-9a-f]{16}$/;

/** A name that is not empty, not too long, and without characters that nobody sees. */
export function isMirrorName(name: string): boolean {
  return name !== "" && !/[\p{Cc}\p{Cs}]/u.test(name) && new TextEncoder().encode(name).length <= MAX_MIRROR_NAME_BYTES;
}

/** Whether a socket can be opened there: no name and password in it, and nothing behind a `#`. */
export function isMirrorAddress(address: string): boolean {
  if (address.length > MAX_MIRROR_ADDRESS_LENGTH || !URL.canParse(address)) return false;
  const { protocol, username, password, hash } = new URL(address);
  return (protocol === "ws:" || protocol === "wss:") && username === "" && password === "" && hash === "";
}

/** Null for what is none, or a later version's. */
export function parseMirror(value: FieldValue): NoteMirror | null {
  const [kind, rootType] = [partOf(value, "kind"), partOf(value, "type")];
  if (kind !== "websocket" && kind !== "webrtc") return null;
  const knownType = MIRROR_ROOT_TYPES.find((type) => type === rootType);
  const [address, room, rootName] = [textOf(value, "address"), textOf(value, "room"), textOf(value, "root")];
  const password = passwordIn(value);
  const [stint, device] = [textOf(value, "stint"), parseIdText("device", textOf(value, "device"))];
  if (knownType === undefined || device === null || password === null || !STINT.test(stint)) return null;
  if (!isMirrorAddress(address) || !isMirrorName(room) || !isMirrorName(rootName)) return null;
  return { kind, address, room, password, rootName, rootType: knownType, device, stint };
}

function passwordIn(value: FieldValue): string | null {
  const password = partOf(value, "password") ?? "";
  return typeof password === "string" && password.length <= MAX_ROOM_PASSWORD_LENGTH ? password : null;
}

function textOf(value: FieldValue, part: string): string {
  const text = partOf(value, part);
  return typeof text === "string" ? text : "";
}

/** For the schemas of items that have a text. */
export const mirrorField: FieldSchema = { policy: latest, isValid: (value) => parseMirror(value) !== null };
