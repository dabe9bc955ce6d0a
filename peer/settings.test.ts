import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings, USAGE } from "./settings.ts";

const lineOf = (args: readonly string[], environment: Record<string, string> = {}): string | null => {
  const read = readSettings(args, environment);
  return read.ok || read.error.kind !== "wrong" ? null : read.error.line;
};

describe("the settings of a home device", () => {
  test("are a folder and nothing else unless more is said", () => {
    const given = { join: null, name: null, relay: null };
    const asked = { showsCode: false, invites: false, saysYes: false, wipes: false };
    expect(readSettings([])).toEqual({ ok: true, value: { dataFolder: resolve("home-device"), port: 8788, ...given, ...asked } });
  });

  test("are read in any order, also with an equals sign", () => {
    const args = [
      "--yes",
      "--relay=http://127.0.0.1:8787/",
      "--name",
      "Cellar",
      "--invite",
      "--code",
      "--port",
      "9000",
      "--data",
      "/srv/daybook",
      "--join",
      "db1.x",
    ];
    const value = {
      dataFolder: "/srv/daybook",
      join: "db1.x",
      name: "Cellar",
      relay: "ws://127.0.0.1:8787",
      port: 9000,
      showsCode: true,
      invites: true,
      saysYes: true,
      wipes: false,
    };
    expect(readSettings(args)).toEqual({ ok: true, value });
  });

  test("are explained when asked for", () => {
    expect(readSettings(["--help"])).toEqual({ ok: false, error: { kind: "help" } });
    expect(readSettings(["-h", "--data", "x"])).toEqual({ ok: false, error: { kind: "help" } });
    for (const name of ["--data", "--join", "--name", "--relay", "--port", "--code", "--invite", "--yes"]) expect(USAGE).toContain(name);
  });

  test.for([["--data"], ["--data", "--yes"], ["db1.secret"], ["--cod", "db1.secret"], ["--yes=1"]])(
    "that make no sense are refused in a line that repeats nothing: %s",
    (args) => {
      const line = lineOf(args);
      expect(line).toContain("--help");
      expect(line).not.toContain("secret");
    },
  );

  test("say which value is empty, or no address", () => {
    expect(lineOf(["--name", " "])).toBe("--name needs a value.");
    expect(lineOf(["--relay", "my relay"])).toContain('not "my relay"');
    for (const port of ["65536", "-1", "one", "1.5"]) expect(lineOf([`--port=${port}`])).toContain(`not "${port}"`);
  });

  test("take no port for 0", () => {
    expect(readSettings(["--port", "0"])).toMatchObject({ ok: true, value: { port: null } });
    expect(lineOf(["--port", "0", "--code"])).toContain("--code needs the UDP port");
  });

  test("tell what npm kept for itself", () => {
    expect(lineOf([], { npm_config_join: "db1.secret" })).toBe("npm keeps --join for itself that way; it is: npm run peer -- --join ...");
  });
});
