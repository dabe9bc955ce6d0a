// What is used of an RTCPeerConnection and of its data channel: the browser's own, or node-rtc.ts.

/** Of packets that come before both sides are known to be open: the other side may speak first, and says little before it is let in. */
export const MAX_EARLY_PACKETS = 16;

export type RtcConfiguration = {
  readonly iceServers: { readonly urls: string; readonly username?: string; readonly credential?: string }[];
};

export type RtcDescription = { readonly type: "offer" | "answer"; readonly sdp: string };

export interface RtcDataChannel {
  binaryType: string;
  bufferedAmountLowThreshold: number;
  readonly bufferedAmount: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  /** What was sent before still leaves. */
  close(): void;
  addEventListener(type: "open" | "close" | "error" | "bufferedamountlow", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export interface RtcConnection {
  readonly localDescription: { readonly type: string; readonly sdp: string } | null;
  readonly remoteDescription: { readonly type: string; readonly sdp: string } | null;
  readonly signalingState: string;
  readonly iceGatheringState: string;
  readonly connectionState: string;
  /** The certificate that the other side has shown, as 64 digits of hex, where no description could name it; else absent or null. */
  readonly shownFingerprint?: string | null;
  /** The description that is due: an answer to the offer that was heard, else an offer. */
  setLocalDescription(): Promise<void>;
  /** An offer that was made and not answered is taken back for one that is heard. */
  setRemoteDescription(description: RtcDescription): Promise<void>;
  addIceCandidate(candidate: { readonly candidate: string; readonly sdpMid: string }): Promise<void>;
  /** The next offer looks for a way anew. Absent where the platform cannot. */
  restartIce?(): void;
  createDataChannel(
    label: string,
    options: { readonly negotiated: boolean; readonly id: number; readonly ordered: boolean },
  ): RtcDataChannel;
  close(): void;
  addEventListener(type: "connectionstatechange" | "icegatheringstatechange", listener: () => void): void;
  addEventListener(type: "icecandidate", listener: (event: { readonly candidate: { readonly candidate: string } | null }) => void): void;
}

/** Throws where the platform has none, or no more. */
export type MakeRtcConnection = (configuration: RtcConfiguration) => RtcConnection;
