import { expect, test } from "vitest";
import { chooseCommands } from "./choose-commands.ts";

const commands = [
  { name: "Choose a day", kind: "task" },
  { name: "New note", kind: "make" },
  { name: "New list", kind: "make" },
  { name: "Notes", kind: "go" },
  { name: "Garden", kind: "go", also: "list" },
  { name: "Settings", kind: "app", also: "language theme lock" },
] as const;

const named = (typed: string): readonly string[] =>
  chooseCommands<(typeof commands)[number]>(commands, typed).map(
    (group) => `${group.kind}: ${group.commands.map(({ name }) => name).join(", ")}`,
  );

test("all are offered in their order before anything is typed", () => {
  expect(named(" ")).toEqual(["task: Choose a day", "make: New note, New list", "go: Notes, Garden", "app: Settings"]);
});

test("typing leaves those that fit, the kind with the best one first", () => {
  expect(named("note")).toEqual(["go: Notes", "make: New note"]);
  expect(named("new l")).toEqual(["make: New list"]);
  expect(named("nothing like it")).toEqual([]);
});

test("a command is also found by its other words, behind those that are called so", () => {
  expect(named("list")).toEqual(["make: New list", "go: Garden"]);
  expect(named("lock")).toEqual(["app: Settings"]);
});
