// One direct connection: from the first description to its end. The channel is negotiated (id 0), so that there is nothing to agree on in it.
// `first` alone makes the first offer; later ones (a way that broke is looked for anew) may cross each other, which is "perfect negotiation" (W3C WebRTC
// 10.7): the polite side gives way. What the other side says is reduced to what a connection needs (session-description.ts), and is bounded. The
// certificates stay the same for as long as the connection lasts: they are what a handshake is tied to.

import { EMPTY_BYTES, freeBuffer } from "../../base/bytes.ts";
import type { DirectChannel, DirectEvents, DirectFailure, DirectOptions, DirectSignal } from "../../ports/direct.ts";
import type { Timers } from "../../ports/time.ts";
import { LOW_WATER_BYTES, MAX_CANDIDATES, MAX_CANDIDATE_CHARACTERS } from "../../wire/limits.ts";
import type { DirectAddress } from "../../wire/direct-address.ts";
import { addressOfBytes, candidateOfText, candidateToText, type Candidate } from "./candidate.ts";
import { credentialOf } from "./direct-credential.ts";
import {
  MAX_EARLY_PACKETS,
  type MakeRtcConnection,
  type RtcConfiguration,
  type RtcConnection,
  type RtcDataChannel,
} from "./rtc-connection.ts";
import { bindingOf, parseSessionDescription, sessionDescriptionToSdp } from "./session-description.ts";

const CONNECT_DEADLINE_MS = 20_000;
/** Of a call by address, whose other side is on the same network or not there. */
const CALL_DEADLINE_MS = 10_000;
/** A way that answers no more often comes back by itself (another access point, a busy machine). */
const RESTART_AFTER_MS = 5_000;
/** To call again is quick, and by the time that a browser says so nothing has come for 5 to 10 s. */
const CALL_OVER_AFTER_MS = 1_000;
/** The first addresses are found at once; those of a name or a server follow one by one. */
const GATHER_MS = 200;
/** For a description that is passed on by hand, with nothing to follow. */
const GATHER_ALL_MS = 2_000;
const FLUSH_DEADLINE_MS = 10_000;
/** Signals heard that wait for those before them. */
const MAX_WAITING_SIGNALS = 2 * MAX_CANDIDATES;
/** RFC 8445 section 5.1.2.1, of the first address of a device. */
const HOST_PRIORITY = 2_130_706_431;

export type RtcPeerPorts = {
  readonly connect: MakeRtcConnection;
  readonly timers: Timers;
  /** Gives the channel to another thread, and says what stands for it here; null where it cannot be given. */
  readonly handOver?: (channel: RtcDataChannel) => RtcDataChannel | null;
  /** The connection is gone, after what was sent has left. */
  readonly released?: () => void;
};

function configurationOf({ iceServers, restrictTo }: DirectOptions): RtcConfiguration {
  if (restrictTo === "host") return { iceServers: [] };
  const withoutName = iceServers.filter(({ username }) => username === "").map(({ url }) => ({ urls: url }));
  const withName = iceServers
    .filter(({ username }) => username !== "")
    .map(({ url, username, credential }) => ({ urls: url, username, credential }));
  return { iceServers: [...withoutName, ...withName] };
}

const keyOf = ({ kind, address, port }: Candidate): string => `${kind} ${address} ${port}`;

class RtcPeer implements DirectChannel {
  readonly #ports: RtcPeerPorts;
  readonly #options: DirectOptions;
  readonly #events: DirectEvents;
  readonly #connection: RtcConnection;
  readonly #channel: RtcDataChannel;
  #state: "connecting" | "open" | "flushing" | "over" = "connecting";
  /** One thing at a time, in order. */
  #work: Promise<void> = Promise.resolve();
  #waitingSignals = 0;
  #candidatesHeard = 0;
  /** Candidates that were said since the last description, or in it; null while that is being made, and while they wait for its answer. */
  #said: Set<string> | null = null;
  #otherFingerprint: string | null = null;
  /** Came before we had looked at what is open. */
  readonly #early: unknown[] = [];
  #cancelDeadline: () => void;
  #cancelRestart: () => void = () => undefined;
  /** Another way is being looked for, and there is a deadline for it. */
  #isBeingSought = false;
  #gathered: () => void = () => undefined;

  constructor(ports: RtcPeerPorts, options: DirectOptions, events: DirectEvents) {
    this.#ports = ports;
    this.#options = options;
    this.#events = events;
    this.#connection = ports.connect(configurationOf(options));
    const channel = this.#connection.createDataChannel("daybook", { negotiated: true, id: 0, ordered: true });
    // At once: a channel in use stays where it is.
    this.#channel = ports.handOver?.(channel) ?? channel;
    const patienceMs = options.patienceMs ?? (options.at === undefined ? CONNECT_DEADLINE_MS : CALL_DEADLINE_MS);
    this.#cancelDeadline = ports.timers.after(patienceMs, () => this.#end("unreachable"));
    this.#listen();
    const { first, at } = options;
    if (first) this.#enqueue(() => (at === undefined ? this.#describe() : this.#call(at)));
  }

  send(packet: Uint8Array): void {
    if (this.#state !== "open") return;
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- packets are made in this process, on no shared memory
      this.#channel.send(packet as Uint8Array<ArrayBuffer>);
    } catch {
      // It is closing already, or holds more than a browser allows.
      this.#end("broken");
    }
  }

  bufferedBytes(): number {
    return this.#state === "open" ? this.#channel.bufferedAmount : 0;
  }

  hear(signal: DirectSignal): void {
    if (this.#isOver()) return;
    if (signal.kind === "bye") return this.#end(signal.isFull === true ? "full" : "left");
    if (this.#waitingSignals >= MAX_WAITING_SIGNALS) return this.#end("refused");
    this.#waitingSignals += 1;
    this.#enqueue(async () => {
      this.#waitingSignals -= 1;
      if (signal.kind === "candidate") await this.#hearCandidate(signal.candidate);
      else if (signal.type === "offer") await this.#hearOffer(signal.sdp);
      else await this.#hearAnswer(signal.sdp);
    });
  }

  close(): void {
    if (this.#isOver()) return;
    const wasOpen = this.#state === "open";
    this.#finish(null);
    if (!wasOpen) return this.#release();
    this.#state = "flushing";
    this.#cancelDeadline = this.#ports.timers.after(FLUSH_DEADLINE_MS, () => this.#release());
    this.#channel.close();
  }

  #isOver(): boolean {
    return this.#state === "flushing" || this.#state === "over";
  }

  #listen(): void {
    const [connection, channel] = [this.#connection, this.#channel];
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = LOW_WATER_BYTES;
    // Behind the answer that is being taken in: browsers tell of an open channel before its description is in force for us.
    channel.addEventListener("open", () => this.#enqueue(async () => this.#onOpen()));
    channel.addEventListener("message", ({ data }) => this.#onMessage(data));
    channel.addEventListener("bufferedamountlow", () => {
      if (this.#state === "open") this.#events.low();
    });
    channel.addEventListener("close", () => this.#onChannelClosed());
    // What there is to know follows as a close.
    channel.addEventListener("error", () => undefined);
    connection.addEventListener("connectionstatechange", () => this.#onConnectionState(connection.connectionState));
    connection.addEventListener("icegatheringstatechange", () => {
      if (connection.iceGatheringState === "complete") this.#gathered();
    });
    connection.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate !== null) this.#sayCandidate(candidate.candidate);
    });
  }

  #enqueue(task: () => Promise<void>): void {
    this.#work = this.#workOff(this.#work, task);
  }

  /** What fails in it ends the connection, unless that is over already. */
  async #workOff(before: Promise<void>, task: () => Promise<void>): Promise<void> {
    await before;
    if (this.#isOver()) return;
    try {
      await task();
    } catch {
      this.#end("refused");
    }
  }

  /** Says our description, with the addresses that are found at once. */
  async #describe(): Promise<void> {
    this.#said = null;
    await this.#connection.setLocalDescription();
    await this.#gather();
    const { localDescription } = this.#connection;
    if (this.#isOver() || localDescription === null) return;
    const described = parseSessionDescription(localDescription.sdp);
    if (described === null) return this.#end("unsupported");
    const type = localDescription.type === "offer" ? "offer" : "answer";
    const waits = type === "offer" && this.#sharesLast;
    if (!waits) this.#said = new Set(described.candidates.map(keyOf));
    const candidates = waits ? [] : described.candidates;
    this.#events.signal({ kind: "description", type, sdp: sessionDescriptionToSdp({ ...described, candidates }) });
  }

  /**
   * Of another way the side that chooses it (the first one, ICE's controlling agent) says its addresses once it knows the other's. If the other looked for
   * it before, libwebrtc would meet an address of unknown origin, which ranks below those of the way before, and drop it for good; Firefox does not go on
   * over those, so that nothing got through to it any more though both called themselves connected.
   */
  get #sharesLast(): boolean {
    return this.#options.first && this.#state === "open";
  }

  /** Nobody says an answer there: what it would say is known. */
  async #call({ fingerprint, port, hosts }: DirectAddress): Promise<void> {
    await this.#connection.setLocalDescription();
    const own = parseSessionDescription(this.#connection.localDescription?.sdp ?? "");
    if (this.#isOver()) return;
    if (own === null) return this.#end("unsupported");
    const credential = credentialOf(own.password);
    const candidates = hosts.map((host): Candidate => {
      const address = addressOfBytes(host, host.length === 4 ? "ipv4" : "ipv6");
      return { kind: "host", priority: HOST_PRIORITY, address, port };
    });
    const answer = { role: "passive", ufrag: credential, password: credential, fingerprint, candidates } as const;
    await this.#take("answer", sessionDescriptionToSdp(answer));
  }

  async #gather(): Promise<void> {
    // Of another way it still says what was so for the one before.
    if (this.#connection.iceGatheringState === "complete" && this.#state !== "open") return;
    await new Promise<void>((resolve) => {
      const cancel = this.#ports.timers.after(this.#options.restrictTo === "host" ? GATHER_ALL_MS : GATHER_MS, resolve);
      this.#gathered = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Those that waited for the answer; further ones follow as they are found. */
  #sayWaiting(): void {
    this.#said = new Set();
    const own = parseSessionDescription(this.#connection.localDescription?.sdp ?? "");
    for (const candidate of own?.candidates ?? []) this.#sayCandidate(candidateToText(candidate, 0));
  }

  #sayCandidate(text: string): void {
    const candidate = candidateOfText(text);
    const said = this.#said;
    if (said === null || this.#isOver() || candidate === null || said.size >= MAX_CANDIDATES || said.has(keyOf(candidate))) return;
    this.#events.signal({ kind: "candidate", candidate: candidateToText(candidate, said.size) });
    said.add(keyOf(candidate));
  }

  async #hearOffer(sdp: string): Promise<void> {
    if (this.#connection.signalingState !== "stable" && !this.#options.polite) return;
    if (!(await this.#take("offer", sdp))) return;
    await this.#describe();
  }

  async #hearAnswer(sdp: string): Promise<void> {
    // To an offer that was taken back.
    if (this.#connection.signalingState !== "have-local-offer") return;
    if (!(await this.#take("answer", sdp))) return;
    if (this.#state === "connecting") return this.#setDeadline("unreachable");
    if (this.#sharesLast) this.#sayWaiting();
  }

  async #take(type: "offer" | "answer", sdp: string): Promise<boolean> {
    const description = parseSessionDescription(sdp);
    const isOther = description?.fingerprint !== this.#otherFingerprint && this.#otherFingerprint !== null;
    if (description === null || isOther || (description.role === "offer") !== (type === "offer")) {
      this.#end("refused");
      return false;
    }
    this.#otherFingerprint = description.fingerprint;
    this.#candidatesHeard = description.candidates.length;
    // The DTLS handshake is begun by the first side, which knows the other's answer by then: one begun before is not heard by every platform.
    const role = type === "answer" ? description.role : this.#options.first ? "passive" : "active";
    await this.#connection.setRemoteDescription({ type, sdp: sessionDescriptionToSdp({ ...description, role }) });
    return !this.#isOver();
  }

  async #hearCandidate(text: string): Promise<void> {
    const candidate = text.length <= MAX_CANDIDATE_CHARACTERS ? candidateOfText(text) : null;
    if (candidate === null) return;
    if (this.#candidatesHeard >= MAX_CANDIDATES) return this.#end("refused");
    this.#candidatesHeard += 1;
    try {
      await this.#connection.addIceCandidate({ candidate: candidateToText(candidate, this.#candidatesHeard), sdpMid: "0" });
    } catch {
      // It belongs to an offer that was not taken; or is of no use to this platform.
    }
  }

  #onOpen(): void {
    if (this.#state !== "connecting") return;
    const binding = this.#binding();
    if (binding === null) return this.#end("refused");
    this.#state = "open";
    this.#cancelDeadline();
    this.#events.opened(binding);
    for (const data of this.#early.splice(0)) this.#onMessage(data);
  }

  /** By what is in force. */
  #binding(): string | null {
    const { localDescription, remoteDescription, shownFingerprint } = this.#connection;
    const own = parseSessionDescription(localDescription?.sdp ?? "");
    const other = parseSessionDescription(remoteDescription?.sdp ?? "");
    if (own === null || other === null || other.fingerprint !== this.#otherFingerprint) return null;
    return bindingOf(own.fingerprint, shownFingerprint ?? other.fingerprint);
  }

  #onMessage(data: unknown): void {
    if (this.#state === "connecting") return this.#keepEarly(data);
    if (this.#state !== "open") return;
    // Text is not ours: as a packet without bytes it is refused above.
    if (!(data instanceof ArrayBuffer)) return this.#events.packet(EMPTY_BYTES);
    this.#events.packet(new Uint8Array(data));
    freeBuffer(data);
  }

  #keepEarly(data: unknown): void {
    if (this.#early.length >= MAX_EARLY_PACKETS) return this.#end("refused");
    this.#early.push(data);
  }

  #onChannelClosed(): void {
    if (this.#state === "flushing") this.#release();
    else this.#end(this.#state === "open" ? "left" : "unreachable");
  }

  #onConnectionState(connectionState: string): void {
    if (this.#isOver()) return;
    if (connectionState === "closed") return this.#end("broken");
    if (this.#state === "open") this.#onWayState(connectionState);
    // With patience the other side may not know of us yet: it will, and begin from there.
    else if (connectionState === "failed" && this.#options.patienceMs === undefined) this.#end("unreachable");
  }

  #onWayState(connectionState: string): void {
    this.#cancelRestart();
    if (connectionState === "connected") {
      this.#cancelDeadline();
      this.#isBeingSought = false;
    }
    const patienceMs = this.#options.at === undefined ? RESTART_AFTER_MS : CALL_OVER_AFTER_MS;
    if (connectionState === "disconnected") this.#cancelRestart = this.#ports.timers.after(patienceMs, () => this.#restart());
    else if (connectionState === "failed") this.#restart();
  }

  /** Looks for another way while there is time; a platform that cannot waits for the one there was, unless that is gone for good. */
  #restart(): void {
    // Nobody hears of another way; and to call again is as quick.
    if (this.#options.at !== undefined) return this.#end("broken");
    const { restartIce, connectionState } = this.#connection;
    if (restartIce === undefined && connectionState === "failed") return this.#end("broken");
    if (!this.#isBeingSought) this.#setDeadline("broken");
    this.#isBeingSought = true;
    if (restartIce === undefined) return;
    restartIce.call(this.#connection);
    this.#enqueue(() => this.#describe());
  }

  #setDeadline(failure: DirectFailure): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#ports.timers.after(CONNECT_DEADLINE_MS, () => this.#end(failure));
  }

  #end(failure: DirectFailure): void {
    if (this.#isOver()) return;
    this.#finish(failure);
    this.#release();
  }

  #finish(failure: DirectFailure | null): void {
    // An open channel says so itself.
    const saysBye = this.#state === "connecting" && failure !== "left" && failure !== "full" && this.#options.at === undefined;
    this.#state = "over";
    this.#cancelDeadline();
    this.#cancelRestart();
    this.#gathered();
    queueMicrotask(() => {
      if (saysBye) this.#events.signal({ kind: "bye" });
      this.#events.closed(failure);
    });
  }

  #release(): void {
    this.#state = "over";
    this.#cancelDeadline();
    this.#connection.close();
    this.#ports.released?.();
  }
}

const DEAD: DirectChannel = { send: () => undefined, bufferedBytes: () => 0, close: () => undefined, hear: () => undefined };

export function openRtcPeer(ports: RtcPeerPorts, options: DirectOptions, events: DirectEvents): DirectChannel {
  try {
    return new RtcPeer(ports, options, events);
  } catch {
    // The platform has no connections, or will not make another.
    queueMicrotask(() => events.closed("unsupported"));
    ports.released?.();
    return DEAD;
  }
}
