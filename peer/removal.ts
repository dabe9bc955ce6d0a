// What a home device does once another device has removed it. Nobody sits before it who could decide: it tells, and deletes what it holds where it was asked to, for
// that was asked by the owner of it all. What nobody else is known to hold it keeps until somebody says --wipe.

import type { SyncStatus } from "../src/replica/face.ts";

export type Removed = { readonly status: SyncStatus; readonly removed: NonNullable<SyncStatus["removed"]> };

export type AfterRemoval = { readonly line: string; readonly wipes: boolean };

const changes = (count: number): string => (count === 1 ? "1 change that is" : `${count} changes that are`);

/** `saysWipe`: it was started with --wipe. */
export function afterRemoval({ status, removed }: Removed, saysWipe: boolean, folder: string): AfterRemoval {
  const by = removed.by === null ? "Another device" : `"${removed.by}"`;
  const told = `${by} has removed this device: nothing comes in or goes out any more.`;
  const wipes = saysWipe || (removed.asksToWipe && status.recordsOnlyHere === 0);
  if (wipes) return { line: `${told} What it held in ${folder} is deleted.`, wipes };
  if (removed.asksToWipe) {
    const kept = `It was asked to delete what it holds, but has ${changes(status.recordsOnlyHere)} not known to be anywhere else`;
    return { line: `${told} ${kept}. All is kept in ${folder}; start it with --wipe to delete it all the same.`, wipes };
  }
  return { line: `${told} What it holds is kept in ${folder}; start it with --wipe to delete it.`, wipes };
}
