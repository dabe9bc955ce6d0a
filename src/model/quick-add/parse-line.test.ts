import { describe, expect, it } from "vitest";
import { occurrencesBetween } from "../../repeat/occurrences.ts";
import { parseRule, ruleToText } from "../repeat-rule.ts";
import { ENGLISH, ENGLISH_ROWS, GERMAN, GERMAN_ROWS, KNOWN } from "./all-lines.suite.ts";
import { parseLine, type QuickTask } from "./parse-line.ts";

function listToText({ list }: QuickTask): string {
  if (list === null) return "";
  if (list.list === null) return `#${list.name}?`;
  const { section } = list;
  const inSection = section === null ? "" : `/${section.name}${section.id === null ? "?" : ""}`;
  return list.list.id === null ? "#Inbox" : `#${list.name}${inSection}`;
}

/** As the tables of lines have it. */
function taskToText(task: QuickTask): string {
  const { title, day, time, start, repeat, reminders, priority, tags } = task;
  const parts = [
    day ?? "",
    time ?? "",
    start === null ? "" : `from ${start}`,
    repeat === null ? "" : `[${repeat.from === "done" ? "!" : ""}${repeat.rule}]`,
    listToText(task),
    ...tags.map((tag) => `+${tag}`),
    priority === null ? "" : `!${priority}`,
    ...reminders.map((reminder) => `?${reminder}`),
  ];
  return `${title} | ${parts.filter((part) => part !== "").join(" ")}`.trimEnd();
}

const read = (line: string, world = ENGLISH): string => taskToText(parseLine(line, world, KNOWN));

describe("where English is shown", () => {
  it.each(ENGLISH_ROWS)("%s", (line, expected) => {
    expect(read(line)).toBe(expected);
  });
});

describe("where German is shown", () => {
  it.each(GERMAN_ROWS)("%s", (line, expected) => {
    expect(read(line, GERMAN)).toBe(expected);
  });
});

describe("where the languages collide", () => {
  it.each([
    ["Trip on 3/4", "Trip | 2027-03-04", "Trip | 2027-04-03"],
    ["Trip 13/4", "Trip | 2027-04-13", "Trip | 2027-04-13"],
    ["Treffen um 5 am Bahnhof", "Treffen Bahnhof | 2026-11-28 05:00", "Treffen am Bahnhof | 2026-11-27 17:00"],
    ["Treffen mon", "Treffen | 2026-11-30", "Treffen mon |"],
    ["Do 17 Uhr Treffen", "Do Treffen | 2026-11-27 17:00", "Treffen | 2026-12-03 17:00"],
    ["Treffen 5:30", "Treffen | 2026-11-27 17:30", "Treffen | 2026-11-28 05:30"],
    ["Kapitel lesen am so", "Kapitel lesen am so |", "Kapitel lesen | 2026-11-29"],
  ])("%s: the language that is shown decides", (line, english, german) => {
    expect([read(line), read(line, GERMAN)]).toEqual([english, german]);
  });
});

describe("a token", () => {
  it("says where it stands, with and without the marks that part it from the title", () => {
    const text = "Call mum, tomorrow (5pm)";
    const { tokens } = parseLine(text, ENGLISH, KNOWN);
    expect(tokens.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ["day", ", tomorrow"],
      ["time", "(5pm)"],
    ]);
    expect(tokens.map(({ core }) => text.slice(core.start, core.end))).toEqual(["tomorrow", "5pm"]);
  });

  it("that the user took away is text, and the others stay", () => {
    const text = "Call mum tomorrow 5pm";
    expect(taskToText(parseLine(text, ENGLISH, KNOWN, [{ start: 9, end: 17 }]))).toBe("Call mum tomorrow | 2026-11-27 17:00");
    expect(taskToText(parseLine(text, ENGLISH, KNOWN, [{ start: 9, end: 21 }]))).toBe("Call mum tomorrow 5pm |");
  });

  it("of a day that was taken away leaves its words alone", () => {
    expect(taskToText(parseLine("Call mum next friday", ENGLISH, KNOWN, [{ start: 9, end: 20 }]))).toBe("Call mum next friday |");
  });

  it("of a time says on which day it then is, where the line does not", () => {
    expect(parseLine("Call at 5pm", ENGLISH, KNOWN).tokens).toMatchObject([{ kind: "time", time: "17:00", day: "2026-11-27" }]);
    expect(parseLine("Call at 5pm on monday", ENGLISH, KNOWN).tokens).toMatchObject([{ kind: "time", day: null }, { kind: "day" }]);
  });
});

const repeatOf = (line: string, weekStart = 0) => parseLine(line, { ...ENGLISH, weekStart }, KNOWN).repeat;

describe("a repeat", () => {
  const repeating = [
    ...ENGLISH_ROWS.map(([line]) => [line, ENGLISH] as const),
    ...GERMAN_ROWS.map(([line]) => [line, GERMAN] as const),
  ].flatMap(([line, world]) => {
    const { repeat } = parseLine(line, world, KNOWN);
    return repeat === null ? [] : [[line, repeat] as const];
  });

  it.each(repeating)("has a rule as others write it, and its first day is one of its own: %s", (_line, repeat) => {
    const rule = parseRule(repeat.rule);
    expect(rule.ok && ruleToText(rule.value)).toBe(repeat.rule);
    const { base } = repeat;
    expect(base === null ? repeat.from : occurrencesBetween(repeat, base, base, 2)).toEqual(base === null ? "done" : [base]);
  });

  it("by the calendar is counted from its first day", () => {
    expect(repeatOf("Water every 2 weeks on thu")).toEqual({ rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", from: "day", base: "2026-12-03" });
  });

  it("after completion has no day that it is counted from", () => {
    expect(repeatOf("Water every! 3 days")).toEqual({ rule: "FREQ=DAILY;INTERVAL=3", from: "done", base: null });
  });

  it("says when weeks begin where that decides", () => {
    expect(repeatOf("Water every 2 weeks on sun and mon", 6)?.rule).toBe("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU");
    expect(repeatOf("Water every sun and mon", 6)?.rule).toBe("FREQ=WEEKLY;BYDAY=MO,SU");
  });
});

describe("weeks that begin with Sunday", () => {
  const onSunday = { ...ENGLISH, today: "2026-11-29", weekStart: 6 } as const;

  it("have the next Friday in the week after the present one", () => {
    expect(read("Call next friday", onSunday)).toBe("Call | 2026-12-11");
    expect(read("Call next friday", { ...onSunday, weekStart: 0 })).toBe("Call | 2026-12-04");
  });

  it("leave the weekend there on its Sunday", () => {
    expect(read("Mow this weekend", onSunday)).toBe("Mow | 2026-11-29");
  });
});

describe("a long line", () => {
  it("is a title as a whole", () => {
    const text = `${"word ".repeat(220)}tomorrow`;
    expect(parseLine(text, ENGLISH, KNOWN)).toMatchObject({ title: text, tokens: [], day: null });
  });

  it("of any length costs nothing more to read", () => {
    const task = parseLine("#Home/Garden every day 5 times in 2 hours ".repeat(300).slice(0, 10_000), ENGLISH, KNOWN);
    expect([task.tokens, task.steps]).toEqual([[], 0]);
  });

  it("has at most so many tags as a task may have", () => {
    const tags = Array.from({ length: 60 }, (_, index) => `@tag${index}`).join(" ");
    expect(parseLine(`Call ${tags}`, ENGLISH, KNOWN).tags).toHaveLength(50);
  });
});
