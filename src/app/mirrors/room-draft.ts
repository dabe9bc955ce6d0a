// What somebody types to say which room a note is to be mirrored with, and what is wrong with it.

import { err, ok, type Result } from "../../base/result.ts";
import { isMirrorAddress, isMirrorName, type MirrorRoom, type MirrorRootType } from "../../model/mirror-field.ts";
import type { PlainMessageKey } from "../texts/messages.ts";

/** Where editors keep their text when nobody says otherwise: TipTap, y-prosemirror's examples, those of y-codemirror.next and y-monaco. */
export const usualRoots = (type: MirrorRootType): readonly string[] =>
  type === "fragment" ? ["default", "prosemirror"] : ["codemirror", "monaco"];

export type RoomDraft = Pick<MirrorRoom, "kind" | "address" | "room" | "rootName" | "rootType"> & {
  readonly token: string;
  /** The name is none of the usual ones. */
  readonly isOtherRoot: boolean;
};

export const EMPTY_DRAFT: RoomDraft = {
  kind: "websocket",
  address: "",
  room: "",
  token: "",
  rootName: "default",
  isOtherRoot: false,
  rootType: "fragment",
};

export type DraftFaults = { readonly [Field in "address" | "room" | "rootName"]?: PlainMessageKey };

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** A page that came over https may open no other sockets than those of TLS, but to its own machine. */
const isMixed = (address: string, pageProtocol: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return pageProtocol === "https:" && protocol === "ws:" && !LOOPBACK.test(hostname);
};

function addressFault(address: string, pageProtocol: string): PlainMessageKey | null {
  if (!isMirrorAddress(address)) return "mirror.addressWrong";
  return isMixed(address, pageProtocol) ? "mirror.addressMixed" : null;
}

function roomFault({ kind, room }: RoomDraft): PlainMessageKey | null {
  if (!isMirrorName(room)) return "mirror.roomWrong";
  return kind === "websocket" && /[?#]/u.test(room) ? "mirror.roomMarks" : null;
}

/** The stock clients can send a token in the address alone. */
function withToken(address: string, token: string): string {
  if (token === "") return address;
  const url = new URL(address);
  url.searchParams.set("token", token);
  return url.href;
}

export function parseDraft(typed: RoomDraft, pageProtocol: string): Result<MirrorRoom, DraftFaults> {
  const draft = { ...typed, address: typed.address.trim(), room: typed.room.trim(), rootName: typed.rootName.trim() };
  const [address, room] = [addressFault(draft.address, pageProtocol), roomFault(draft)];
  const rootName = isMirrorName(draft.rootName) ? null : "mirror.rootWrong";
  if (address !== null || room !== null || rootName !== null) {
    return err({ ...(address && { address }), ...(room && { room }), ...(rootName && { rootName }) });
  }
  const addressed = withToken(draft.address, draft.token.trim());
  if (!isMirrorAddress(addressed)) return err({ address: "mirror.addressWrong" });
  return ok({ kind: draft.kind, address: addressed, room: draft.room, rootName: draft.rootName, rootType: draft.rootType });
}
