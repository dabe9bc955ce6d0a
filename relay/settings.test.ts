import { resolve } from "node:path";
import { expect, test } from "vitest";
import { KNOWN_SERVICES } from "./push/push-services.ts";
import { readSettings } from "./settings.ts";

test("without settings the relay is at 8787 with its data in ./data", () => {
  expect(readSettings({})).toEqual({
    ok: true,
    value: {
      port: 8787,
      dataFolder: resolve("data"),
      origins: [],
      isLan: false,
      spaces: { kind: "open" },
      iceServers: [],
      yjs: null,
      push: { services: KNOWN_SERVICES, contact: null },
    },
  });
});

test("settings are taken as given", () => {
  const environment = { PORT: "0", DATA_DIR: "/srv/daybook", DAYBOOK_ORIGINS: "https://notes.example" };
  expect(readSettings(environment, ["--lan"])).toEqual({
    ok: true,
    value: {
      port: 0,
      dataFolder: "/srv/daybook",
      origins: ["wss://notes.example"],
      isLan: true,
      spaces: { kind: "token" },
      iceServers: [],
      yjs: null,
      push: { services: KNOWN_SERVICES, contact: null },
    },
  });
});

const udpPortOf = (text: string): unknown => {
  const settings = readSettings({ UDP_PORT: text });
  return settings.ok ? settings.value.udpPort : settings.error;
};

test("the port for calls by address is that of the sockets unless another is named, or none", () => {
  expect(["", "9000", "0"].map(udpPortOf)).toEqual([undefined, 9000, 0]);
  expect(udpPortOf("udp")).toBe('UDP_PORT is a number from 0 to 65535, not "udp".');
});

test("what makes no sense is said in one line", () => {
  for (const port of ["abc", "65536", "-1", "80.5", " 80"]) {
    const settings = readSettings({ PORT: port });
    expect(settings).toEqual({ ok: false, error: `PORT is a number from 0 to 65535, not "${port}".` });
  }
  expect(readSettings({ DAYBOOK_ORIGINS: "notes" }).ok).toBe(false);
  for (const args of [["--wan"], ["--lan", "8080"], ["--lan=yes"]]) {
    expect(readSettings({}, args)).toEqual({ ok: false, error: `The arguments are --lan and --ice=ADDRESSES, not "${args.at(-1)}".` });
  }
});

const iceOf = (environment: Record<string, string>, args: readonly string[] = []): unknown => {
  const settings = readSettings(environment, args);
  return settings.ok ? settings.value.iceServers : settings.error;
};

test("servers that help devices to connect are taken from the arguments, or else from the environment", () => {
  const stun = { url: "stun:stun.example", username: "", credential: "" };
  const turn = { url: "turn:turn.example:3478?transport=udp", username: "an@me", credential: "se:cret" };
  expect(iceOf({}, ["--ice=stun:stun.example, turn:an%40me:se:cret@turn.example:3478?transport=udp"])).toEqual([stun, turn]);
  expect(iceOf({ DAYBOOK_ICE: "STUN:stun.example" })).toEqual([stun]);
  expect(iceOf({ DAYBOOK_ICE: "stun:other.example" }, ["--ice=stun:stun.example"])).toEqual([stun]);
  for (const wrong of ["http://stun.example", "stun", "turn:name@turn.example", "turn:a%zz:b@turn.example", "stun:a b@c"]) {
    expect(iceOf({}, [`--ice=${wrong}`])).toBe(
      "--ice= is a list of servers such as stun:stun.example or turn:name:credential@turn.example.",
    );
  }
  expect(iceOf({}, [`--ice=${"stun:stun.example ".repeat(17)}`])).toMatch(/^--ice= is a list/);
});

const yjsOf = (environment: Record<string, string>): unknown => {
  const settings = readSettings(environment);
  return settings.ok ? settings.value.yjs : settings.error;
};

test("what it serves of the Yjs world is off, open, or for whoever has a token, which is never said back", () => {
  const token = "a-token.of_letters~9";
  expect([{}, { DAYBOOK_YJS: "off" }, { DAYBOOK_YJS_TOKEN: token }].map(yjsOf)).toEqual([null, null, null]);
  expect(yjsOf({ DAYBOOK_YJS: "open" })).toEqual({ kind: "open" });
  expect(yjsOf({ DAYBOOK_YJS: "token", DAYBOOK_YJS_TOKEN: token })).toEqual({ kind: "token", token });
  for (const wrong of ["", "short", "with a blank in it", "x".repeat(257), "a-token-with-a?mark"]) {
    expect(yjsOf({ DAYBOOK_YJS: "token", DAYBOOK_YJS_TOKEN: wrong })).toMatch(
      /^With DAYBOOK_YJS=token, DAYBOOK_YJS_TOKEN is 16 to 256 letters/,
    );
  }
  expect(yjsOf({ DAYBOOK_YJS: "on" })).toBe('DAYBOOK_YJS is off, open or token, not "on".');
});

const pushOf = (environment: Record<string, string>): unknown => {
  const settings = readSettings(environment);
  return settings.ok ? settings.value.push : settings.error;
};

test("push services beside the known ones are named by the operator, who may switch all of it off", () => {
  const named = { protocol: "https:", host: "push.example", port: "8443", isNamed: true };
  expect(pushOf({ DAYBOOK_PUSH_SERVICES: "https://push.example:8443", DAYBOOK_PUSH_CONTACT: "mailto:me@notes.example" })).toEqual({
    services: [...KNOWN_SERVICES, named],
    contact: "mailto:me@notes.example",
  });
  expect(pushOf({ DAYBOOK_PUSH_SERVICES: "off" })).toBe(null);
  expect(pushOf({ DAYBOOK_PUSH_SERVICES: "http://push.example" })).toMatch(/^DAYBOOK_PUSH_SERVICES is "off" or a list of origins/u);
  expect(pushOf({ DAYBOOK_PUSH_CONTACT: "me" })).toBe('DAYBOOK_PUSH_CONTACT is an address such as mailto:you@example.org, not "me".');
});
