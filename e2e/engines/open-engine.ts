// Opens any of the engines by name.

import type { EngineName } from "../../scripts/browsers.mjs";
import { openChromium } from "./chromium.ts";
import type { Engine } from "./engine.ts";
import { openFirefox } from "./firefox.ts";
import { openWebKit } from "./webkit.ts";

const OPENERS: Record<EngineName, () => Promise<Engine>> = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit };

export const openEngine = (name: EngineName): Promise<Engine> => OPENERS[name]();
