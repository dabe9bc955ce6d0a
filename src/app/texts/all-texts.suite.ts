// For tests, which wait for nothing: every text is there.

import { loadAllTexts } from "./messages.ts";

await loadAllTexts();
