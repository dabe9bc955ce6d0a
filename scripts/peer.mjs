// `npm run peer`. Asks first whether this Node can run the rest, which an old one could not even parse.

import { nodeIsNewEnough } from "./node-version.mjs";

if (nodeIsNewEnough()) {
  import("./run-peer.mjs").catch((error) => {
    console.error(`The home device could not start: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
