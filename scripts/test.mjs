// `npm test`. Asks first whether this Node can run the rest, which an old one could not even parse.

import { nodeIsNewEnough } from "./node-version.mjs";

if (nodeIsNewEnough()) {
  import("./test-all.mjs").catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
