// What is taken as a rule, what it says, and how it is written.

import { describe, expect, test } from "vitest";
import { isRule, parseRule, ruleToText } from "./repeat-rule.ts";

describe("a rule is not one", () => {
  test.each([
    ["INTERVAL=2", { kind: "no-frequency" }],
    ["FREQ=HOURLY", { kind: "too-fine" }],
    ["FREQ=SECONDLY;COUNT=3", { kind: "too-fine" }],
    [`FREQ=DAILY;BYMONTHDAY=${"1,".repeat(100)}1`, { kind: "too-long" }],
    ["", { kind: "bad-part", part: "" }],
    ["RRULE:FREQ=DAILY", { kind: "bad-part", part: "RRULE:FREQ" }],
    ["FREQ=FORTNIGHTLY", { kind: "bad-part", part: "FREQ" }],
    ["FREQ=DAILY;FREQ=DAILY", { kind: "bad-part", part: "FREQ" }],
    ["FREQ=DAILY;INTERVAL=0", { kind: "bad-part", part: "INTERVAL" }],
    ["FREQ=DAILY;INTERVAL=1000", { kind: "bad-part", part: "INTERVAL" }],
    ["FREQ=DAILY;INTERVAL=1e3", { kind: "bad-part", part: "INTERVAL" }],
    ["FREQ=DAILY;COUNT=0", { kind: "bad-part", part: "COUNT" }],
    ["FREQ=DAILY;COUNT=2;UNTIL=20261231", { kind: "bad-part", part: "COUNT" }],
    ["FREQ=DAILY;UNTIL=20260230", { kind: "bad-part", part: "UNTIL" }],
    ["FREQ=DAILY;UNTIL=tomorrow", { kind: "bad-part", part: "UNTIL" }],
    ["FREQ=MONTHLY;BYMONTHDAY=0", { kind: "bad-part", part: "BYMONTHDAY" }],
    ["FREQ=MONTHLY;BYMONTHDAY=32", { kind: "bad-part", part: "BYMONTHDAY" }],
    ["FREQ=MONTHLY;BYMONTHDAY=1,,2", { kind: "bad-part", part: "BYMONTHDAY" }],
    ["FREQ=YEARLY;BYMONTH=13", { kind: "bad-part", part: "BYMONTH" }],
    ["FREQ=WEEKLY;BYDAY=XX", { kind: "bad-part", part: "BYDAY" }],
    ["FREQ=WEEKLY;BYDAY=1MO", { kind: "bad-part", part: "BYDAY" }],
    ["FREQ=MONTHLY;BYDAY=6MO", { kind: "bad-part", part: "BYDAY" }],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", { kind: "bad-part", part: "BYDAY" }],
    ["FREQ=WEEKLY;BYMONTHDAY=1", { kind: "bad-part", part: "BYMONTHDAY" }],
    ["FREQ=MONTHLY;BYYEARDAY=1", { kind: "bad-part", part: "BYYEARDAY" }],
    ["FREQ=MONTHLY;BYWEEKNO=1", { kind: "bad-part", part: "BYWEEKNO" }],
    ["FREQ=MONTHLY;BYSETPOS=1", { kind: "bad-part", part: "BYSETPOS" }],
    ["RSCALE=CHINESE;FREQ=YEARLY", { kind: "bad-part", part: "RSCALE" }],
    ["FREQ=DAILY;__PROTO__=1", { kind: "bad-part", part: "__PROTO__" }],
  ])("%s", (text, error) => {
    expect(parseRule(text)).toEqual({ ok: false, error });
    expect(isRule(text)).toBe(false);
  });
});

test("what a rule says does not depend on how it is written", () => {
  const one = parseRule("FREQ=MONTHLY;BYDAY=+1FR,-1SU,MO;INTERVAL=1;BYMONTH=3,1;WKST=MO;UNTIL=20301231T225959Z");
  expect(one).toEqual(parseRule("until=20301231;bymonth=1,3,3;byday=MO,1fr,-1su;freq=monthly"));
  expect(one.ok && ruleToText(one.value)).toBe("FREQ=MONTHLY;BYMONTH=1,3;BYDAY=-1SU,MO,1FR;UNTIL=20301231");
});

test.each([
  "FREQ=DAILY",
  "FREQ=DAILY;INTERVAL=3;COUNT=10",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261231;WKST=SU",
  "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
  "FREQ=YEARLY;BYMONTH=1;BYWEEKNO=-1,1;BYYEARDAY=-366,1;BYMONTHDAY=-31,31",
])("%s is written as it was read", (text) => {
  const rule = parseRule(text);
  expect(rule.ok && ruleToText(rule.value)).toBe(text);
});

test("times of day are read over", () => {
  expect(parseRule("FREQ=DAILY;BYHOUR=9;BYMINUTE=0,30;BYSECOND=0")).toEqual(parseRule("FREQ=DAILY"));
});
