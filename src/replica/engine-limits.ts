// When the engine does what: numbers that the app leaves as they are and a simulation makes tiny.

export type EngineLimits = {
  /** Of updates beyond the base, from which on they are compacted; or records. */
  readonly tailBytes: number;
  readonly tailRecords: number;
  /** Without a change, before anything is begun. */
  readonly idleMs: number;
  /** Of work between two pauses, about: others wait for the thread that long. */
  readonly stepMs: number;
  /** Between two steps; 0: none. */
  readonly pauseMs: number;
  /** At most, before a checkpoint of another device is compared: another one may do it first. */
  readonly jitterMs: number;
  /** How long a checkpoint must have been known without an objection until it is trusted. */
  readonly graceMs: number;
  /** Items worked on before it is asked whether a pause is due. */
  readonly stepItems: number;
};

export const DEFAULT_ENGINE_LIMITS: EngineLimits = {
  tailBytes: 262_144,
  tailRecords: 2_000,
  idleMs: 2_000,
  stepMs: 16,
  pauseMs: 1,
  jitterMs: 60_000,
  graceMs: 45 * 86_400_000,
  stepItems: 50,
};
