// Time as a port: replicas read the wall clock and set timers only through these.

/** Milliseconds since 1970, as this device believes. */
export type Clock = () => number;

export interface Timers {
  /** Runs `task` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, task: () => void): () => void;
}
