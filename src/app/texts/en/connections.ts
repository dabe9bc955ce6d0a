// How each of the other devices is connected, and what travels.

import { changesOf } from "./counts.ts";

/** Done, of all. */
type Share = readonly [number, number];

export const connections = {
  "way.direct": (since: string) => `Connected directly since ${since}.`,
  "way.relay": "Connected by way of the relay.",
  "way.file": (when: string) => `By file. Last from it: ${when}.`,
  "way.none": (lastSeen: string) => `Not connected. Last seen ${lastSeen}.`,
  "way.never": "Not connected, and not seen from here yet.",
  "way.trying": "Connecting directly now.",
  "way.travelled": (sent: string, received: string) => `${sent} sent and ${received} received directly.`,
  "way.travelling": (sent: string, received: string) => `Changes are on their way: ${sent} sent and ${received} received directly.`,
  "way.receiving": (done: number, total: number, bytes: string) => `Receiving ${changesOf(done, total)}, ${bytes} so far.`,
  "way.sending": (done: number, total: number, bytes: string) => `Sending ${changesOf(done, total)}, ${bytes} so far.`,
  "way.bothWays": (received: Share, sent: Share) => `Receiving ${changesOf(...received)}, sending ${changesOf(...sent)}.`,
  "way.progress": (name: string) => `Changes travelling to and from ${name}`,
  "way.overRelay": "Until it works, changes go by way of the relay.",
  "way.failed.left": (when: string) => `The other device ended the direct connection (${when}).`,
  "way.failed.unreachable": (when: string) => `No direct way to it was found (${when}).`,
  "way.failed.broken": (when: string) => `The direct connection broke off (${when}).`,
  "way.failed.refused": (when: string) => `The direct connection was ended: what came over it could not be understood (${when}).`,
  "way.failed.full": (when: string) => `No direct connection: this device, or the other, has as many as it keeps (${when}).`,
  "way.failed.unsupported": (when: string) => `This browser could not connect directly (${when}).`,
  "way.failed.not-verified": (when: string) =>
    `What answered in its place was not this device, so no direct connection was made (${when}).`,
} as const;
