import { expect, test } from "vitest";
import { CallLimits, MOST_CALLS_OF_HOST, MOST_UNVERIFIED_CALLS } from "./call-limits.ts";
import { callerOf, credentialOf } from "./direct-credential.ts";

const password = "M4M/vHGTvT6KrSV+PTViMvCi";

test("the name by which a side is called holds the password of the caller", () => {
  const credential = credentialOf(password);
  expect(credential).toBe("daybook/2/M4M/vHGTvT6KrSV+PTViMvCi");
  expect(callerOf(credential, "FSJ/")).toEqual({ credential, ufrag: "FSJ/", password });
});

test.each([
  ["of another kind", "libp2p+webrtc+v2/M4M/vHGTvT6KrSV+PTViMvCi", "FSJ/"],
  ["of a later version", "daybook/3/M4M/vHGTvT6KrSV+PTViMvCi", "FSJ/"],
  ["with a short password", "daybook/2/M4M", "FSJ/"],
  ["with a line of its own", `daybook/2/${password}\r\na=x`, "FSJ/"],
  ["with a caller's name that is none", credentialOf(password), "a b"],
  ["of nothing", "", ""],
])("a request %s is no call", (_kind, credential, ufrag) => {
  expect(callerOf(credential, ufrag)).toBeNull();
});

test("a call is taken up once, however often it is said", () => {
  const limits = new CallLimits(() => 0);
  expect(["a", "a", "b"].map((call) => limits.admit(call, "10.0.0.1"))).toEqual([true, false, true]);
  limits.release();
  expect(limits.admit("a", "10.0.0.1")).toBe(false);
});

test("few calls wait to be verified, and others come in once those have ended", () => {
  const limits = new CallLimits(() => 0);
  const taken = Array.from({ length: 200 }, (_, index) => limits.admit(`${index}`, `10.0.0.${index}`));
  expect(taken.filter(Boolean)).toHaveLength(MOST_UNVERIFIED_CALLS);
  limits.release();
  expect([limits.admit("x", "10.1.0.1"), limits.admit("y", "10.1.0.2")]).toEqual([true, false]);
});

test("one address calls a few times in ten seconds, and again later", () => {
  let nowMs = 0;
  const limits = new CallLimits(() => nowMs);
  const callOften = (name: string): number =>
    Array.from({ length: 30 }, (_, index) => limits.admit(`${name}${index}`, "10.0.0.1")).filter(Boolean).length;
  expect(callOften("a")).toBe(MOST_CALLS_OF_HOST);
  expect(limits.admit("other", "10.0.0.2")).toBe(true);
  nowMs = 10_000;
  expect(callOften("b")).toBe(MOST_CALLS_OF_HOST);
});
