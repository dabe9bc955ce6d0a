// Steps of a story that the relay takes, or that are done to it.

import { copyMemoryDisk, type MemoryDisk } from "../relay/memory-store.ts";
import { randomLies } from "./byzantine-relay.ts";
import { pick } from "./random-intent.ts";
import type { Device, World } from "./world.ts";

export class RelaySteps {
  readonly #world: World;
  readonly #random: () => number;
  readonly #mayForget: () => boolean;
  #backup: MemoryDisk | null = null;

  /** `mayForget`: nobody needs from it what was damaged elsewhere. */
  constructor(world: World, random: () => number, mayForget: () => boolean) {
    this.#world = world;
    this.#random = random;
    this.#mayForget = mayForget;
  }

  wipe(): void {
    if (this.#mayForget()) this.#world.relay.wipe();
  }

  backUp(): void {
    this.#backup = copyMemoryDisk(this.#world.relay.disk);
  }

  restore(): void {
    if (this.#backup !== null && this.#mayForget()) this.#world.relay.restore(copyMemoryDisk(this.#backup));
  }

  lie(joined: readonly Device[]): void {
    const of = pick(this.#random, joined)?.tabs[0]?.replica?.space.core.self ?? null;
    this.#world.relay.byzantine.lies = randomLies(this.#random, of);
  }

  /** Some devices are shown what there is now, or was once, and what they add to it. */
  fork(): void {
    const { devices, relay } = this.#world;
    const names = devices.filter(() => this.#random() < 0.5).map(({ name }) => name);
    relay.fork(names, this.#backup !== null && this.#random() < 0.5 ? this.#backup : relay.disk);
  }

  fill(): void {
    this.#world.relay.disk.failure = { kind: "full" };
  }
}
