// Run in the page after e2e/peers/y-webrtc-page.mjs: sent there as text, so that they may use nothing from outside themselves but what that leaves there.

declare global {
  var stockPeer:
    | {
        readonly open: (signaling: string) => void;
        readonly write: (text: string) => void;
        readonly read: () => string;
        readonly connected: () => number;
      }
    | undefined;
}

export function openStockPeer(signaling: string): void {
  if (globalThis.stockPeer === undefined) throw new Error("the peer's script goes first");
  globalThis.stockPeer.open(signaling);
}

export const stockConnections = (): number => globalThis.stockPeer?.connected() ?? 0;

export const stockTextLength = (): number => globalThis.stockPeer?.read().length ?? 0;

export const writeStockText = (text: string): void => globalThis.stockPeer?.write(text);
