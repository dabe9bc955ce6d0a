// Signalling for stock clients of y-webrtc 10: JSON messages that subscribe to topics and publish to whoever has subscribed. What is published is passed on as it
// is, to its sender too, with how many it goes to; nothing is kept. A frame that is no such message closes that socket alone.

import type { CloseReason } from "./close-code.ts";
import {
  MAX_SIGNAL_BYTES,
  MAX_TOPIC_CHARACTERS,
  MAX_TOPICS_PER_SOCKET,
  SIGNAL_BURST,
  SIGNALS_PER_SECOND,
  SLOW_SIGNAL_BYTES,
} from "./limits.ts";
import { SocketCount } from "./socket-count.ts";

export interface SignalMember {
  send(message: string): void;
  close(reason: CloseReason): void;
  readonly bufferedBytes: number;
}

export type SignalSeat = { readonly receive: (data: Uint8Array) => void; readonly leave: () => void };

type Message =
  | { readonly type: "subscribe" | "unsubscribe"; readonly topics: readonly string[] }
  | { readonly type: "publish"; readonly topic: string; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly type: "ping" | "other" };

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTopic = (value: unknown): value is string => typeof value === "string" && value.length <= MAX_TOPIC_CHARACTERS;

/** Null where it is none. */
function parseSignal(data: Uint8Array): Message | null {
  if (data.length > MAX_SIGNAL_BYTES) return null;
  const fields = parseJson(data);
  if (!isFields(fields)) return null;
  const { type, topics, topic } = fields;
  switch (type) {
    case "subscribe":
    case "unsubscribe":
      return Array.isArray(topics) && topics.every(isTopic) ? { type, topics } : null;
    case "publish":
      return isTopic(topic) ? { type, topic, fields } : null;
    case "ping":
      return { type };
    default:
      return { type: "other" };
  }
}

function parseJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(data));
  } catch {
    return null;
  }
}

export class Signals {
  readonly #topics = new Map<string, Set<SignalMember>>();
  readonly #sockets = new SocketCount();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** `address`: of the socket's other end. */
  enter(address: string, member: SignalMember): SignalSeat {
    if (this.#sockets.hasRoomFor(address)) return this.#seat(address, member);
    member.close("busy");
    return { receive: () => undefined, leave: () => undefined };
  }

  /** It is left once. */
  #seat(address: string, member: SignalMember): SignalSeat {
    const uncount = this.#sockets.add(address);
    const topics = new Set<string>();
    let [allowed, countedMs] = [SIGNAL_BURST, this.#clock()];
    const isTooMuch = (): boolean => {
      const nowMs = this.#clock();
      allowed = Math.min(SIGNAL_BURST, allowed + ((nowMs - countedMs) * SIGNALS_PER_SECOND) / 1_000) - 1;
      countedMs = nowMs;
      return allowed < 0;
    };
    return {
      receive: (data) => {
        const message = parseSignal(data);
        if (message === null) member.close("malformed");
        else if (isTooMuch()) member.close("busy");
        else this.#take(member, topics, message);
      },
      leave: () => {
        uncount();
        this.#unsubscribe(member, topics, [...topics]);
      },
    };
  }

  #take(member: SignalMember, topics: Set<string>, message: Message): void {
    switch (message.type) {
      case "subscribe":
        return this.#subscribe(member, topics, message.topics);
      case "unsubscribe":
        return this.#unsubscribe(member, topics, message.topics);
      case "publish":
        return this.#publish(message.topic, message.fields);
      case "ping":
        return member.send('{"type":"pong"}');
      case "other":
        return undefined;
    }
  }

  #subscribe(member: SignalMember, topics: Set<string>, named: readonly string[]): void {
    for (const topic of named) {
      if (topics.size >= MAX_TOPICS_PER_SOCKET && !topics.has(topic)) return member.close("full");
      topics.add(topic);
      const members = this.#topics.get(topic) ?? new Set();
      this.#topics.set(topic, members.add(member));
    }
    return undefined;
  }

  #unsubscribe(member: SignalMember, topics: Set<string>, named: readonly string[]): void {
    for (const topic of named) {
      topics.delete(topic);
      const members = this.#topics.get(topic);
      members?.delete(member);
      if (members?.size === 0) this.#topics.delete(topic);
    }
  }

  #publish(topic: string, fields: Readonly<Record<string, unknown>>): void {
    const members = this.#topics.get(topic);
    if (members === undefined) return;
    const message = JSON.stringify({ ...fields, clients: members.size });
    for (const member of members) if (member.bufferedBytes <= SLOW_SIGNAL_BYTES) member.send(message);
  }
}
