import { afterEach, expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import type { RecoveryPhrase } from "../../replica/face/recovery.ts";
import { german } from "../texts/de/catalogue.ts";
import { ENGLISH, showCatalogue } from "../texts/messages.ts";
import { recoveryErrorText, wayText } from "./recovery-texts.ts";

const WAY: RecoveryPhrase = {
  id: makeId("device", new Uint8Array(32)),
  isPasskey: false,
  madeOn: "2026-11-27",
  madeHere: true,
  madeBy: null,
};

afterEach(() => showCatalogue(ENGLISH));

test("a way back says which kind it is of and when it was made", () => {
  expect(wayText(WAY)).toBe("Words on paper. Made on 27 November 2026");
  expect(wayText({ ...WAY, isPasskey: true, madeOn: null })).toBe("Passkey. Made on an unknown day");
  showCatalogue({ tag: "de", catalogue: german });
  expect(wayText(WAY)).toBe("Wörter auf Papier. Gemacht am 27. November 2026");
  expect(wayText({ ...WAY, isPasskey: true })).toBe("Passkey. Gemacht am 27. November 2026");
});

test("another passkey is told from other words", () => {
  const [passkey, words] = [recoveryErrorText({ kind: "other-passkey" }), recoveryErrorText({ kind: "other-phrase" })];
  expect(passkey).toContain("passkey");
  expect(words).not.toContain("passkey");
});
