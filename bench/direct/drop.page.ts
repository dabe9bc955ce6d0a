// Run in pages, not here: they are sent there as text, so that they may use nothing from outside themselves.

declare global {
  var openConnections: (() => readonly RTCPeerConnection[]) | undefined;
}

/** Before the page's own scripts: its direct connections can be ended from outside, as by the loss of a network that is noticed at once. */
export function keepConnections(): void {
  const open = new Set<RTCPeerConnection>();
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      open.add(this);
    }
  };
  globalThis.openConnections = () => [...open].filter(({ connectionState }) => connectionState === "connected");
}

export const isConnectedInPage = (): boolean => (globalThis.openConnections?.().length ?? 0) > 0;

export function dropInPage(): void {
  for (const connection of globalThis.openConnections?.() ?? []) {
    connection.close();
    // Whoever closes a connection himself is not told of it.
    for (const event of ["iceconnectionstatechange", "connectionstatechange"]) connection.dispatchEvent(new Event(event));
  }
}
