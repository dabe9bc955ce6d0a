// `npm start`. Asks first whether this Node can run the rest, which an old one could not even parse, and whether the arguments make sense.

import { nodeIsNewEnough } from "./node-version.mjs";
import { argumentsAreClear } from "./start-arguments.mjs";

if (nodeIsNewEnough() && argumentsAreClear()) {
  import("./start-relay.mjs").catch((error) => {
    console.error(`Daybook could not start: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
