// For tests: both ends of a port between two threads.

import type { PipePort } from "./rtc-messages.ts";

export type MakePorts = () => { readonly near: PipePort<unknown>; readonly far: PipePort<unknown> };

const ports: MessagePort[] = [];

export function closePorts(): void {
  for (const port of ports.splice(0)) port.close();
}

const pipeOf = (port: MessagePort): PipePort<unknown> => ({
  postMessage: (message, transfer) => port.postMessage(message, transfer),
  addEventListener: (type, listener) => port.addEventListener(type, listener),
  start: () => port.start(),
});

const isOfChannel = (message: unknown): message is { readonly channel: unknown } =>
  typeof message === "object" && message !== null && "channel" in message;

/** Copies and transfers as between threads of Node, which cannot transfer channels. */
export const makePorts: MakePorts = () => {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return { near: pipeOf(port1), far: pipeOf(port2) };
};

/** As browsers do that transfer channels: one goes by the port in its turn, as it is. `seen` is told of each message. */
export const makeHandingPorts =
  (seen: (message: unknown) => void = () => undefined): MakePorts =>
  () => {
    const { near, far } = makePorts();
    const channels: unknown[] = [];
    return {
      near: {
        start: () => near.start(),
        postMessage(message, transfer) {
          seen(message);
          near.postMessage(message, transfer);
        },
        addEventListener: (type, listener) =>
          near.addEventListener(type, ({ data }) => listener({ data: isOfChannel(data) ? { ...data, channel: channels.shift() } : data })),
      },
      far: {
        ...far,
        postMessage(message, transfer) {
          seen(message);
          if (!isOfChannel(message)) return far.postMessage(message, transfer);
          channels.push(message.channel);
          far.postMessage({ ...message, channel: null }, []);
        },
      },
    };
  };
