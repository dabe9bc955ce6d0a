// Keeps what is on screen for the next start, and takes it away: what first-screen.ts reads.

import { utf8ToBytes } from "../base/bytes.ts";
import type { SpaceId } from "../base/ids.ts";
import type { StoreBatch } from "../ports/store.ts";
import { baseKey } from "./base.ts";
import { firstScreenKey, purposeOf, type FirstScreen, type Ports } from "./first-screen.ts";
import { makeBatch } from "./store-batch.ts";

const MAX_BYTES = 262_144;

/** For the commit of another base: what was on screen may have been deleted for good. */
export const noFirstScreen = (space: SpaceId): StoreBatch["meta"][number] => ({ key: firstScreenKey(space), value: null });

/** What a screen shows: the base as it was stored, and the digest of that and the heads. */
export type ShownContent = { readonly base: Uint8Array | null; readonly digest: string };

/** What is too large, or cannot be stored, is not kept; nor is what shows another base than the present one: something may have been deleted for good. */
export async function keepFirstScreen({ store, vault }: Ports, space: SpaceId, shown: ShownContent, screen: FirstScreen): Promise<void> {
  const content = utf8ToBytes(JSON.stringify({ digest: shown.digest, screen }));
  if (content.length > MAX_BYTES) return;
  const value = await vault.wrap(purposeOf(space), content);
  const expectMeta = [{ key: baseKey(space), value: shown.base }];
  await store.commit(makeBatch(space, { expectMeta, meta: [{ key: firstScreenKey(space), value }] }));
}
