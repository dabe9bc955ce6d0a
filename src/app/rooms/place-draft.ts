// What somebody types to say where a room of another app is, and what is wrong with it.

import { err, ok, type Result } from "../../base/result.ts";
import { isMirrorAddress, isMirrorName, MAX_ROOM_PASSWORD_LENGTH } from "../../model/mirror-field.ts";
import type { PlainMessageKey } from "../texts/messages.ts";
import type { RoomPlace } from "./room-link.ts";

export type PlaceDraft = RoomPlace & { readonly token: string };

export const EMPTY_PLACE: PlaceDraft = { kind: "websocket", address: "", room: "", token: "", password: "" };

export type PlaceFaults = { readonly [Field in "address" | "room" | "password"]?: PlainMessageKey };

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** A page that came over https may open no other sockets than those of TLS, but to its own machine. */
const isMixed = (address: string, pageProtocol: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return pageProtocol === "https:" && protocol === "ws:" && !LOOPBACK.test(hostname);
};

function addressFault(address: string, pageProtocol: string): PlainMessageKey | null {
  if (!isMirrorAddress(address)) return "room.addressWrong";
  return isMixed(address, pageProtocol) ? "room.addressMixed" : null;
}

function nameFault({ kind, room }: RoomPlace): PlainMessageKey | null {
  if (!isMirrorName(room)) return "room.nameWrong";
  return kind === "websocket" && /[?#]/u.test(room) ? "room.nameMarks" : null;
}

/** The stock clients can send a token in the address alone. */
function withToken(address: string, token: string): string {
  if (token === "") return address;
  const url = new URL(address);
  url.searchParams.set("token", token);
  return url.href;
}

/** `pageProtocol`: as `location.protocol` has it. */
export function parsePlaceDraft(typed: PlaceDraft, pageProtocol: string): Result<RoomPlace, PlaceFaults> {
  // A password is taken as it stands: a space in it is part of it.
  const password = typed.kind === "webrtc" ? typed.password : "";
  const place: RoomPlace = { kind: typed.kind, address: typed.address.trim(), room: typed.room.trim(), password };
  const [address, room] = [addressFault(place.address, pageProtocol), nameFault(place)];
  const tooLong = password.length > MAX_ROOM_PASSWORD_LENGTH ? "room.passwordWrong" : null;
  if (address !== null || room !== null || tooLong !== null) {
    return err({ ...(address && { address }), ...(room && { room }), ...(tooLong && { password: tooLong }) });
  }
  const addressed = withToken(place.address, typed.token.trim());
  return isMirrorAddress(addressed) ? ok({ ...place, address: addressed }) : err({ address: "room.addressWrong" });
}
