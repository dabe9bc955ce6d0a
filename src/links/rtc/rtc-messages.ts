// What the replica's worker and the window that keeps its connections say to each other over their port. Both are this build's own code; what comes from
// another device travels within, as bytes or bounded text.

import type { DirectFailure, DirectOptions, DirectSignal } from "../../ports/direct.ts";
import type { RtcDataChannel } from "./rtc-connection.ts";

/** From the worker. `id`: of one connection, chosen by the worker, never again. */
export type RtcCommand =
  | { readonly kind: "open"; readonly id: number; readonly options: DirectOptions }
  | { readonly kind: "hear"; readonly id: number; readonly signal: DirectSignal }
  | { readonly kind: "send"; readonly id: number; readonly packet: ArrayBuffer }
  /** So many bytes of packets have been taken in. */
  | { readonly kind: "took"; readonly id: number; readonly bytes: number }
  /** To the channel that was handed over. */
  | { readonly kind: "happened"; readonly id: number; readonly event: HandedEvent }
  | { readonly kind: "close"; readonly id: number };

export type HandedEvent = "open" | "close";

/** From the window. */
export type RtcEvent =
  /** First of all, where the platform can hand one over: from now on its packets and its flow are the worker's own affair. */
  | { readonly kind: "channel"; readonly id: number; readonly channel: RtcDataChannel }
  /** It shall close, once what was sent has left. */
  | { readonly kind: "shut"; readonly id: number }
  | { readonly kind: "signal"; readonly id: number; readonly signal: DirectSignal }
  | { readonly kind: "opened"; readonly id: number; readonly binding: string }
  | { readonly kind: "packet"; readonly id: number; readonly packet: ArrayBuffer }
  /** The channel holds little enough for so many more bytes. */
  | { readonly kind: "left"; readonly id: number; readonly bytes: number }
  | { readonly kind: "closed"; readonly id: number; readonly reason: DirectFailure | null };

/** What is used of a MessagePort. */
export interface PipePort<Said> {
  postMessage(message: Said, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  start(): void;
}
