// Links over direct connections (ports/direct.ts): each is a channel link over the packets of one connection.

import type { DialDirect, DirectChannel, RtcTransport } from "../ports/direct.ts";
import type { Timers } from "../ports/time.ts";
import { openChannelLink } from "./channel-link.ts";

export function makeDirectDial(transport: RtcTransport, timers: Timers): DialDirect {
  return (options, events) => {
    let channel: DirectChannel | null = null;
    const link = openChannelLink(
      (packetEvents) => {
        channel = transport.open(options, { ...packetEvents, signal: (signal) => events.signal(signal) });
        return channel;
      },
      timers,
      events,
    );
    return {
      get binding() {
        return link.binding;
      },
      send: (bytes) => link.send(bytes),
      bufferedBytes: () => link.bufferedBytes(),
      close: (error) => link.close(error),
      hear: (signal) => channel?.hear(signal),
    };
  };
}
