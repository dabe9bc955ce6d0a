// What was last on screen, kept so that the next start can show it before it has read the rows. It holds only while the store has just what it had then:
// a digest of the base and of all heads stands with it. Nothing is planned on it and nothing is answered from it. A device's own, never sent.
// Form in the store's meta table: text of JSON, wrapped by the vault.

import { bytesToHex, bytesToUtf8, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import type { SpaceId } from "../base/ids.ts";
import type { Sha256 } from "../base/labels.ts";
import { isRecord } from "../base/record.ts";
import type { PathHead } from "../ports/store.ts";
import { baseKey } from "./base.ts";
import type { ReplicaPush } from "./face.ts";
import type { TaskQuery } from "./face/task-query.ts";
import { pathKey } from "./log-index.ts";
import { ROWS_VERSION } from "./row-pages.ts";
import type { SpacePorts } from "./space-core.ts";

type Pushed<Kind extends ReplicaPush["kind"]> = Extract<ReplicaPush, { kind: Kind }>;

export type FirstScreen = {
  readonly query: TaskQuery;
  readonly rows: Omit<Pushed<"rows">, "watch">;
  readonly others: readonly (Pushed<"lists"> | Pushed<"tags"> | Pushed<"profile">)[];
};

/** Raised whenever the screen says something else than before; rows have a number of their own. */
const FORM = 2;

export const firstScreenKey = (space: SpaceId): string => `first-screen/${space}`;
export const purposeOf = (space: SpaceId): string => `first screen ${space} ${FORM} ${ROWS_VERSION}`;

/** Of what the rows were made from: the base as it is stored, and the heads. */
export function contentDigest(sha256: Sha256, base: Uint8Array | null, heads: readonly PathHead[]): string {
  const lines = heads.map((head) => `${pathKey(head)} ${head.seq} ${head.id} ${head.base?.seq ?? 0}`).toSorted();
  return bytesToHex(sha256(concatBytes(sha256(base ?? new Uint8Array(0)), utf8ToBytes(lines.join("\n")))));
}

export type Ports = Pick<SpacePorts, "store" | "vault" | "suite">;

/** Null where there is none, or where the store has something else by now. */
export async function readFirstScreen({ store, vault, suite }: Ports, space: SpaceId): Promise<FirstScreen | null> {
  const [kept, base, index] = await Promise.all([
    store.readMeta(firstScreenKey(space)),
    store.readMeta(baseKey(space)),
    store.loadIndex(space),
  ]);
  if (!kept.ok || kept.value === null || !base.ok || !index.ok) return null;
  const content = await vault.unwrap(purposeOf(space), kept.value);
  const text = content === null ? null : bytesToUtf8(content);
  const read: unknown = text === null ? null : JSON.parse(text);
  if (!isRecord(read) || read["digest"] !== contentDigest(suite.sha256, base.value, index.value.heads)) return null;
  // Wrapped by this device, for the number of this form.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return read["screen"] as FirstScreen;
}
