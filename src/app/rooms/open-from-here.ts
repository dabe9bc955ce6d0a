// Rooms as this device opens them.

import type { ReplicaClient } from "../client/replica-client.ts";
import { textToServers } from "../sync/ice-servers.ts";
import { lookIntoRoom, type Look } from "./look-into-room.ts";
import { openRoomLink, type RoomLink, type RoomLinkOptions, type RoomPlace } from "./room-link.ts";

/** The user's own servers, and no others: a stranger's would learn who meets whom. */
const iceServersOf = (client: ReplicaClient): readonly RTCIceServer[] =>
  textToServers(client.profile()?.iceServers ?? null).map(({ address, username, credential }) =>
    username === "" ? { urls: address } : { urls: address, username, credential },
  );

/** In the window's own time. */
export function after(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

export const openLinkFrom =
  (client: ReplicaClient) =>
  (place: RoomPlace, options: Omit<RoomLinkOptions, "iceServers">): Promise<RoomLink> =>
    openRoomLink(place, { ...options, iceServers: iceServersOf(client) });

export const lookFrom = (client: ReplicaClient, place: RoomPlace): Promise<Look> =>
  lookIntoRoom(place, { openLink: openLinkFrom(client), after });

/** Whether one of these is of the room. In one window a client of y-webrtc has a name once, whatever the signalling server. */
export const isAmong = (places: readonly RoomPlace[], { kind, address, room }: RoomPlace): boolean =>
  places.some((other) => other.kind === kind && other.room === room && (kind === "webrtc" || other.address === address));
