// Keeps the connections of this tab's replica, which lives in a worker, where browsers have no RTCPeerConnection. The channel of each is handed over to
// the worker where the platform can. Elsewhere packets go by as they come, with credits both ways: the worker hears when a channel has room again, and a
// device that sends more than the worker takes in is cut off.

import { freeBuffer } from "../../base/bytes.ts";
import { giveBuffer } from "../../base/given-bytes.ts";
import type { DirectChannel, DirectOptions } from "../../ports/direct.ts";
import type { Timers } from "../../ports/time.ts";
import { LOW_WATER_BYTES } from "../../wire/limits.ts";
import { HandedChannel } from "./handed-channel.ts";
import type { MakeRtcConnection, RtcDataChannel } from "./rtc-connection.ts";
import type { PipePort, RtcCommand, RtcEvent } from "./rtc-messages.ts";
import { openRtcPeer } from "./rtc-peer.ts";

/** Browsers keep a few hundred in a process until they are collected; closing ones count. */
export const MAX_CONNECTIONS = 16;
/** Handed to the worker and not taken in yet. An honest device stays within the window of its session, which is an eighth of it. */
export const MAX_UNTAKEN_BYTES = 16_777_216;

type HostPorts = { readonly connect: MakeRtcConnection; readonly timers: Timers };

class HostedPeer {
  channel: DirectChannel | null = null;
  untakenBytes = 0;
  /** Sent by the worker and not said to have left. */
  uncreditedBytes = 0;
}

class RtcHost {
  readonly #port: PipePort<RtcEvent>;
  readonly #ports: HostPorts;
  readonly #peers = new Map<number, HostedPeer>();
  /** Until their connection is gone, which may be later. */
  readonly #handed = new Map<number, HandedChannel>();
  #connections = 0;

  constructor(port: PipePort<RtcEvent>, ports: HostPorts) {
    this.#port = port;
    this.#ports = ports;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other end of the port is rtc-pipe.ts of the same build
    port.addEventListener("message", ({ data }) => this.#carryOut(data as RtcCommand));
    port.start();
  }

  #say(event: RtcEvent, transfer: Transferable[] = []): void {
    this.#port.postMessage(event, transfer);
  }

  #carryOut(command: RtcCommand): void {
    if (command.kind === "open") return this.#open(command.id, command.options);
    if (command.kind === "happened") return this.#handed.get(command.id)?.happen(command.event);
    const peer = this.#peers.get(command.id);
    if (peer === undefined) return;
    switch (command.kind) {
      case "hear":
        return peer.channel?.hear(command.signal);
      case "send":
        peer.uncreditedBytes += command.packet.byteLength;
        peer.channel?.send(new Uint8Array(command.packet));
        // The platform has copied it.
        freeBuffer(command.packet);
        return this.#credit(command.id, peer);
      case "took":
        peer.untakenBytes -= command.bytes;
        return;
      case "close":
        return peer.channel?.close();
    }
  }

  #open(id: number, options: DirectOptions): void {
    if (this.#connections >= MAX_CONNECTIONS) return this.#say({ kind: "closed", id, reason: "full" });
    this.#connections += 1;
    const peer = new HostedPeer();
    this.#peers.set(id, peer);
    const handOver = (channel: RtcDataChannel): RtcDataChannel | null => this.#handOver(id, channel);
    peer.channel = openRtcPeer({ ...this.#ports, handOver, released: () => this.#release(id) }, options, {
      signal: (signal) => this.#say({ kind: "signal", id, signal }),
      opened: (binding) => this.#say({ kind: "opened", id, binding }),
      packet: (bytes) => this.#onPacket(id, peer, bytes),
      low: () => this.#credit(id, peer),
      closed: (reason) => {
        this.#peers.delete(id);
        this.#say({ kind: "closed", id, reason });
      },
    });
  }

  #handOver(id: number, channel: RtcDataChannel): RtcDataChannel | null {
    try {
      this.#say({ kind: "channel", id, channel }, [channel]);
    } catch {
      return null;
    }
    const handed = new HandedChannel(() => this.#say({ kind: "shut", id }));
    this.#handed.set(id, handed);
    return handed;
  }

  #release(id: number): void {
    this.#connections -= 1;
    this.#handed.delete(id);
  }

  #onPacket(id: number, peer: HostedPeer, bytes: Uint8Array): void {
    peer.untakenBytes += bytes.length;
    if (peer.untakenBytes > MAX_UNTAKEN_BYTES) {
      this.#peers.delete(id);
      this.#say({ kind: "closed", id, reason: "refused" });
      peer.channel?.close();
      return;
    }
    const packet = giveBuffer(bytes);
    this.#say({ kind: "packet", id, packet }, [packet]);
  }

  #credit(id: number, peer: HostedPeer): void {
    if (peer.uncreditedBytes === 0 || (peer.channel?.bufferedBytes() ?? 0) > LOW_WATER_BYTES) return;
    this.#say({ kind: "left", id, bytes: peer.uncreditedBytes });
    peer.uncreditedBytes = 0;
  }
}

/** For as long as the window lives. */
export function openRtcHost(port: PipePort<RtcEvent>, ports: HostPorts): void {
  void new RtcHost(port, ports);
}
