// A room of y-webrtc, by the stock client: its members find each other through a signalling server and are then connected directly. Nobody can say that nobody
// else is in it: that whoever is there has sent what it has is all there is to know.

import { WebrtcProvider, type Room } from "y-webrtc";
import type { RoomLink, RoomLinkOptions, RoomLinkState } from "./room-link.ts";

/** What is looked at of the client's connections to signalling servers (lib0/websocket), which it types as any. */
type Signalling = {
  readonly connected: boolean;
  readonly unsuccessfulReconnects: number;
  on(event: "connect" | "disconnect", run: () => void): void;
};

const membersOf = (room: Room | null): { readonly connected: boolean; readonly synced: boolean }[] =>
  room === null ? [] : [...room.webrtcConns.values()];

export function openWebrtcLink(address: string, room: string, options: RoomLinkOptions): RoomLink {
  const { doc, onChange, onReached, iceServers } = options;
  const provider = new WebrtcProvider(room, doc, { signaling: [address], peerOpts: { config: { iceServers } } });
  const signalling: readonly Signalling[] = provider.signalingConns;
  provider.on("synced", () => {
    // Said too when the last one has gone, and nobody was heard.
    if (membersOf(provider.room).some(({ synced }) => synced)) onReached();
    onChange();
  });
  provider.on("peers", onChange);
  provider.on("status", onChange);
  for (const server of signalling) {
    server.on("connect", onChange);
    server.on("disconnect", onChange);
  }
  provider.awareness.on("change", onChange);
  return {
    get state(): RoomLinkState {
      if (membersOf(provider.room).some(({ connected }) => connected) || (provider.room?.bcConns.size ?? 0) > 0) return "connected";
      if (signalling.some(({ connected }) => connected)) return "alone";
      return signalling.some(({ unsuccessfulReconnects }) => unsuccessfulReconnects > 0) ? "offline" : "connecting";
    },
    awareness: provider.awareness,
    close() {
      // Without the first its connection to the signalling server would stay.
      provider.disconnect();
      provider.destroy();
    },
  };
}
