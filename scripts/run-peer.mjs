// The rest of `npm run peer`: installs and builds what is missing or stale, then runs the home device in this process, which speaks for itself.

import { ensureBuilt } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";

ensureDependencies();
ensureBuilt("node");
// A path the compiler does not follow: the file is made by the build.
const peer = "../dist-node/peer.mjs";
await import(peer);
