// What the tests run must be built from the sources as they are now.

import { ensureBuilt } from "../scripts/build.mjs";

// oxlint-disable-next-line import/no-default-export -- Playwright takes the default export.
export default function globalSetup(): void {
  ensureBuilt("app");
  ensureBuilt("node");
}
