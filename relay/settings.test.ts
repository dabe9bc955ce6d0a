import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("without settings the relay is at 8787 with its data in ./data", () => {
  expect(readSettings({})).toEqual({ ok: true, value: { port: 8787, dataFolder: resolve("data"), origins: [], isLan: false } });
});

test("settings are taken as given", () => {
  const environment = { PORT: "0", DATA_DIR: "/srv/daybook", DAYBOOK_ORIGINS: "https://notes.example" };
  expect(readSettings(environment, ["--lan"])).toEqual({
    ok: true,
    value: { port: 0, dataFolder: "/srv/daybook", origins: ["wss://notes.example"], isLan: true },
  });
});

test("what makes no sense is said in one line", () => {
  for (const port of ["abc", "65536", "-1", "80.5", " 80"]) {
    const settings = readSettings({ PORT: port });
    expect(settings).toEqual({ ok: false, error: `PORT is a number from 0 to 65535, not "${port}".` });
  }
  expect(readSettings({ DAYBOOK_ORIGINS: "notes" }).ok).toBe(false);
  for (const args of [["--wan"], ["--lan", "8080"], ["--lan=yes"]]) {
    expect(readSettings({}, args)).toEqual({ ok: false, error: `The only argument is --lan, not "${args.at(-1)}".` });
  }
});
