// Run in the page after e2e/peers/y-indexeddb-page.mjs: sent there as text, so that they may use nothing from outside themselves but what that leaves there.

export type PeerLoad = {
  /** Until y-indexeddb says that the document is what was stored. */
  readonly syncedMs: number;
  /** Until each task is a plain object. */
  readonly rowsMs: number;
};

declare global {
  var peerDocument:
    | { readonly store: (tasks: readonly object[]) => Promise<void>; readonly load: (count: number) => Promise<PeerLoad> }
    | undefined;
}

export async function storeWithYIndexeddbInPage(tasks: readonly object[]): Promise<void> {
  if (globalThis.peerDocument === undefined) throw new Error("the peer's script goes first");
  await globalThis.peerDocument.store(tasks);
}

export async function loadWithYIndexeddbInPage(count: number): Promise<PeerLoad> {
  if (globalThis.peerDocument === undefined) throw new Error("the peer's script goes first");
  return globalThis.peerDocument.load(count);
}
