// Draws the PNG icons in public/ from public/icon.svg, in Chromium: `node scripts/icons.mjs` after the mark has changed.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { findChromium } from "./browsers.mjs";

const publicFolder = fileURLToPath(new URL("../public/", import.meta.url));
const mark = readFileSync(`${publicFolder}icon.svg`, "utf8");
// Maskable icons are cut to any shape by the system, and iOS rounds its own corners: both get the paper up to the edge.
const uncut = mark.replace(/ rx="112"/u, "");

const ICONS = [
  { name: "icon-192.png", size: 192, svg: mark },
  { name: "icon-512.png", size: 512, svg: mark },
  { name: "icon-maskable-512.png", size: 512, svg: uncut },
  { name: "apple-touch-icon.png", size: 180, svg: uncut },
];

const executablePath = await findChromium();
if (executablePath === null) throw new Error("icons are drawn in Chromium, which is not here");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
for (const { name, size, svg } of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  writeFileSync(`${publicFolder}${name}`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
