// `npm run soak -- --from N --count M --out FILE`: runs the simulation on any range of seeds.

import { pathToFileURL } from "node:url";
import { bundleSoak } from "./soak-bundle.mjs";

await import(pathToFileURL(await bundleSoak()).href);
