import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { X509Certificate } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { decodeDirectAddress, encodeDirectAddress } from "../src/wire/direct-address.ts";
import { openDirectCertificate } from "../relay/lan/direct-certificate.ts";
import { chooseHosts, directAddressText } from "../relay/lan/direct-port.ts";
import { isWorthTelling } from "./direct-door.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "daybook-door-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const addressAt = (hosts: readonly string[], port = 8788, fingerprint = "ab".repeat(32)): Uint8Array =>
  encodeDirectAddress({ fingerprint, port, hosts: chooseHosts(hosts) });

test("a certificate is made once, for its user alone, and one that is damaged is made anew", () => {
  const path = join(folder, "certificate");
  const made = openDirectCertificate(path, new Date());
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(openDirectCertificate(path, new Date())).toEqual(made);
  expect(new X509Certificate(made.certificate).fingerprint256.replaceAll(":", "").toLowerCase()).toBe(made.fingerprint);
  writeFileSync(path, made.certificate);
  const another = openDirectCertificate(path, new Date());
  expect(another.fingerprint).not.toBe(made.fingerprint);
  expect(openDirectCertificate(path, new Date())).toEqual(another);
});

test("of each family the likeliest two addresses are told", () => {
  const address = addressAt(["192.168.1.5", "fd00::2", "10.0.0.7", "172.17.0.1", "fd00::3", "fd00::4"]);
  expect(directAddressText(decodeDirectAddress(address))).toBe(
    "192.168.1.5:8788, 10.0.0.7:8788, [fd00:0:0:0:0:0:0:2]:8788, [fd00:0:0:0:0:0:0:3]:8788",
  );
});

test("an address is told when it is new, and another one at once only where no other still leads here", () => {
  const told = addressAt(["192.168.1.5", "10.0.0.7"]);
  const told24HoursAgo = 86_400_000;
  expect(isWorthTelling(told, null, 0)).toBe(true);
  expect(isWorthTelling(told, told, told24HoursAgo)).toBe(false);
  const further = addressAt(["192.168.1.5", "10.9.9.9"]);
  expect([0, told24HoursAgo].map((beforeMs) => isWorthTelling(further, told, beforeMs))).toEqual([false, true]);
  expect(isWorthTelling(addressAt(["192.168.1.6"]), told, 0)).toBe(true);
  expect(isWorthTelling(addressAt(["192.168.1.5"], 8789), told, 0)).toBe(true);
  expect(isWorthTelling(addressAt(["192.168.1.5"], 8788, "cd".repeat(32)), told, 0)).toBe(true);
});
