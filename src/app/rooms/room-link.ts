// The connection of a document with a room of another Yjs app, by the stock clients: each is loaded with the first room of its kind. They come again by themselves
// when the connection is lost; only a y-websocket server can say that there is no point in it.

import type { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import type { MirrorRoom } from "../../model/mirror-field.ts";

/** `alone`: the place where clients of y-webrtc find each other is reached, and nobody is connected. */
export type RoomLinkState = "connecting" | "connected" | "alone" | "offline";

export type Awareness = WebsocketProvider["awareness"];

export type RoomLinkOptions = {
  readonly doc: Y.Doc;
  /** The connection, or who is there, is another now. */
  readonly onChange: () => void;
  /** All that is in the room is in the document, as far as those know who are there; said again each time the connection is back. */
  readonly onReached: () => void;
  /** The server lets nobody in under this name, with this address: it is not tried again. Its close code, 4400 to 4499. */
  readonly onClosed: (code: number) => void;
  /** Of y-webrtc: which servers help where two cannot reach each other by themselves. */
  readonly iceServers: readonly RTCIceServer[];
  /** In the place of the browser's. */
  readonly socketClass?: typeof WebSocket;
};

export interface RoomLink {
  readonly state: RoomLinkState;
  readonly awareness: Awareness;
  close(): void;
}

export type RoomPlace = Pick<MirrorRoom, "kind" | "address" | "room" | "password">;

/** Of y-websocket: the stock client puts what follows the question mark behind the room's name. */
export function serverOf(address: string): { readonly server: string; readonly params: Record<string, string> } {
  const url = new URL(address);
  const params = Object.fromEntries(url.searchParams);
  url.search = "";
  return { server: url.href.replace(/\/+$/u, ""), params };
}

/** Rejects where the code cannot be had, and where this window has the room open already. */
export async function openRoomLink(place: RoomPlace, options: RoomLinkOptions): Promise<RoomLink> {
  if (place.kind === "webrtc") {
    const { openWebrtcLink } = await import("./webrtc-link.ts");
    return openWebrtcLink(place, options);
  }
  const { openWebsocketLink } = await import("./websocket-link.ts");
  return openWebsocketLink(place, options);
}
