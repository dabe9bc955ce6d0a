// A recovery phrase is made, and brings everything back in a browser that has never seen it.

import { addLines, addTask, expectRows, expectSynced, openApp } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { drawPhrase, makeItTheWayBack, proveWords, startRestoring, typePaper } from "./recovery-steps.ts";

test("words on paper bring everything back when the only device is gone", async ({ relay, newDevice }) => {
  const [laptop, other] = [await newDevice(), await newDevice()];
  const a = await openApp(laptop, relay.address);
  await addLines(a, ["first", "second"]);
  await expectSynced(a);
  const paper = await drawPhrase(a);
  for (const word of paper.words) expect(paper.text).toContain(word);
  expect(paper.text).not.toContain("first");
  const sheet = a.getByRole("dialog");
  await proveWords(sheet, paper.words);
  await makeItTheWayBack(sheet);
  await expect(sheet).toContainText("The relay or another device has it too");
  await a.close();

  const b = await other.newPage();
  await b.goto(relay.address);
  await typePaper(b, { ...paper, words: paper.words.with(3, "zoo") });
  await startRestoring(b);
  await expect(b.getByRole("alert")).toContainText("together they are no phrase");
  await b.getByRole("textbox", { name: "Word 4" }).fill(paper.words[3] ?? "");
  await startRestoring(b);
  await b.getByRole("checkbox").check();
  await b.getByRole("button", { name: "Go on with these devices" }).click();
  await b.getByRole("button", { name: "Open Daybook" }).click();
  await expectRows(b, ["first", "second"]);
  await addTask(b, "third");
  await expectSynced(b);
});
