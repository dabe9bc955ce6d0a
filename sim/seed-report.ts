// What a seed's story was like, in figures.

import { assert } from "../src/base/result.ts";
import type { Acknowledged } from "./acknowledged.ts";
import type { Device, World } from "./world.ts";

export type SeedReport = {
  readonly seed: number;
  readonly devices: number;
  readonly records: number;
  readonly savedActs: number;
  readonly refusedActs: number;
  readonly forkedLogs: number;
  /** Devices that know in the end that they were removed, and statements that were ever stored. */
  readonly removed: number;
  readonly statements: number;
  readonly frames: number;
  readonly lies: number;
  /** Bases that devices have made or taken, and commits that dropped records. */
  readonly bases: number;
  readonly prunings: number;
  /** How long after everything had healed all was the same, in virtual time. */
  readonly settledAfterMs: number;
  readonly steps: Readonly<Record<string, number>>;
};

/** `founder` has an open tab. */
export function reportOf(
  world: World,
  acknowledged: Acknowledged,
  founder: Device,
  { settledAfterMs, steps }: Pick<SeedReport, "settledAfterMs" | "steps">,
): SeedReport {
  const [tab] = founder.tabs;
  assert(tab !== undefined && tab.status !== null, "the founder has a tab");
  const { heads } = tab.open.space.core.index;
  return {
    seed: world.seed,
    devices: world.devices.length,
    records: heads.reduce((sum, head) => sum + head.seq - head.firstSeq + 1, 0),
    savedActs: acknowledged.count,
    refusedActs: acknowledged.refused,
    forkedLogs: tab.status.forkedLogs,
    removed: world.devices.filter(({ tabs }) => (tabs[0]?.status?.removed ?? null) !== null).length,
    statements: [...world.archive.statements(tab.open.space.core.space)].length,
    frames: world.network.statistics.frames,
    lies: world.relay.byzantine.lied,
    bases: world.engineCounts.bases,
    prunings: world.engineCounts.prunings,
    settledAfterMs,
    steps,
  };
}
