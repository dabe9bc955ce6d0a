import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compressAhead } from "./compress-ahead.ts";
import { isHashed, keepVersion, readVersions, versionHash } from "./kept-versions.ts";

const SCRIPT = "export const answer = 42;\n".repeat(200);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "daybook-versions-"));
  mkdirSync(join(folder, "assets"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a build does: writes its files over what is there, then keeps its version. */
async function buildVersion(build: string, files: readonly string[]): Promise<void> {
  for (const path of files) writeFileSync(join(folder, path), isHashed(path) ? SCRIPT : `${build} ${SCRIPT}`);
  keepVersion(folder, { build, hash: versionHash(folder, files), assets: files.filter(isHashed) }, files);
  await compressAhead(folder, files);
}

const page = "index.html";
const has = (path: string): boolean => existsSync(join(folder, path));

test("keeps the hashed files of the last three versions, and nothing of the fourth", async () => {
  await buildVersion("1", [page, "icon.svg", "assets/main-1.js", "assets/font.woff2"]);
  await buildVersion("2", [page, "assets/main-2.js", "assets/font.woff2"]);
  await buildVersion("3", [page, "assets/main-3.js", "assets/other-font.woff2"]);
  expect(readVersions(folder).map(({ build }) => build)).toEqual(["3", "2", "1"]);
  for (const path of ["assets/main-1.js", "assets/main-1.js.br", "assets/main-2.js", "assets/font.woff2"])
    expect([path, has(path)]).toEqual([path, true]);
  // Only hashed names mean the same for ever.
  expect(has("icon.svg")).toBe(false);
  expect(readFileSync(join(folder, page), "utf8")).toBe(`3 ${SCRIPT}`);

  await buildVersion("4", [page, "assets/main-4.js", "assets/other-font.woff2"]);
  expect(["assets/main-1.js", "assets/main-1.js.br", "assets/main-1.js.gz"].filter(has)).toEqual([]);
  expect(["assets/main-2.js", "assets/main-3.js", "assets/font.woff2"].filter((path) => !has(path))).toEqual([]);
});

test("counts a version that is built again once, as the present one", async () => {
  await buildVersion("1", ["assets/main-1.js"]);
  await buildVersion("2", ["assets/main-2.js"]);
  await buildVersion("1", ["assets/main-1.js"]);
  expect(readVersions(folder).map(({ build }) => build)).toEqual(["1", "2"]);
  expect(has("assets/main-2.js")).toBe(true);
});

test("takes away what an interrupted build left, whatever stands in the list", async () => {
  await buildVersion("1", ["assets/main-1.js"]);
  writeFileSync(join(folder, "assets/half-built.js"), "");
  writeFileSync(join(folder, "versions.json"), "[{");
  await buildVersion("2", ["assets/main-2.js"]);
  expect(readVersions(folder).map(({ build }) => build)).toEqual(["2"]);
  expect(["assets/half-built.js", "assets/main-1.js"].filter(has)).toEqual([]);
});

test("compresses each file ahead, and again when its content has changed", async () => {
  await buildVersion("1", [page]);
  await buildVersion("2", [page]);
  const [brotli, zipped] = [readFileSync(join(folder, `${page}.br`)), readFileSync(join(folder, `${page}.gz`))];
  expect([brotliDecompressSync(brotli).toString(), gunzipSync(zipped).toString()]).toEqual([`2 ${SCRIPT}`, `2 ${SCRIPT}`]);
  // One that is too small to be worth it is not left beside what an earlier version had.
  writeFileSync(join(folder, page), "small");
  await compressAhead(folder, [page]);
  expect([`${page}.br`, `${page}.gz`].filter(has)).toEqual([]);
});

test("names all content of a version in one hash", () => {
  writeFileSync(join(folder, page), "page");
  writeFileSync(join(folder, "assets/main.js"), "script");
  const hash = versionHash(folder, [page, "assets/main.js"]);
  expect(versionHash(folder, ["assets/main.js", page])).toBe(hash);
  writeFileSync(join(folder, "assets/main.js"), "another script");
  expect(versionHash(folder, [page, "assets/main.js"])).not.toBe(hash);
});
