import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { verifyWithNoble } from "../src/crypto/ed25519.ts";
import { VAULT_CASES } from "../src/storage/suite/key-vault.suite.ts";
import { check } from "../src/storage/suite/suite-check.ts";
import { openFileVault, type FileVault } from "./file-vault.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "daybook-vault-"));
  file = join(folder, "keys");
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (): FileVault => check.value(openFileVault(file), "open");
const verify = async (...input: Parameters<typeof verifyWithNoble>): Promise<boolean> => verifyWithNoble(...input);
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe("a key vault in a file", () => {
  test.for(VAULT_CASES)("$name", async (suiteCase) => {
    await suiteCase.run({ open: () => Promise.resolve(open()), verify }, check);
    expect(readdirSync(folder)).toEqual(["keys"]);
  });

  test("is for its owner alone, also after somebody has opened it to others", () => {
    open();
    expect(modeOf(file)).toBe(0o600);
    chmodSync(file, 0o644);
    open();
    expect(modeOf(file)).toBe(0o600);
  });

  test.for([
    ["damaged-keys", ""],
    ["damaged-keys", "no keys"],
    ["damaged-keys", "null"],
    ["damaged-keys", '{"daybook-keys":{"version":1,"wrapping":"AAAA","signing":"AAAA"}}'],
    ["newer-keys", '{"daybook-keys":{"version":2,"locked":true}}'],
  ])("says %s of a file with other contents, and leaves it as it is: %s", ([kind, text = ""]) => {
    writeFileSync(file, text);
    expect(openFileVault(file)).toEqual({ ok: false, error: { kind } });
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("says so where it cannot be written", () => {
    writeFileSync(join(folder, "a-file"), "");
    expect(openFileVault(join(folder, "a-file", "keys"))).toEqual({ ok: false, error: { kind: "unwritable" } });
  });
});
