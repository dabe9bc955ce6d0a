// What travelled, by kind of frame and direction.

import { assert } from "../src/base/result.ts";
import { decodeFrame } from "../src/wire/frame-codec.ts";
import type { CountedFrame } from "./socket-meter.ts";

type Sum = { readonly count: number; readonly bytes: number };

function sumsByKind(frames: readonly CountedFrame[]): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { direction, bytes } of frames) {
    const decoded = decodeFrame(bytes, { authenticated: true });
    assert(decoded.ok, "a frame of ours");
    const name = `${decoded.value.type} ${direction === "sent" ? "out" : "in"}`;
    const sum = sums.get(name) ?? { count: 0, bytes: 0 };
    sums.set(name, { count: sum.count + 1, bytes: sum.bytes + bytes.length });
  }
  return sums;
}

/** `socketBytes`: all that these frames took on their sockets. Number x bytes of each kind, the largest first. */
export function describeFrames(frames: readonly CountedFrame[], socketBytes: number): string {
  const kinds = [...sumsByKind(frames)].toSorted(([, a], [, b]) => b.bytes - a.bytes);
  const payload = frames.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const parts = kinds.map(([name, { count, bytes }]) => `${name} ${count} x ${bytes}`);
  return `${parts.join(", ")}; upgrade and frame headers ${socketBytes - payload}`;
}
