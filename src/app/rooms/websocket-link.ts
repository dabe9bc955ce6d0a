// A room of a y-websocket server, by the stock client.

import { WebsocketProvider } from "y-websocket";
import { serverOf, type RoomLink, type RoomLinkOptions, type RoomLinkState, type RoomPlace } from "./room-link.ts";

export function openWebsocketLink({ address, room }: RoomPlace, options: RoomLinkOptions): RoomLink {
  const { doc, onChange, onReached, onClosed, socketClass } = options;
  const { server, params } = serverOf(address);
  const provider = new WebsocketProvider(server, room, doc, {
    disableBc: true,
    params,
    ...(socketClass === undefined ? {} : { WebSocketPolyfill: socketClass }),
  });
  let wasReached = false;
  provider.on("sync", (isSynced: boolean) => {
    wasReached ||= isSynced;
    if (isSynced) onReached();
    onChange();
  });
  provider.on("status", onChange);
  provider.on("connection-close", () => queueMicrotask(onChange));
  provider.on("closed", ({ code }: { readonly code: number }) => onClosed(code));
  provider.awareness.on("change", onChange);
  return {
    get state(): RoomLinkState {
      if (provider.synced) return "connected";
      return wasReached || provider.wsUnsuccessfulReconnects > 0 ? "offline" : "connecting";
    },
    awareness: provider.awareness,
    close: () => provider.destroy(),
  };
}
