// A mirror's store in memory, for tests. `disk` outlives the store, as a disk does; with `isSlow` nothing is durable before `step`.

import { ok, type Result } from "../base/result.ts";
import type { MirrorStore, MirrorStoreError, StoredMirror } from "../ports/mirror-store.ts";

export type MirrorDisk = { mirror: StoredMirror | null };

export interface MemoryMirrorStore extends MirrorStore {
  /** Makes the next thing durable; false where nothing waits. */
  step(): boolean;
}

type Answer = Result<void, MirrorStoreError>;

export function openMemoryMirrorStore(disk: MirrorDisk, isSlow = false): MemoryMirrorStore {
  const waiting: (() => void)[] = [];
  const write = async (change: () => void): Promise<Answer> =>
    new Promise((resolve) => {
      const act = (): void => {
        change();
        resolve(ok(undefined));
      };
      if (isSlow) waiting.push(act);
      else act();
    });
  return {
    step() {
      const next = waiting.shift();
      next?.();
      return next !== undefined;
    },
    load: async () => Promise.resolve(ok(disk.mirror)),
    append: async (entry) =>
      write(() => {
        if (disk.mirror !== null) disk.mirror = { ...disk.mirror, entries: [...disk.mirror.entries, structuredClone(entry)] };
      }),
    replace: async (mirror) =>
      write(() => {
        disk.mirror = structuredClone(mirror);
      }),
  };
}
