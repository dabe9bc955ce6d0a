// How bad the network may be, from a seed.

import type { Network, NetworkWeather } from "./network.ts";
import { between } from "./random.ts";

export function randomWeather(random: () => number): NetworkWeather {
  const chance = (limit: number): number => (random() < 0.5 ? between(random, 0, limit) : 0);
  return {
    minLatencyMs: between(random, 1, 50),
    maxLatencyMs: between(random, 50, random() < 0.3 ? 3_000 : 300),
    breakChance: chance(0.1),
    dialFailChance: chance(0.6),
    replayChance: chance(0.5),
  };
}

/** One of the connections between devices breaks, for both or for one side only, loses what is sent one way, or becomes slow. */
export function troubleDirect(random: () => number, { network }: { readonly network: Network }): void {
  const kind = random();
  const slowMs = between(random, 100, 5_000);
  network.troubleDirect((connection, side) => {
    if (kind < 0.25) connection.break();
    else if (kind < 0.5) connection.breakHalf(side);
    else if (kind < 0.8) connection.deafen(side);
    else connection.slow(slowMs);
  });
}
