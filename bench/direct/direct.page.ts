// Run in pages, not here: they are sent there as text, so that they may use nothing from outside themselves.

/** What a page's worker has said of sync, and when (ms since 1970). */
export type SaidOfSync = {
  readonly atMs: number;
  readonly recordsHeld: number;
  /** Whoever sent them and however often. */
  readonly recordsReceived: number;
  /** Devices that are connected directly. */
  readonly directly: number;
  readonly isOnline: boolean;
  /** Since when another device is connected directly. */
  readonly directSinceMs: number | null;
  /** How many other devices have said that they hold all that is held here. */
  readonly holders: number;
};

type Status = {
  readonly recordsHeld: number;
  readonly statistics: { readonly recordsReceived: number };
  readonly relay: { readonly kind: string };
  readonly devices: readonly {
    readonly self: boolean;
    readonly hasEverything: boolean;
    readonly connection: { readonly sinceMs: number | null };
  }[];
};

type BareEnd = {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  receivedBytes: number;
  firstMs: number;
  lastMs: number;
};

declare global {
  var saidOfSync: SaidOfSync[] | undefined;
  var bareEnd: BareEnd | undefined;
}

/** Before the page's own scripts: listens to its replica worker. */
export function listenToWorker(): void {
  const said: SaidOfSync[] = [];
  globalThis.saidOfSync = said;
  const Native = globalThis.Worker;
  globalThis.Worker = class extends Native {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener("message", ({ data }: MessageEvent<{ kind: string; push?: { kind: string; status: Status } }>) => {
        if (data.kind !== "push" || data.push?.kind !== "status") return;
        const { recordsHeld, statistics, relay, devices } = data.push.status;
        const others = devices.filter(({ self }) => !self);
        said.push({
          atMs: Date.now(),
          recordsHeld,
          recordsReceived: statistics.recordsReceived,
          directly: devices.filter(({ self, connection }) => !self && connection.sinceMs !== null).length,
          isOnline: relay.kind === "online",
          directSinceMs: others.map(({ connection }) => connection.sinceMs).find((sinceMs) => sinceMs !== null) ?? null,
          holders: others.filter(({ hasEverything }) => hasEverything).length,
        });
      });
    }
  };
}

/** As a window that is busy four fifths of the time. */
export function readSlowly(): void {
  const BUSY_MS = 80;
  const PAUSE_MS = 20;
  const turn = (): void => {
    for (const endMs = performance.now() + BUSY_MS; performance.now() < endMs;);
    setTimeout(turn, PAUSE_MS);
  };
  turn();
}

/** One end of a bare channel; gives its description when all addresses are in it. `offer`: the other end's, absent where this one begins. */
export async function openBareEnd(offer: string | null): Promise<string> {
  const connection = new RTCPeerConnection();
  const channel = connection.createDataChannel("bare", { negotiated: true, id: 0, ordered: true });
  channel.binaryType = "arraybuffer";
  const end: BareEnd = { connection, channel, receivedBytes: 0, firstMs: 0, lastMs: 0 };
  channel.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
    end.lastMs = performance.now();
    if (end.receivedBytes === 0) end.firstMs = end.lastMs;
    end.receivedBytes += data.byteLength;
  });
  globalThis.bareEnd = end;
  if (offer !== null) await connection.setRemoteDescription({ type: "offer", sdp: offer });
  await connection.setLocalDescription();
  while (connection.iceGatheringState !== "complete") await new Promise((resolve) => setTimeout(resolve, 10));
  return connection.localDescription?.sdp ?? "";
}

export async function answerBareEnd(answer: string): Promise<void> {
  const end = globalThis.bareEnd;
  await end?.connection.setRemoteDescription({ type: "answer", sdp: answer });
  while (end?.channel.readyState !== "open") await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Sends so many bytes in packets of 64 KiB, no more than 1 MiB of them waiting. */
export async function sendBare(bytes: number): Promise<void> {
  const PACKET_BYTES = 65_536;
  const HIGH_WATER_BYTES = 1_048_576;
  const channel = globalThis.bareEnd?.channel;
  if (channel === undefined) throw new Error("there is an end");
  channel.bufferedAmountLowThreshold = HIGH_WATER_BYTES / 4;
  const packet = crypto.getRandomValues(new Uint8Array(PACKET_BYTES));
  for (let sent = 0; sent < bytes; sent += PACKET_BYTES) {
    if (channel.bufferedAmount >= HIGH_WATER_BYTES)
      await new Promise((resolve) => channel.addEventListener("bufferedamountlow", resolve, { once: true }));
    channel.send(packet);
  }
}

/** Bytes a second, once they have all come. */
export async function rateOfBare(bytes: number): Promise<number> {
  const end = globalThis.bareEnd;
  if (end === undefined) throw new Error("there is an end");
  while (end.receivedBytes < bytes) await new Promise((resolve) => setTimeout(resolve, 10));
  end.connection.close();
  return (end.receivedBytes / (end.lastMs - end.firstMs)) * 1_000;
}
