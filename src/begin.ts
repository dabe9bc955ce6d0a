// What a page does first of all, while the app's own code is still on its way: it finds out whether its parts fit together, and starts the replica's worker,
// which opens storage meanwhile. main.tsx goes on from here.

import { holdPort } from "./app/client/held-port.ts";
import type { ReplicaPort } from "./app/client/replica-client.ts";
import { makeWorkerPort } from "./app/client/worker-port.ts";
import { startVersions, type Versions } from "./app/update/start-versions.ts";

export const versions: Versions = startVersions(__BUILD_ID__, import.meta.env.PROD && "serviceWorker" in navigator);
await versions.mayStart;
// Its code is loaded while the parts of this page find out whether they fit together; it opens nothing before it hears that they do.
const worker = new Worker(new URL("./replica.worker.ts", import.meta.url), { type: "module" });
const keepConnections = async (port: MessagePort): Promise<void> => (await import("./links/rtc/window-rtc.ts")).keepConnections(port);
export const port: ReplicaPort = holdPort(
  makeWorkerPort(worker, (asked) => void keepConnections(asked)),
  __BUILD_ID__,
  versions.otherBuild,
);
