import { describe, expect, test } from "vitest";
import { parseIceServers } from "../../wire/ice-text.ts";
import { parseServer, serversToText, textToServers, type OwnServer } from "./ice-servers.ts";

const server = (address: string, username = "", credential = ""): OwnServer => ({ address, username, credential });

describe("a server that somebody types", () => {
  test.each([
    ["", "", "", "address", "ice.bad.empty"],
    ["https://stun.example", "", "", "address", "ice.bad.scheme"],
    ["stun:", "", "", "address", "ice.bad.host"],
    ["stun:a b", "", "", "address", "ice.bad.host"],
    ["stun:a,stun:b", "", "", "address", "ice.bad.host"],
    ["turn:me:secret@turn.example", "me", "secret", "address", "ice.bad.host"],
    ["turn:turn.example?transport=sctp", "me", "secret", "address", "ice.bad.host"],
    ["stun:stun.example:0", "", "", "address", "ice.bad.port"],
    ["stun:stun.example:99999", "", "", "address", "ice.bad.port"],
    ["stun:stun.example:", "", "", "address", "ice.bad.port"],
    ["turn:turn.example", "", "", "username", "ice.bad.name"],
    ["stun:stun.example", "", "secret", "username", "ice.bad.name"],
    ["turn:turn.example", "me", "", "credential", "ice.bad.secret"],
    ["turn:turn.example", "me", "s".repeat(513), "credential", "ice.bad.long"],
  ] as const)("%j with name %j and password %j is told what is wrong", (address, username, credential, field, text) => {
    expect(parseServer(server(address, username, credential), [])).toEqual({ ok: false, error: { field, text } });
  });

  test("is in the list once, and the list has an end", () => {
    const present = [server("stun:stun.example")];
    expect(parseServer(server(" STUN:stun.example "), present)).toMatchObject({ ok: false, error: { text: "ice.bad.known" } });
    const full = Array.from({ length: 16 }, (_, i) => server(`stun:${i}.example`));
    expect(parseServer(server("stun:stun.example"), full)).toMatchObject({ ok: false, error: { text: "ice.bad.many" } });
  });
});

test("servers come back from the setting as they went in, and connections are made with the same", () => {
  const servers = [
    server("stun:stun.example:3478"),
    server("turn:[2001:db8::1]:3478?transport=tcp", "me@home", "a:b c, d@e%"),
    server("turns:turn.example", "名", "秘密"),
  ];
  for (const each of servers) expect(parseServer(each, [])).toEqual({ ok: true, value: each });
  const text = serversToText(servers);
  expect(textToServers(text)).toEqual(servers);
  expect(parseIceServers(text ?? "")).toEqual(servers.map(({ address, ...login }) => ({ url: address, ...login })));
  expect(serversToText([])).toBeNull();
  expect(textToServers(null)).toEqual([]);
});
