// Looks at a screen as it stands in several sizes, themes and languages. A screen is opened once, in English, and stays open while the camera turns:
// the language changes without a reload.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { seriousViolations } from "./axe.ts";
import { layoutFaults } from "./layout-faults.ts";
import { settle } from "./settle.ts";

const SIZES = {
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 640 },
  desktop: { width: 1280, height: 800 },
} as const;
type Theme = "light" | "dark" | "forced";
type Language = "en" | "de" | "pseudo";

/** One look: `axe` asks axe too. */
type Angle = { readonly language: Language; readonly size: keyof typeof SIZES; readonly theme: Theme; readonly axe?: boolean };

/** Of both layouts and both themes, with axe. */
const ASKED: readonly Angle[] = [
  { language: "en", size: "desktop", theme: "light", axe: true },
  { language: "en", size: "phone", theme: "dark", axe: true },
];
/** The longest texts in both layouts; and German, whose words are the longest, where there is the least room. */
const TIGHT: readonly Angle[] = [
  { language: "pseudo", size: "narrow", theme: "light" },
  { language: "de", size: "narrow", theme: "light" },
  { language: "pseudo", size: "desktop", theme: "light" },
];

/** The angles from which a story's look of this number, from 0 on, is taken. */
export type Angles = (look: number) => readonly Angle[];

/** Quick enough for every test run: where the most breaks, by turns, since neighbouring screens have much in common. */
export const fewAngles: Angles = (look) =>
  [ASKED, TIGHT].map((angles) => angles[look % angles.length]).filter((angle) => angle !== undefined);

const product = (languages: readonly Language[], sizes: readonly Angle["size"][], themes: readonly Theme[]): readonly Angle[] =>
  languages.flatMap((language) => sizes.flatMap((size) => themes.map((theme) => ({ language, size, theme }))));

const EVERY_ANGLE: readonly Angle[] = [
  ...product(["en", "de", "pseudo"], ["phone", "narrow", "desktop"], ["light", "dark"]),
  ...product(["en"], ["phone", "desktop"], ["forced"]),
].map((angle) => ({ ...angle, axe: angle.language === "en" && angle.size !== "narrow" && angle.theme !== "forced" }));

export const allAngles: Angles = () => EVERY_ANGLE;

const LARGE_TEXT_ANGLES: readonly Angle[] = product(["en", "de"], ["phone", "desktop"], ["light"]);

/** For twice the usual size of text. */
export const largeTextAngles: Angles = () => LARGE_TEXT_ANGLES;

export type Look = (page: Page, screen: string, options?: LookOptions) => Promise<void>;

export type LookOptions = {
  /** Must be seen from every angle: what the screen is about. */
  readonly proof?: Locator;
  /** Done again after each change of language, for what does not outlast one. */
  readonly again?: () => Promise<unknown>;
};

export type Camera = {
  readonly look: Look;
  /** What was found so far, each with the screen and angle it was found from. */
  readonly faults: () => readonly string[];
};

async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((name) => {
    localStorage.setItem("daybook.language", name);
    // As another tab's choice would be told.
    dispatchEvent(new StorageEvent("storage", { key: "daybook.language", newValue: name }));
  }, language);
  await expect(page.locator("html")).toHaveAttribute("lang", { en: /^en-GB/u, de: /^de/u, pseudo: /^en-XA/u }[language]);
}

async function turn(page: Page, { size, theme }: Angle): Promise<void> {
  await page.setViewportSize(SIZES[size]);
  await page.emulateMedia({
    colorScheme: theme === "dark" ? "dark" : "light",
    forcedColors: theme === "forced" ? "active" : "none",
    // What moves is not waited for: each turn would set colours moving.
    reducedMotion: "reduce",
  });
}

async function photograph(page: Page, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** `folder`: where pictures go; null takes pictures of faults only, into `faultFolder`. */
export function openCamera(anglesOf: Angles, folder: string | null, faultFolder: string): Camera {
  const faults: string[] = [];
  let looks = 0;
  const look: Look = async (page, screen, { proof, again } = {}) => {
    let spoken: Language = "en";
    for (const angle of anglesOf(looks++)) {
      if (angle.language !== spoken) {
        spoken = angle.language;
        await speak(page, spoken);
        await again?.();
      }
      await turn(page, angle);
      if (proof !== undefined) await expect(proof, `${screen} in ${spoken}`).toBeVisible();
      // Only now: what was loaded late may just have begun to appear.
      await settle(page);
      const name = `${screen}-${angle.size}-${angle.theme}-${angle.language}`;
      const found = [...(await layoutFaults(page)), ...(angle.axe === true ? await seriousViolations(page) : [])];
      faults.push(...found.map((fault) => `${name}: ${fault}`));
      if (folder !== null) await photograph(page, folder, name);
      else if (found.length > 0) await photograph(page, faultFolder, name);
    }
    if (spoken !== "en") await speak(page, "en");
    await turn(page, { language: "en", size: "desktop", theme: "light" });
  };
  return { look, faults: () => faults };
}
