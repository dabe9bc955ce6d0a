// Text that would be markup or a script elsewhere, into everything that takes text: it is shown as it stands, nothing is made of it, nothing runs. What the page's
// policy forbids it says, and then every test fails (fixtures.ts); here nothing even tries.

import { Buffer } from "node:buffer";
import type { Locator, Page } from "@playwright/test";
import * as Y from "yjs";
import {
  addField,
  addTask,
  announcement,
  chooseInMenu,
  closeSheet,
  expectSynced,
  goTo,
  lastAction,
  makeList,
  openApp,
  openSync,
  pasteText,
  rename,
  row,
} from "./app-page.ts";
import { nameDevice } from "./member-steps.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";
import { letIn, makeSpace } from "./space-steps.ts";
import { expect, test } from "./stock-rooms.ts";
import { expectNotes, notesIn, writeNotes } from "./task-notes.ts";

/** Short enough for a name; `mark` tells where it was typed. */
const hostile = (mark: string): string => `<img src=x onerror=alert(1)>${mark}`;
const OTHERS = ['"><svg onload=alert(1)>', "</textarea><script>alert(1)</script>", "javascript:alert(1)", "{{alert(1)}}${alert(1)}"];

const MADE = 'img[src="x"], [onerror], [onload], script:not([src]), iframe, object, embed, a[href^="javascript:" i]';

type Watch = { readonly dialogs: string[]; readonly asked: string[] };

/** From the first moment of the page on. */
function watch(page: Page): Watch {
  const seen: Watch = { dialogs: [], asked: [] };
  page.on("dialog", (dialog) => {
    // The browser's own question, where a page goes that is still saving.
    if (dialog.type() === "beforeunload") return void dialog.accept();
    seen.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/x") seen.asked.push(request.url());
  });
  return seen;
}

/** Also while it is on screen alone: called wherever something of it is shown. */
async function expectHarmless(page: Page, { dialogs, asked }: Watch): Promise<void> {
  expect(await page.locator(MADE).count()).toBe(0);
  expect([...dialogs, ...asked]).toEqual([]);
}

const details = (page: Page): Locator => page.getByRole("complementary", { name: /^Details of/u });
const noteText = (page: Page): Locator => page.getByRole("textbox", { name: "Text of the note" });

async function enter(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press("Enter");
  await expect(field).toHaveValue("");
}

async function writeTask(page: Page): Promise<void> {
  for (const text of OTHERS) await addTask(page, text);
  await addTask(page, "a task");
  await rename(page, "a task", hostile("title"));
  await row(page, hostile("title")).press("i");
  const panel = details(page);
  await enter(panel.getByRole("combobox", { name: "Tags" }), hostile("tag"));
  const step = panel.getByRole("textbox", { name: "Add a step" });
  await enter(step, hostile("step"));
  await writeNotes(panel, hostile("notes"));
  await notesIn(panel).blur();
  await expect(announcement(page)).toHaveText("Notes saved.");
  await page.keyboard.press("Escape");
}

/** As another page's selection comes by the clipboard. */
const pasteMarkup = (field: Locator, html: string): Promise<void> =>
  field.evaluate((target, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", pasted);
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);

async function writeNote(page: Page): Promise<void> {
  await goTo(page, "Notes");
  await page.getByRole("button", { name: "New note" }).first().click();
  await page.getByRole("textbox", { name: "Title of the note" }).fill(hostile("note"));
  await page.keyboard.press("Enter");
  await page.keyboard.type(hostile("typed"));
  await page.keyboard.press("Enter");
  await pasteText(noteText(page), hostile("pasted"));
  // Without handlers in it: of these Chromium says that the policy forbids them wherever markup is parsed, also in no page.
  await pasteMarkup(
    noteText(page),
    `<p>from elsewhere<img src="javascript:alert(1)"><script>alert(1)</script><a href="javascript:alert(1)">a link</a></p>`,
  );
  await expect(noteText(page)).toContainText("from elsewhere");
  await expect(page.getByText("Saved on this device.", { exact: true }).first()).toBeVisible();
}

/** What is in the space, wherever it is shown. */
async function lookAround(page: Page, seen: Watch): Promise<void> {
  await goTo(page, "All tasks");
  const task = page.getByRole("row", { name: hostile("title") });
  await expect(task).toBeVisible();
  for (const text of OTHERS) await expect(page.getByRole("row", { name: text })).toBeVisible();
  await expectHarmless(page, seen);
  await task.press("i");
  await expect(details(page).getByText(hostile("tag")).first()).toBeVisible();
  await expectNotes(details(page), hostile("notes"));
  await expectHarmless(page, seen);
  await page.keyboard.press("Escape");
  await chooseInMenu(page, OTHERS[0] ?? "", "Move to list");
  await expect(page.getByRole("dialog").getByText(hostile("list"))).toBeVisible();
  await expectHarmless(page, seen);
  await closeSheet(page);
  await goTo(page, "Notes");
  await page.getByRole("link", { name: hostile("note") }).click();
  for (const mark of ["typed", "pasted"]) await expect(noteText(page)).toContainText(hostile(mark));
  await expectHarmless(page, seen);
  await goTo(page, "All tasks");
  await row(page, OTHERS[1] ?? "").press("Delete");
  await expect(lastAction(page)).toContainText(OTHERS[1] ?? "");
  await expectHarmless(page, seen);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(row(page, OTHERS[1] ?? "")).toBeVisible();
}

test("text that would be markup elsewhere is shown as it stands, on the device and on another one", LONG, async ({ relay, newDevice }) => {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  const [onA, onB] = [watch(a), watch(b)];
  await nameDevice(a, hostile("owner"));
  await writeTask(a);
  await makeList(a, hostile("list"));
  await writeNote(a);
  await lookAround(a, onA);
  await a.reload();
  await lookAround(a, onA);
  await pair(a, b);
  await lookAround(b, onB);
  await expect(await openSync(b)).toContainText(hostile("owner"));
  await expectHarmless(b, onB);
  await expectSynced(a);
});

test("names of people, devices and spaces are shown as they stand", LONG, async ({ relay, newDevice }) => {
  const [anna, ben] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  const [onAnna, onBen] = [watch(anna), watch(ben)];
  await nameDevice(anna, hostile("anna"));
  await nameDevice(ben, hostile("ben"));
  await makeSpace(anna, hostile("space"));
  await addTask(anna, "in the space");
  await letIn(anna, { page: ben, space: hostile("space"), role: "Writer" });
  for (const [page, seen] of [
    [anna, onAnna],
    [ben, onBen],
  ] as const) {
    await expect(page.getByRole("button", { name: hostile("space") })).toBeVisible();
    await page.getByRole("button", { name: "People" }).click();
    for (const name of ["anna", "ben"]) await expect(page.getByRole("dialog")).toContainText(hostile(name));
    await expectHarmless(page, seen);
    await closeSheet(page);
  }
});

function element(name: string, content: string, attributes: Readonly<Record<string, string>>): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.insert(0, [new Y.XmlText(content)]);
  return made;
}

/** Kinds of node that this app has, that it has not, and that would be markup. */
function foreignDocument(): Uint8Array {
  const doc = new Y.Doc();
  const link = new Y.XmlText();
  link.insert(0, "a link of theirs", { link: { href: "javascript:alert(1)" } });
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [link]);
  doc
    .getXmlFragment(hostile("part"))
    .push([
      element("paragraph", hostile("theirs"), { onclick: "alert(1)" }),
      element("img", "", { src: "x", onerror: "alert(1)" }),
      element("script", "alert(1)", {}),
      element("<svg onload=alert(1)>", "in no node of ours", {}),
      paragraph,
    ]);
  doc.getText("other").insert(0, hostile("text"));
  return Y.encodeStateAsUpdate(doc);
}

test("a document of another app, and what it calls itself, is shown as it stands", LONG, async ({ rooms, newDevice }) => {
  const page = await openApp(await newDevice(), rooms.address);
  const seen = watch(page);
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("button", { name: "Import a Yjs document" }).click();
  const sheet = page.getByRole("dialog", { name: "Import a Yjs document" });
  const address = sheet.getByRole("textbox", { name: "Address of the server" });
  await address.fill(hostile(""));
  await sheet.getByRole("textbox", { name: "Name of the room" }).fill(hostile("room"));
  await sheet.getByRole("button", { name: "Read the room" }).click();
  await expect(sheet).toContainText("This is no address of such a server");
  await address.fill(`${rooms.address.replace("http", "ws")}/yjs`);
  await sheet.getByRole("button", { name: "Read the room" }).click();
  await expect(sheet.getByRole("alert")).toBeVisible();
  await expectHarmless(page, seen);
  const buffer = Buffer.from(foreignDocument());
  await sheet.locator('input[type="file"]').setInputFiles({ name: `${hostile("file")}.yjs`, mimeType: "application/octet-stream", buffer });
  await expect(sheet).toContainText(hostile("file"));
  await expect(sheet).toContainText(hostile("part"));
  await expect(sheet).toContainText(hostile("theirs"));
  await expectHarmless(page, seen);
  for (const box of await sheet.getByRole("checkbox", { name: "Make a note of it" }).all()) await box.check();
  await sheet.getByRole("button", { name: "Make 2 notes" }).click();
  await sheet.getByRole("button", { name: "Show the notes" }).click();
  const links = page.getByRole("main").getByRole("link", { name: /onerror/u });
  await expect(links).toHaveCount(2);
  const read: string[] = [];
  for (const link of [0, 1]) {
    await links.nth(link).click();
    // One of them has parts that the editor does not know, and can only be read.
    const note = page.getByRole("article");
    await expect(note).toContainText(/onerror=alert\(1\)>(?:theirs|text)/u);
    await expectHarmless(page, seen);
    read.push(await note.innerText());
    await page.goBack();
  }
  for (const mark of ["theirs", "text"]) expect(read.join("\n")).toContain(hostile(mark));
});

test("links, codes, words and addresses that are markup are refused as what they are", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  const seen = watch(page);
  const markup = encodeURIComponent(hostile(""));
  for (const fragment of ["join", "restore", "list", "note", "task", "tag"]) {
    for (const content of [hostile(""), markup, `=${hostile("")}`, `=${markup},${markup}`, `/${markup}`]) {
      await page.goto("about:blank");
      await page.goto(`${relay.address}/#${fragment}${content}`);
      await expect(
        addField(page)
          .or(page.getByRole("heading", { level: 1 }))
          .or(page.getByRole("dialog"))
          .first(),
      ).toBeVisible();
      await expectHarmless(page, seen);
    }
  }
  await page.goto("about:blank");
  await page.goto(relay.address);
  const sheet = await openSync(page);
  await sheet.getByRole("button", { name: "I have a code" }).click();
  await sheet.getByRole("textbox", { name: "Link or code" }).fill(hostile("code"));
  await sheet.getByRole("button", { name: "Join", exact: true }).click();
  await expect(sheet).toContainText(/not a code|not complete/u);
  await expectHarmless(page, seen);

  const other = await (await newDevice()).newPage();
  const onOther = watch(other);
  await other.goto(relay.address);
  await other.getByRole("button", { name: "Restore" }).click();
  await other.getByRole("button", { name: "Restore from a recovery sheet" }).click();
  await other
    .getByRole("textbox", { name: "Word 1", exact: true })
    .fill(Array.from({ length: 24 }, () => "<img/src=x/onerror=alert(1)>").join(" "));
  await other.getByRole("textbox", { name: "Relay" }).fill(hostile("relay"));
  await other.getByRole("textbox", { name: "Space" }).fill(hostile("space"));
  await other.getByRole("button", { name: "Restore" }).click();
  await expect(other.getByRole("alert").first()).toBeVisible();
  await expectHarmless(other, onOther);
});
