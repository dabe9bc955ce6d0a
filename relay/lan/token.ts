// The token that opens new spaces at a relay on a local network: made once, kept in the data folder's `lan`, so that an address with the token in it
// works after a restart. 80 random bits in Crockford's base32, which nobody misreads; how typed ones are compared is in space-policy.ts.

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { err, ok, type Result } from "../../src/base/result.ts";
import type { LanFileError } from "./authority.ts";
import { readPrivateFile, writePrivateFile } from "./private-file.ts";

const TOKEN_FILE = "token";
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TOKEN_DIGITS = 16;
const TOKEN = /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/u;

export function openToken(folder: string): Result<string, LanFileError> {
  const path = join(folder, TOKEN_FILE);
  try {
    const kept = readPrivateFile(path)?.trim();
    if (kept !== undefined) return TOKEN.test(kept) ? ok(kept) : err({ kind: "token-damaged" });
    const made = makeToken();
    writePrivateFile(path, `${made}\n`);
    return ok(made);
  } catch {
    return err({ kind: "lan-unwritable" });
  }
}

function makeToken(): string {
  const digits = Array.from(randomBytes(TOKEN_DIGITS), (byte) => DIGITS[byte % DIGITS.length]).join("");
  return digits.replaceAll(/.{4}(?=.)/gu, "$&-");
}
