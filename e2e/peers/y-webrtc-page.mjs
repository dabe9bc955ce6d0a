// In a page: one document over stock y-webrtc, its text in a plain field as in its users' smallest examples. Nothing is stored.

import { WebrtcProvider } from "y-webrtc";
import * as Y from "yjs";

const NAME = "peer-text";

/** What differs between two texts, done to the shared one. */
function write(text, after) {
  const before = text.toString();
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let tail = 0;
  const longest = Math.min(before.length, after.length) - start;
  while (tail < longest && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  text.doc.transact(() => {
    text.delete(start, before.length - tail - start);
    text.insert(start, after.slice(start, after.length - tail));
  });
}

globalThis.stockPeer = {
  /** `signaling`: its own server's address. */
  open(signaling) {
    const doc = new Y.Doc();
    const text = doc.getText("text");
    const field = document.createElement("textarea");
    field.setAttribute("aria-label", "Notes");
    document.body.replaceChildren(field);
    field.addEventListener("input", () => write(text, field.value));
    text.observe(() => {
      if (field.value !== text.toString()) field.value = text.toString();
    });
    const provider = new WebrtcProvider(NAME, doc, { signaling: [signaling], peerOpts: { config: { iceServers: [] } } });
    globalThis.stockPeer.write = (after) => write(text, after);
    globalThis.stockPeer.read = () => text.toString();
    globalThis.stockPeer.connected = () => [...(provider.room?.webrtcConns.values() ?? [])].filter((one) => one.connected).length;
  },
};
