// Keeps what is on screen for the next start (first-screen.ts), some time after it has changed, and at once when the window goes out of sight.

import { ok } from "../base/result.ts";
import type { Timers } from "../ports/time.ts";
import type { ProfileState } from "./face.ts";
import { contentDigest } from "./first-screen.ts";
import { keepFirstScreen } from "./kept-screen.ts";
import type { Replica } from "./replica.ts";
import type { Screen } from "./screen.ts";
import type { Space } from "./space.ts";

const AFTER_MS = 2_000;

type KeeperParts = {
  readonly timers: Timers;
  readonly screen: Screen;
  /** The one that the next start shows first. */
  readonly space: () => Space;
  /** It is what the screen shows. */
  readonly isOnScreen: () => boolean;
  readonly profile: () => ProfileState;
  /** Nothing is kept where the disk is full. */
  readonly isFull: () => boolean;
};

export class FirstScreenKeeper {
  readonly #parts: KeeperParts;
  #cancel: (() => void) | null = null;
  /** The digest and the query of what was kept last. */
  #kept = "";

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** What is on screen may be another thing now. */
  changed(): void {
    if (!this.#parts.screen.isWatched) return;
    this.#cancel?.();
    this.#cancel = this.#parts.timers.after(AFTER_MS, () => this.keepNow());
  }

  keepNow(): void {
    this.close();
    // What cannot be kept is made from the rows at the next start.
    void this.#keep().catch(() => undefined);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  async #keep(): Promise<void> {
    const { screen, profile, isFull, isOnScreen } = this.#parts;
    const { core } = this.#parts.space();
    if (isFull()) return;
    // In the space's turn what is on screen is of just these heads.
    const taken = await core.inTurn(async () => {
      const shown = isOnScreen() ? screen.shown() : null;
      const base = core.base.stored;
      return ok(
        shown === null ? null : { shown, content: { base, digest: contentDigest(core.ports.suite.sha256, base, core.index.heads) } },
      );
    });
    if (!taken.ok || taken.value === null) return;
    const { shown, content } = taken.value;
    const name = `${content.digest} ${JSON.stringify(shown.query)} ${shown.rows.start} ${shown.rows.ids.length}`;
    if (name === this.#kept) return;
    this.#kept = name;
    const others = [...shown.others, { kind: "profile", profile: profile() } as const];
    await keepFirstScreen(core.ports, core.space, content, { ...shown, others });
  }
}

/** `profile`: as windows are told of it. */
export const keepScreenOf = ({ ports, screen, spaces, storage }: Replica, profile: () => ProfileState): FirstScreenKeeper =>
  new FirstScreenKeeper({
    timers: ports.timers,
    screen,
    space: () => spaces.own.space,
    isOnScreen: () => spaces.shown === spaces.own && spaces.together === null,
    profile,
    isFull: () => storage.isFull,
  });
