// How bad the network may be, from a seed.

import type { NetworkWeather } from "./network.ts";
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
