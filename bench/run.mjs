// `npm run bench`. Asks first whether this Node can run the rest, which an old one could not even parse.

import { nodeIsNewEnough } from "../scripts/node-version.mjs";

if (nodeIsNewEnough()) {
  import("./build-and-run.mjs").catch((error) => {
    console.error(`The benchmark could not run: ${error instanceof Error ? error.message : String(error)}`);
    // Devices that were being measured may still hold sockets and timers.
    process.exit(1);
  });
}
