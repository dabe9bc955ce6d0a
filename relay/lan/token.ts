// The token that opens new spaces at a relay that others reach: made once, kept in the data folder's `lan`, so that an address with the token in it
// works after a restart, and is the same with `--lan` and without. 80 random bits in Crockford's base32, which nobody misreads; how typed ones are compared is in space-policy.ts.

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { err, ok, type Result } from "../../src/base/result.ts";
import { readPrivateFile, writePrivateFile } from "./private-file.ts";

export type TokenError =
  | { readonly kind: "token-unusable" }
  /** Not made by Daybook. */
  | { readonly kind: "token-damaged" };

/** Of the data folder. */
const FOLDER = "lan";
const TOKEN_FILE = "token";
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TOKEN_DIGITS = 16;
const TOKEN = /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/u;

export function openToken(dataFolder: string): Result<string, TokenError> {
  const path = join(dataFolder, FOLDER, TOKEN_FILE);
  try {
    const kept = readPrivateFile(path)?.trim();
    if (kept !== undefined) return TOKEN.test(kept) ? ok(kept) : err({ kind: "token-damaged" });
    const made = makeToken();
    writePrivateFile(path, `${made}\n`);
    return ok(made);
  } catch {
    return err({ kind: "token-unusable" });
  }
}

function makeToken(): string {
  const digits = Array.from(randomBytes(TOKEN_DIGITS), (byte) => DIGITS[byte % DIGITS.length]).join("");
  return digits.replaceAll(/.{4}(?=.)/gu, "$&-");
}
