// A first name for this device, from what the browser tells about itself: "Chrome on Linux", in the language shown then. The user can change it.

import { t } from "../texts/messages.ts";

export type BrowserTraits = {
  readonly userAgent: string;
  /** More than one touch point tells an iPad, which otherwise calls itself a Mac. */
  readonly maxTouchPoints: number;
};

type Named = readonly [pattern: RegExp, name: string];

// In this order: browsers carry the names of those they descend from.
const BROWSERS: readonly Named[] = [
  [/\bEdgA?\/|\bEdgiOS\//u, "Edge"],
  [/\bOPR\/|\bOPiOS\//u, "Opera"],
  [/\bSamsungBrowser\//u, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//u, "Firefox"],
  [/Chrome\/|\bCriOS\/|\bChromium\//u, "Chrome"],
  [/\bSafari\//u, "Safari"],
];

const SYSTEMS: readonly Named[] = [
  [/\biPhone\b/u, "iPhone"],
  [/\biPad\b/u, "iPad"],
  [/\bAndroid\b/u, "Android"],
  [/\bCrOS\b/u, "ChromeOS"],
  [/\bWindows\b/u, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/u, "Mac"],
  [/\bLinux\b/u, "Linux"],
];

const firstName = (userAgent: string, names: readonly Named[]): string | null =>
  names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;

function systemName({ userAgent, maxTouchPoints }: BrowserTraits): string | null {
  const system = firstName(userAgent, SYSTEMS);
  return system === "Mac" && maxTouchPoints > 1 ? "iPad" : system;
}

export function deviceName(traits: BrowserTraits): string {
  const browser = firstName(traits.userAgent, BROWSERS) ?? "Browser";
  const system = systemName(traits);
  return system === null ? browser : t("sync.suggestedName", browser, system);
}
