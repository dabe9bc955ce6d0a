// For tests: a connection that does as the test says, and descriptions by another device.

import type { RtcConnection, RtcDataChannel, RtcDescription } from "./rtc-connection.ts";
import { sessionDescriptionToSdp, type SetupRole } from "./session-description.ts";

type Listener = (event: never) => void;

class ScriptedTarget {
  readonly #listeners = new Map<string, Listener[]>();

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  happen(type: string, event: object = {}): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test sends each type its event
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
}

class ScriptedChannel extends ScriptedTarget implements RtcDataChannel {
  binaryType = "";
  bufferedAmountLowThreshold = 0;
  bufferedAmount = 0;
  isClosed = false;
  sentPackets = 0;
  send(): void {
    if (this.isClosed) throw new Error("closed");
    this.sentPackets += 1;
  }
  close(): void {
    this.isClosed = true;
  }
}

export const sdpOf = (role: SetupRole, fingerprint: string, candidates: readonly string[] = []): string =>
  sessionDescriptionToSdp({
    role,
    ufrag: "iD2a",
    password: "x".repeat(22),
    fingerprint: fingerprint.repeat(32),
    candidates: candidates.map((address) => ({ kind: "host", priority: 1, address, port: 4000 })),
  });

export class ScriptedConnection extends ScriptedTarget implements RtcConnection {
  localDescription: RtcDescription | null = null;
  remoteDescription: RtcDescription | null = null;
  signalingState = "stable";
  iceGatheringState = "complete";
  connectionState = "new";
  restarts = 0;
  isClosed = false;
  readonly candidates: string[] = [];
  readonly channel = new ScriptedChannel();

  async setLocalDescription(): Promise<void> {
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    this.localDescription = { type, sdp: sdpOf(type === "offer" ? "offer" : "active", "0a") };
    this.signalingState = type === "offer" ? "have-local-offer" : "stable";
  }
  /** While it is set, a description that is heard is not in force. */
  takingIn: Promise<void> | null = null;

  async setRemoteDescription(description: RtcDescription): Promise<void> {
    await this.takingIn;
    this.remoteDescription = description;
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
  }
  async addIceCandidate({ candidate }: { readonly candidate: string }): Promise<void> {
    this.candidates.push(candidate);
  }
  restartIce(): void {
    this.restarts += 1;
  }
  createDataChannel(): RtcDataChannel {
    return this.channel;
  }
  close(): void {
    this.isClosed = true;
  }
  /** An address of this side, which its description has from then on. */
  find(address: string): void {
    const candidate = `candidate:1 1 udp 1 ${address} 4000 typ host`;
    const { localDescription } = this;
    if (localDescription !== null && !localDescription.sdp.includes(candidate))
      this.localDescription = { ...localDescription, sdp: `${localDescription.sdp}a=${candidate}\r\n` };
    this.happen("icecandidate", { candidate: { candidate } });
  }
  become(state: string): void {
    this.connectionState = state;
    this.happen("connectionstatechange");
  }
}

export const OFFER = { kind: "description", type: "offer", sdp: sdpOf("offer", "0b") } as const;
export const ANSWER = { kind: "description", type: "answer", sdp: sdpOf("active", "0b") } as const;
