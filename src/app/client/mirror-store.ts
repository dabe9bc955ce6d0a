// What is kept on this device of the room that a note is mirrored with, for the mirror that runs in this window: the worker keeps it.

import type { ItemId } from "../../base/ids.ts";
import type { MirrorStore } from "../../ports/mirror-store.ts";
import type { ReplicaClient } from "./replica-client.ts";

export const openMirrorStore = (client: Pick<ReplicaClient, "ask">, id: ItemId): MirrorStore => ({
  load: () => client.ask({ kind: "load-mirror", id }),
  append: (entry) => client.ask({ kind: "keep-mirror", id, change: { kind: "append", entry } }),
  replace: (mirror) => client.ask({ kind: "keep-mirror", id, change: { kind: "replace", mirror } }),
});
