import { expect, test } from "vitest";
import { isPublicAddress, KNOWN_SERVICES, parseServices, placeOf } from "./push-services.ts";

const isServed = (endpoint: string, named = ""): boolean =>
  placeOf([...KNOWN_SERVICES, ...(parseServices(named) ?? [])], endpoint) !== null;

test("the endpoints of the known browsers lead somewhere", () => {
  const endpoints = [
    "https://fcm.googleapis.com/fcm/send/abc:def",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://wns2-par02p.notify.windows.com/w/?token=abc",
    "https://web.push.apple.com/QDE",
  ];
  expect(endpoints.map((endpoint) => isServed(endpoint))).toEqual([true, true, true, true]);
});

test("nothing else does: no other host, scheme, port, name or password, and nothing that only looks like one of them", () => {
  const endpoints = [
    "https://127.0.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://push.example/1",
    "http://fcm.googleapis.com/1",
    "https://fcm.googleapis.com:8443/1",
    "https://me:secret@fcm.googleapis.com/1",
    "https://fcm.googleapis.com.evil.example/1",
    "https://evil.example/fcm.googleapis.com",
    "https://evil.example#fcm.googleapis.com",
    "https://fcm.googleapis.com/1#part",
    "https://xnotify.windows.com/",
    "https://.notify.windows.com/",
    "ftp://fcm.googleapis.com/",
    "fcm.googleapis.com/1",
    `https://fcm.googleapis.com/${"x".repeat(1_024)}`,
    "",
  ];
  for (const endpoint of endpoints) expect([endpoint, isServed(endpoint)]).toEqual([endpoint, false]);
});

test("the operator names others, with names below them, and by http only on the machine itself", () => {
  expect(isServed("https://push.example/1", "https://push.example, https://*.other.example")).toBe(true);
  expect(isServed("https://a.other.example/1", "https://push.example, https://*.other.example")).toBe(true);
  expect(isServed("https://other.example/1", "https://*.other.example")).toBe(false);
  expect(isServed("http://127.0.0.1:9000/1", "http://127.0.0.1:9000")).toBe(true);
  expect(isServed("http://127.0.0.1:9001/1", "http://127.0.0.1:9000")).toBe(false);
});

test("what is no list of origins is said to be none", () => {
  for (const text of ["http://push.example", "push.example", "https://push.example/path", "https://me@push.example", "*"]) {
    expect([text, parseServices(text)]).toEqual([text, null]);
  }
});

test("private, shared, link-local, loopback, documented and embedding addresses are not public", () => {
  const refused =
    "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 fe80::1 fc00::1 fd12::1 ff02::1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::a00:1 2001:db8::1 2002:a00:1::1 2001::1 nonsense";
  for (const address of refused.split(" ")) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  for (const address of ["8.8.8.8", "172.32.0.1", "172.217.16.202", "2a00:1450:4001:80b::200a", "2600:1901:0:38d7::"]) {
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  }
});
