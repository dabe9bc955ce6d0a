// What is in a room of a y-websocket server, read once by the stock client: nothing is written there, and it is left again.

import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { err, ok, type Result } from "../../base/result.ts";
import { MAX_UPDATE_BYTES } from "../../imports/read-update.ts";

const WAIT_MS = 15_000;

/** `refused`: the server let nobody in under this name, with this token. `unreachable`: nothing has come within fifteen seconds. */
export type RoomFault = "refused" | "unreachable" | "too-large" | "empty";

export type RoomAddress = {
  /** Of the server, as its clients are given it. */
  readonly server: string;
  readonly room: string;
  /** "": none. */
  readonly token: string;
  /** In the place of the browser's. */
  readonly socketClass?: typeof WebSocket;
};

/** Whether it may be the address of such a server. */
export function isRoomServer(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && ["ws:", "wss:"].includes(url.protocol) && url.search === "" && url.hash === "";
}

/** The stock client puts the name into the address as it is. */
export const isRoomName = (name: string): boolean => name !== "" && !/[?#]/u.test(name);

function open({ server, room, token, socketClass }: RoomAddress, doc: Y.Doc): WebsocketProvider {
  const params: Record<string, string> = token === "" ? {} : { token };
  const options = { disableBc: true, params, ...(socketClass === undefined ? {} : { WebSocketPolyfill: socketClass }) };
  return new WebsocketProvider(server, room, doc, options);
}

/** The document is the caller's. */
export async function readRoom(address: RoomAddress): Promise<Result<Y.Doc, RoomFault>> {
  const doc = new Y.Doc();
  const provider = open(address, doc);
  // Nobody has come in who would be shown.
  provider.awareness.setLocalState(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fault = await new Promise<RoomFault | null>((resolve) => {
    let received = 0;
    doc.on("update", (update: Uint8Array) => {
      received += update.length;
      if (received > MAX_UPDATE_BYTES) resolve("too-large");
    });
    provider.on("sync", (isSynced: boolean) => isSynced && resolve(null));
    provider.on("closed", () => resolve("refused"));
    timer = setTimeout(() => resolve("unreachable"), WAIT_MS);
  });
  clearTimeout(timer);
  provider.destroy();
  if (fault !== null) return err(fault);
  return doc.share.size === 0 ? err("empty") : ok(doc);
}
