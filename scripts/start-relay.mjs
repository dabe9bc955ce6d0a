// The rest of `npm start`: installs and builds what is missing or stale, then runs the relay, which serves the app, in this process.
// From there on the relay speaks for itself: its address, a taken port, a folder it cannot write, and how it stops.

import { ensureBuilt } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";

ensureDependencies();
ensureBuilt("app");
ensureBuilt("node");
// A path the compiler does not follow: the file is made by the build.
const relay = "../dist-node/relay.mjs";
await import(relay);
