// Opens any of the engines by name.

import type { EngineName } from "../../scripts/browsers.mjs";
import { openChromium } from "./chromium.ts";
import type { Engine } from "./engine.ts";
import { openFirefox } from "./firefox.ts";
import { openWebKit } from "./webkit.ts";

/** `hidesAddresses`: as browsers do until they may use the camera, direct connections are offered by names made up for the device's addresses. */
export function openEngine(name: EngineName, hidesAddresses = false): Promise<Engine> {
  if (name === "webkit") return openWebKit();
  return name === "firefox" ? openFirefox({ hidesAddresses }) : openChromium({ hidesAddresses });
}
