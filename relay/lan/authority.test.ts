import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certifiableNames, isInRanges, openAuthority, openServerIdentity, type Authority, type ServerIdentity } from "./authority.ts";
import { openToken } from "./token.ts";
import { makeAuthorityCertificate, makeKeyPair, makeServerCertificate, permittedNames } from "./x509.ts";

const DAY_MS = 86_400_000;
/** Certificates are checked by the machine's own clock where a connection is made with them. */
const NOW_MS = Math.floor(Date.now() / 1_000) * 1_000;
const LAPTOP = { addresses: ["192.168.1.5", "fd00::5"], localName: "laptop.local" };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "daybook-authority-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function authorityAt(nowMs = NOW_MS): Authority {
  const opened = openAuthority(folder, LAPTOP, nowMs);
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
}

function identityOf(authority: Authority, names = LAPTOP, nowMs = NOW_MS): ServerIdentity {
  const opened = openServerIdentity(folder, authority, names, nowMs);
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
}

const certificateOf = ({ cert }: ServerIdentity): X509Certificate => new X509Certificate(cert);

const daysOf = (certificate: X509Certificate): number => (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY_MS;

test("the authority is made once, named for the machine, for ten years, and only its owner can read its key", () => {
  const { certificate } = authorityAt();
  expect([certificate.subject, certificate.ca, certificate.verify(certificate.publicKey)]).toEqual(["CN=Daybook on laptop", true, true]);
  expect(daysOf(certificate)).toBeGreaterThan(3_650);
  expect(statSync(join(folder, "authority.pem")).mode & 0o777).toBe(0o600);
  expect(authorityAt(NOW_MS + 3_000 * DAY_MS).certificate.fingerprint256).toBe(certificate.fingerprint256);
});

test("it may sign for local names and private addresses, and for the machine's own public address, but for no other", () => {
  const opened = openAuthority(folder, { addresses: ["198.51.100.7", "10.0.0.3"], localName: null }, NOW_MS);
  if (!opened.ok) throw new Error(opened.error.kind);
  const { hosts, addresses } = permittedNames(opened.value.certificate);
  expect(hosts).toEqual(["local", "localhost"]);
  const isPermitted = (address: string): boolean => isInRanges(address, addresses);
  expect(["10.9.8.7", "172.31.0.1", "192.168.255.1", "127.0.0.1", "fdff::1", "::1", "198.51.100.7"].every(isPermitted)).toBe(true);
  expect(["8.8.8.8", "172.32.0.1", "198.51.100.8", "2001:db8::1", "fe80::1"].some(isPermitted)).toBe(false);
  const moved = certifiableNames(opened.value, { addresses: ["203.0.113.9", "192.168.7.7"], localName: "laptop.local" });
  expect(moved).toEqual({ addresses: ["192.168.7.7"], localName: "laptop.local" });
});

test("the server's certificate bears the machine's names, is for servers, and lives for 397 days", () => {
  const authority = authorityAt();
  const certificate = certificateOf(identityOf(authority));
  expect(certificate.verify(authority.certificate.publicKey)).toBe(true);
  expect([certificate.ca, certificate.keyUsage]).toEqual([false, ["1.3.6.1.5.5.7.3.1"]]);
  expect(certificate.subjectAltName).toBe(
    "DNS:laptop.local, DNS:localhost, IP Address:192.168.1.5, IP Address:FD00:0:0:0:0:0:0:5, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
  );
  expect(daysOf(certificate)).toBe(397);
  // Of a device whose clock is a day behind, too.
  expect(Date.parse(certificate.validFrom)).toBeLessThan(NOW_MS - DAY_MS);
});

test("the certificate is kept while it fits, and made anew for other addresses, near its end, or when it is damaged", () => {
  const authority = authorityAt();
  const first = identityOf(authority);
  expect(statSync(join(folder, "certificate.pem")).mode & 0o777).toBe(0o600);
  expect(identityOf(authority, LAPTOP, NOW_MS + 300 * DAY_MS)).toEqual(first);
  const elsewhere = identityOf(authority, { addresses: ["10.0.0.9"], localName: "laptop.local" });
  expect(certificateOf(elsewhere).checkIP("10.0.0.9")).toBe("10.0.0.9");
  const later = identityOf(authority, { addresses: ["10.0.0.9"], localName: "laptop.local" }, NOW_MS + 350 * DAY_MS);
  expect(Date.parse(certificateOf(later).validTo)).toBeGreaterThan(NOW_MS + 700 * DAY_MS);
  writeFileSync(join(folder, "certificate.pem"), "not a certificate");
  expect(certificateOf(identityOf(authority)).verify(authority.certificate.publicKey)).toBe(true);
});

/** Why a client that trusts the authority alone does not take a server's certificate; null when it does. */
async function refusalOf(authority: Authority, identity: ServerIdentity, servername: string): Promise<string | null> {
  const server = createServer(identity, (socket) => socket.end());
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const ca = authority.certificate.toString();
  const refusal = await new Promise<string | null>((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, servername, ca }, () => {
      socket.destroy();
      resolve(null);
    });
    socket.once("error", (error: Error) => resolve(error.message));
  });
  await new Promise((resolve) => server.close(resolve));
  return refusal;
}

test("what a thief of the key signs for a site on the internet is refused by those who trust the authority", async () => {
  const authority = authorityAt();
  expect(await refusalOf(authority, identityOf(authority), "laptop.local")).toBeNull();
  const keys = makeKeyPair();
  const key = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const period = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + DAY_MS) };
  for (const names of [
    { hosts: ["bank.example"], addresses: [] },
    { hosts: ["laptop.local"], addresses: ["8.8.8.8"] },
  ]) {
    const cert = new X509Certificate(makeServerCertificate("bank.example", keys.publicKey, names, period, authority)).toString();
    expect(await refusalOf(authority, { key, cert }, names.hosts[0] ?? "")).toBe("permitted subtree violation");
  }
});

test("a damaged, halved or foreign authority is an error and is left as it is", () => {
  authorityAt();
  const path = join(folder, "authority.pem");
  const whole = readFileSync(path, "utf8");
  const keys = makeKeyPair();
  const period = { notBefore: new Date(NOW_MS), notAfter: new Date(NOW_MS + 999 * DAY_MS) };
  const certificateFor = (name: string): string =>
    new X509Certificate(makeAuthorityCertificate(name, keys, { hosts: ["local"], addresses: [] }, period)).toString();
  const key = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const files = {
    empty: "",
    "cut off": whole.slice(0, -200),
    "key only": whole.slice(0, whole.indexOf("-----BEGIN CERTIFICATE")),
    "another key": key + whole.slice(whole.indexOf("-----BEGIN CERTIFICATE")),
    "someone else's": key + certificateFor("mkcert"),
  };
  for (const [what, text] of Object.entries(files)) {
    writeFileSync(path, text);
    expect([what, openAuthority(folder, LAPTOP, NOW_MS)]).toEqual([what, { ok: false, error: { kind: "authority-damaged" } }]);
    expect(readFileSync(path, "utf8")).toBe(text);
  }
  writeFileSync(path, key + certificateFor("Daybook on another laptop"));
  expect(openAuthority(folder, LAPTOP, NOW_MS).ok).toBe(true);
});

test("an authority that has run out is an error, never a silent new one", () => {
  authorityAt();
  expect(openAuthority(folder, LAPTOP, NOW_MS + 3_700 * DAY_MS)).toEqual({ ok: false, error: { kind: "authority-expired" } });
});

test("a folder that cannot be used is an error", () => {
  writeFileSync(join(folder, "file"), "");
  expect(openAuthority(join(folder, "file"), LAPTOP, NOW_MS)).toEqual({ ok: false, error: { kind: "lan-unwritable" } });
});

test("the token is made once: 80 random bits that are easily typed", () => {
  const made = openToken(folder);
  expect(made.ok && /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/u.test(made.value) && !/[ILOU]/u.test(made.value)).toBe(true);
  expect(openToken(folder)).toEqual(made);
  expect(statSync(join(folder, "lan", "token")).mode & 0o777).toBe(0o600);
  rmSync(join(folder, "lan", "token"));
  expect(openToken(folder)).not.toEqual(made);
});

test("a token that cannot be kept is an error, and is not used", () => {
  writeFileSync(join(folder, "lan"), "");
  expect(openToken(folder)).toEqual({ ok: false, error: { kind: "token-unusable" } });
});

test("a file that holds no token is an error", () => {
  mkdirSync(join(folder, "lan"));
  writeFileSync(join(folder, "lan", "token"), "1234\n");
  expect(openToken(folder)).toEqual({ ok: false, error: { kind: "token-damaged" } });
});
