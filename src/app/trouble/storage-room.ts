// How much this browser still stores, as far as it says: rounded figures, of what it grants and not of what the disk has, so that a full disk may come as
// a surprise all the same.

import { createSignal, onCleanup, type Accessor } from "solid-js";

export type StorageRoom = { readonly usedBytes: number; readonly quotaBytes: number };

const LOW_SHARE = 0.05;
const LOW_BYTES = 50_000_000;
const LOOK_MS = 300_000;

export const leftBytes = ({ usedBytes, quotaBytes }: StorageRoom): number => Math.max(0, quotaBytes - usedBytes);

/** Little enough to say so before it is full. A browser that grants little from the start is not warned of for that alone. */
export function isLow(room: StorageRoom): boolean {
  const left = leftBytes(room);
  return left < room.quotaBytes * LOW_SHARE || (left < LOW_BYTES && left < room.usedBytes);
}

/** `null` where the browser does not tell. */
export async function readStorageRoom(platform: Partial<Pick<StorageManager, "estimate">> | undefined): Promise<StorageRoom | null> {
  try {
    const { usage, quota } = (await platform?.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota };
  } catch {
    return null;
  }
}

/** Looked at now, every few minutes, and when the page is looked at again. */
export function createStorageRoom(): Accessor<StorageRoom | null> {
  const [room, setRoom] = createSignal<StorageRoom | null>(null);
  const look = async (): Promise<void> => {
    // Absent on pages that came over http from another machine.
    setRoom(await readStorageRoom("storage" in navigator ? navigator.storage : undefined));
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  const onVisible = (): void => void look();
  document.addEventListener("visibilitychange", onVisible);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", onVisible);
  });
  void look();
  return room;
}
