// RTCPeerConnection for Node, as far as rtc-connection.ts asks for it, over libdatachannel's own interface (its polyfill of the browser's throws on
// an ICE restart, makes descriptions only by promises that settle once, and knows no rollback). There is no ICE restart here: a connection that
// breaks is made anew. Native code: loaded only by what needs it, and absent on platforms without a build of it. Its threads keep a process
// alive: leave by process.exit, since the package's own `cleanup` crashes now and then while connections are closing (seen with 0.33.4).

import { PeerConnection, type DataChannel } from "node-datachannel";
import type { MakeRtcConnection, RtcConfiguration, RtcConnection, RtcDataChannel, RtcDescription } from "./rtc-connection.ts";
import { giveBuffer } from "../../base/given-bytes.ts";

type Listener = (event: never) => void;

/** The listeners of one object; an event goes to those there are when it happens. */
class Listeners {
  readonly #byType = new Map<string, Listener[]>();

  add(type: string, listener: Listener): void {
    this.#byType.set(type, [...(this.#byType.get(type) ?? []), listener]);
  }

  tell(type: string, event: object = {}): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the overloads of addEventListener tie each type to its event
    for (const listener of this.#byType.get(type) ?? []) listener(event as never);
  }
}

/** Native threads tell of messages and of the end in no order among themselves: an end is told when no message has come for this long. */
const QUIET_MS = 200;
/** Whether the other side has closed is looked up: whoever asks to be told loses the last messages, which are thrown away by then. */
const LOOK_MS = 200;
/** What was handed to the network is there when the other side closes as well, which is not told: this long it may take. */
const LINGER_MS = 3_000;
const LOOK_AGAIN_MS = 10;

type Timer = ReturnType<typeof setInterval>;

class NodeDataChannel implements RtcDataChannel {
  binaryType = "arraybuffer";
  readonly #native: DataChannel;
  readonly #listeners = new Listeners();
  #messagesHeard = 0;
  #watch: Timer | undefined = undefined;
  #state: "up" | "closing" | "ended" = "up";

  constructor(native: DataChannel) {
    this.#native = native;
    native.onOpen(() => this.#open());
    native.onError(() => this.#listeners.tell("error"));
    native.onBufferedAmountLow(() => this.#listeners.tell("bufferedamountlow"));
    native.onMessage((message) => {
      this.#messagesHeard += 1;
      // It may come before what it follows from.
      this.#open();
      this.#listeners.tell("message", { data: typeof message === "string" ? message : bufferOf(message) });
    });
  }

  set bufferedAmountLowThreshold(bytes: number) {
    this.#native.setBufferedAmountLowThreshold(bytes);
  }

  get bufferedAmount(): number {
    return this.#native.bufferedAmount();
  }

  send(data: Uint8Array<ArrayBuffer>): void {
    this.#native.sendMessageBinary(data);
  }

  close(): void {
    if (this.#state === "up") this.#closeWhenSent();
  }

  /** Tells of the end, behind all messages. */
  end(): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    clearInterval(this.#watch);
    this.#endWhenQuiet();
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.add(type, listener);
  }

  #open(): void {
    if (this.#watch !== undefined || this.#state !== "up") return;
    this.#watch = setInterval(() => this.#look(), LOOK_MS).unref();
    this.#listeners.tell("open");
  }

  #look(): void {
    if (this.#state === "up" && !this.#native.isOpen()) this.end();
  }

  #closeWhenSent(): void {
    if (this.#state === "ended") return;
    this.#state = "closing";
    if (this.#native.isOpen() && this.#native.bufferedAmount() > 0) {
      setTimeout(() => this.#closeWhenSent(), LOOK_AGAIN_MS);
      return;
    }
    this.#native.close();
    setTimeout(() => this.end(), LINGER_MS).unref();
  }

  #endWhenQuiet(): void {
    const heard = this.#messagesHeard;
    const isQuiet = (): void => {
      if (heard === this.#messagesHeard) this.#listeners.tell("close");
      else this.#endWhenQuiet();
    };
    // A process that was busy for longer than that runs what is due before it looks at what has come: only behind that is it known.
    setTimeout(() => setImmediate(isQuiet), QUIET_MS);
  }
}

/** The message alone, whatever memory it lies in. */
const bufferOf = (message: ArrayBuffer | Uint8Array): ArrayBuffer => (message instanceof ArrayBuffer ? message : giveBuffer(message));

class NodeConnection implements RtcConnection {
  readonly #native: PeerConnection;
  readonly #listeners = new Listeners();
  #channel: NodeDataChannel | null = null;
  #described: () => void = () => undefined;
  #isClosed = false;
  #told = "new";
  /**
   * An offer is made without our addresses, which follow once the answer is here: of a connection that comes about before that, the library
   * refuses the certificate now and then (it looks at it before it takes in the answer that names it: one in five, also where that comes seconds
   * later). An offer that is carried by hand stays without: those in the answer are enough, unless they are names that nobody resolves here.
   */
  #withheld: string[] | null = [];
  readonly #credential: string | null;

  /** `credential`: ours towards a side that has it already. */
  constructor(native: PeerConnection, credential: string | null = null) {
    this.#native = native;
    this.#credential = credential;
    this.#native.onLocalDescription(() => this.#described());
    this.#native.onLocalCandidate((candidate) => this.#onCandidate(candidate));
    this.#native.onStateChange((state) => this.#onState(state));
    this.#native.onGatheringStateChange(() => this.#listeners.tell("icegatheringstatechange"));
  }

  get localDescription(): { type: string; sdp: string } | null {
    const description = this.#isClosed ? null : this.#native.localDescription();
    if (description === null || this.#withheld === null) return description;
    return { type: description.type, sdp: description.sdp.replaceAll(/a=candidate:.*\r?\n/gu, "") };
  }

  get remoteDescription(): { type: string; sdp: string } | null {
    return this.#isClosed ? null : this.#native.remoteDescription();
  }

  get shownFingerprint(): string | null {
    if (this.#isClosed || this.#credential === null) return null;
    return this.#native.remoteFingerprint().value.replaceAll(":", "").toLowerCase();
  }

  get signalingState(): string {
    return this.#isClosed ? "closed" : this.#native.signalingState();
  }

  get iceGatheringState(): string {
    return this.#isClosed ? "complete" : this.#native.gatheringState();
  }

  get connectionState(): string {
    return this.#isClosed ? "closed" : this.#told;
  }

  async setLocalDescription(): Promise<void> {
    if (this.#isClosed) return;
    await new Promise<void>((resolve) => {
      this.#described = resolve;
      if (this.#credential === null) this.#native.setLocalDescription();
      else this.#native.setLocalDescription("answer", { iceUfrag: this.#credential, icePwd: this.#credential });
    });
  }

  async setRemoteDescription({ type, sdp }: RtcDescription): Promise<void> {
    if (this.#isClosed) return;
    if (type === "offer" && this.signalingState === "have-local-offer") this.#native.setLocalDescription("rollback");
    this.#native.setRemoteDescription(sdp, type);
    const withheld = this.#withheld ?? [];
    this.#withheld = null;
    for (const candidate of withheld) this.#listeners.tell("icecandidate", { candidate: { candidate } });
  }

  async addIceCandidate({ candidate, sdpMid }: { readonly candidate: string; readonly sdpMid: string }): Promise<void> {
    if (!this.#isClosed) this.#native.addRemoteCandidate(candidate, sdpMid);
  }

  createDataChannel(
    label: string,
    options: { readonly negotiated: boolean; readonly id: number; readonly ordered: boolean },
  ): RtcDataChannel {
    const { negotiated, id, ordered } = options;
    this.#channel = new NodeDataChannel(this.#native.createDataChannel(label, { negotiated, id, unordered: !ordered }));
    return this.#channel;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#described();
    this.#native.close();
    this.#channel?.end();
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.add(type, listener);
  }

  #onCandidate(candidate: string): void {
    if (this.#withheld === null) this.#listeners.tell("icecandidate", { candidate: { candidate } });
    else this.#withheld.push(candidate);
  }

  /** That the other side has closed is the end of the channel, as in browsers. */
  #onState(state: string): void {
    if (state === "closed" || this.#isClosed) {
      this.#channel?.end();
      return;
    }
    this.#told = state;
    this.#listeners.tell("connectionstatechange");
  }
}

/** libdatachannel takes name and credential within the address. */
function iceServerUrl({ urls, username, credential }: RtcConfiguration["iceServers"][number]): string {
  const [, scheme = "", rest = ""] = /^([a-z]+:)(.*)$/u.exec(urls) ?? [];
  if (username === undefined) return urls;
  return `${scheme}${encodeURIComponent(username)}:${encodeURIComponent(credential ?? "")}@${rest}`;
}

export const makeNodeRtcConnection: MakeRtcConnection = ({ iceServers }) =>
  new NodeConnection(new PeerConnection("daybook", { iceServers: iceServers.map(iceServerUrl), disableAutoNegotiation: true }));

/** PEM texts. */
export type Certificate = { readonly certificate: string; readonly key: string };

/** One end on a port that many share. Nobody has named the other side's certificate: it is what that side shows (`shownFingerprint`). */
export function makeCalledConnection(port: number, { certificate, key }: Certificate, credential: string): RtcConnection {
  const native = new PeerConnection("daybook", {
    iceServers: [],
    disableAutoNegotiation: true,
    disableFingerprintVerification: true,
    certificatePemFile: certificate,
    keyPemFile: key,
    enableIceUdpMux: true,
    portRangeBegin: port,
    portRangeEnd: port,
  });
  return new NodeConnection(native, credential);
}
