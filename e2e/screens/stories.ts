// Every screen there is, in a few stories that pass through them. To take in another screen: go there, and `look` with a name of its own.
// Everything that is written here in a user's name carries the mark that tells the user's text from the app's.

import type { Page } from "@playwright/test";
import {
  addLines,
  addTask,
  chooseInMenu,
  closeSheet,
  comeBack,
  expectSynced,
  goTo,
  openApp,
  openSync,
  pasteLines,
  rename,
  row,
  whenWritable,
} from "../app-page.ts";
import type { Device } from "../device.ts";
import { comparisonNumber, confirmJoin, invite, joinWithText, nameDevice } from "../pairing-steps.ts";
import type { RelayProcess } from "../relay-process.ts";
import { expect } from "../fixtures.ts";
import type { Look } from "./camera.ts";
import { storyOfArranging } from "./arranging-story.ts";
import { storyOfAttention, storyOfDamage, storyOfSetAside } from "./attention-stories.ts";
import { storyOfFields } from "./field-stories.ts";
import { storyOfHome, storyOfHomeOutOfReach } from "./home-story.ts";
import { storyOfImports, storyOfTaskImports } from "./import-story.ts";
import { storyOfLock } from "./lock-story.ts";
import { storyOfPalette } from "./palette-story.ts";
import { storyOfRecovery } from "./recovery-story.ts";
import { storyOfReminders } from "./reminder-story.ts";
import { storyOfRepeats } from "./repeat-story.ts";
import { storyOfMembers } from "./member-story.ts";
import { storyOfMirrors } from "./mirror-story.ts";
import { storyOfMonths } from "./month-stories.ts";
import { storyOfNearby } from "./nearby-story.ts";
import { noteOfTwo, storyOfNotes } from "./note-stories.ts";
import { storyOfQuickAdd } from "./quick-add-story.ts";
import { storyOfSamples } from "./sample-story.ts";
import { storyOfSpaces } from "./space-story.ts";
import { USER_MARK } from "./layout-faults.ts";
import { storyOfAway, storyOfToday } from "./today-story.ts";
import { storyOfTrash } from "./trash-stories.ts";
import { storyOfUpdates } from "./update-stories.ts";
import { storyOfTrouble } from "./trouble-stories.ts";
import { storyOfViews } from "./view-story.ts";

export type Stage = {
  readonly relay: RelayProcess;
  /** One more, under an address that no browser has seen: what the app loads there can be changed on its way. */
  readonly newRelay: () => Promise<RelayProcess>;
  readonly newDevice: (flags?: readonly string[]) => Promise<Device>;
  readonly look: Look;
};

const WORDY = `Tell ${USER_MARK} that ${"the bicycle in the cellar is ours and wants mending before spring ".repeat(3)}`.slice(0, 200);
const ONE_WORD = `https://${USER_MARK.toLowerCase()}.example/${"Donaudampfschifffahrt".repeat(9)}${USER_MARK}`.slice(-200);

const FEW = [
  `Call ${USER_MARK}, the dentist`,
  `Water the plants at ${USER_MARK}’s before the holidays begin and the neighbour takes over`,
  `Taxes with ${USER_MARK}`,
  `Receipts of ${USER_MARK}`,
];
const [DENTIST = "", PLANTS = "", TAXES = "", RECEIPTS = ""] = FEW;

async function choose(page: Page, task: string, day: string): Promise<void> {
  await chooseInMenu(page, task, "Choose a day");
  await page.getByRole("dialog").getByRole("button", { name: day }).click();
}

/** As an iPhone would name itself, in a tab. */
const IPHONE =
  "--user-agent=Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

async function storyOfFirstRun({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await (await newDevice()).newPage();
  await page.goto(relay.address);
  await look(page, "first-screen", { proof: page.locator("h1") });
  await page.getByRole("button", { name: "I have Daybook elsewhere" }).click();
  await look(page, "first-elsewhere", { proof: page.getByRole("dialog") });
  await closeSheet(page);
  await page.getByRole("button", { name: "Restore" }).click();
  await look(page, "first-restore");
  const iphone = await (await newDevice([IPHONE])).newPage();
  await iphone.goto(relay.address);
  await expect(iphone.getByText("Add to Home Screen")).toBeVisible();
  await look(iphone, "first-home-screen");
  await iphone.getByRole("button", { name: "Continue" }).click();
  await whenWritable(iphone);
  await look(iphone, "first-marked-tab");
}

async function storyOfTasks({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await expect(page.getByText("Nothing to do.")).toBeVisible();
  await look(page, "tasks-empty");
  await goTo(page, "Inbox");
  await look(page, "inbox-empty");
  await goTo(page, "Done");
  await look(page, "done-empty");
  await goTo(page, "Trash");
  await look(page, "trash-empty");
  await goTo(page, "All tasks");

  await pasteLines(page, FEW);
  await look(page, "tasks-many-lines");
  await page.keyboard.press("Escape");
  await addLines(page, FEW);
  await choose(page, TAXES, "Today");
  await look(page, "tasks-few", { proof: page.getByText(DENTIST) });
  await row(page, DENTIST).press("Enter");
  await look(page, "task-editing", { proof: page.locator("[data-task] input[type=text], [data-task] textarea") });
  await page.keyboard.press("Escape");
  await row(page, PLANTS)
    .getByRole("button", { name: /^Actions for/u })
    .click();
  await look(page, "task-menu", { proof: page.getByRole("menu") });
  await page.keyboard.press("Escape");
  await chooseInMenu(page, PLANTS, "Choose a day");
  await look(page, "task-day", { proof: page.getByRole("dialog") });
  await closeSheet(page);

  await addTask(page, ONE_WORD);
  await addTask(page, WORDY);
  await choose(page, WORDY, "Tomorrow");
  await choose(page, ONE_WORD, "Next week");
  await look(page, "tasks-long-titles");
  await row(page, RECEIPTS).press("Delete");
  await look(page, "toast", {
    proof: page.locator("section[aria-label] p").filter({ hasText: USER_MARK }),
    again: () => undoAndRedo(page),
  });
  await row(page, `${WORDY}, Tomorrow`).press(" ");
  await expect(row(page, `${WORDY}, Tomorrow`)).toHaveCount(0);
  await goTo(page, "Done");
  await look(page, "done");
  await goTo(page, "Trash");
  await look(page, "trash");
}

/** Says the last action again, in the present language. */
async function undoAndRedo(page: Page): Promise<void> {
  await page.keyboard.press("Control+z");
  await expect(row(page, RECEIPTS)).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect(row(page, RECEIPTS)).toHaveCount(0);
}

const PHONE = `${USER_MARK}’s phone`;
const LAPTOP = `The laptop of ${USER_MARK} and all the family`;

/** Two devices find each other; each side from step to step. */
async function storyOfPairing({ relay, newDevice, look }: Stage): Promise<void> {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await nameDevice(a, LAPTOP);
  await nameDevice(b, PHONE);
  await addTask(a, DENTIST);
  await addTask(b, PLANTS);
  await expectSynced(a);

  const sheetOfB = await openSync(b);
  await sheetOfB.getByRole("button", { name: "I have a code" }).click();
  await look(b, "pairing-join", { proof: b.getByRole("dialog").getByRole("textbox") });
  await sheetOfB.getByRole("textbox").fill("no code at all");
  await confirmJoin(b);
  await look(b, "pairing-no-code");
  await sheetOfB.getByRole("button", { name: "Try again" }).click();
  const { code } = await invite(a);
  await look(a, "pairing-invitation", { proof: a.getByRole("dialog").getByRole("textbox").first() });
  await sheetOfB.getByRole("textbox").fill(code);
  await confirmJoin(b);
  await comparisonNumber(a);
  await comparisonNumber(b);
  await look(a, "pairing-asked");
  await look(b, "pairing-compare");
  await b.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  await expect(b.getByRole("dialog")).toContainText("to approve");
  await look(b, "pairing-waiting");
  await a.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(a.getByRole("dialog")).toContainText("is one of your devices now");
  await expect(b.getByRole("dialog")).toContainText("now share their tasks");
  await look(a, "pairing-admitted");
  await look(b, "pairing-joined");
  await closeSheet(a);
  await closeSheet(b);
  await expectSynced(a);
  await syncCentre({ relay, look }, a, b);
  await noteOfTwo(look, a, b);
}

async function syncCentre({ relay, look }: Pick<Stage, "relay" | "look">, a: Page, b: Page): Promise<void> {
  const sheet = await openSync(a);
  await look(a, "sync-two-devices");
  await sheet.getByRole("button", { name: "Change" }).click();
  await look(a, "sync-relay-address");
  await a.keyboard.press("Escape");
  await expect(a.getByRole("dialog")).toHaveCount(0);

  await relay.kill();
  await rename(a, DENTIST, `${DENTIST} on a`);
  await rename(b, DENTIST, `${DENTIST} on b, ${WORDY}`);
  await openSync(a);
  await look(a, "sync-relay-away");
  await closeSheet(a);
  await relay.start();
  for (const page of [a, b]) await comeBack(page);
  await expect(a.getByText("Also:")).toBeVisible();
  await look(a, "tasks-two-titles");
}

/** A device by itself, and a link that does not work any more. */
async function storyOfSync({ relay, newDevice, look }: Stage): Promise<void> {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await openSync(a);
  await look(a, "sync-alone");
  await closeSheet(a);
  const { link } = await invite(a);
  await b.goto("about:blank");
  await b.goto(link);
  await look(b, "pairing-by-link", { proof: b.getByRole("dialog") });
  await a.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await confirmJoin(b);
  await expect(b.getByRole("dialog")).toContainText("Nothing has changed");
  await look(b, "pairing-failed");
  await closeSheet(b);
  await storyOfWaiting({ relay, look }, a, b);
}

/** Where the relay says nothing any more while one device lets the other in. */
async function storyOfWaiting({ relay, look }: Pick<Stage, "relay" | "look">, a: Page, b: Page): Promise<void> {
  await closeSheet(a);
  await nameDevice(b, LAPTOP);
  await joinWithText(b, (await invite(a)).code);
  await comparisonNumber(b);
  await b.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  await comparisonNumber(a);
  relay.pause();
  await a.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(a.getByRole("dialog").getByText("This takes longer than it should.")).toBeVisible();
  await look(a, "pairing-slow");
  relay.goOn();
}

async function storyOfSettings({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await nameDevice(page, LAPTOP);
  await page.keyboard.press("Control+,");
  await look(page, "settings", { proof: page.getByRole("dialog") });
  await closeSheet(page);
}

type Story = (stage: Stage) => Promise<void>;

/** They wait or write for long before there is something to look at, or few pieces of them are in no other; `npm run journeys` and `npm run screens` see them. */
export const LONG_STORIES: readonly string[] = [
  "the palette",
  "arranging",
  "quick add",
  "pairing",
  "nearby",
  "imports",
  "imports of tasks",
  "views",
  "since you were away",
  "mirrors",
  "a home device",
  "a home device out of reach",
  "months",
  "a shared space",
  "members",
  "the lock",
  "recovery",
  "trouble",
  "attention",
  "damage",
  "what is set aside",
  "samples",
  "reminders",
  "repeats",
  "updates",
];

export const STORIES: Readonly<Record<string, Story>> = {
  "the first run": storyOfFirstRun,
  samples: storyOfSamples,
  today: storyOfToday,
  "since you were away": storyOfAway,
  tasks: storyOfTasks,
  arranging: storyOfArranging,
  "the palette": storyOfPalette,
  fields: storyOfFields,
  reminders: storyOfReminders,
  repeats: storyOfRepeats,
  "quick add": storyOfQuickAdd,
  views: storyOfViews,
  sync: storyOfSync,
  pairing: storyOfPairing,
  members: storyOfMembers,
  recovery: storyOfRecovery,
  nearby: storyOfNearby,
  "a home device": storyOfHome,
  "a home device out of reach": storyOfHomeOutOfReach,
  settings: storyOfSettings,
  "the lock": storyOfLock,
  trouble: storyOfTrouble,
  attention: storyOfAttention,
  damage: storyOfDamage,
  "what is set aside": storyOfSetAside,
  trash: storyOfTrash,
  notes: storyOfNotes,
  mirrors: storyOfMirrors,
  months: storyOfMonths,
  "a shared space": storyOfSpaces,
  imports: storyOfImports,
  "imports of tasks": storyOfTaskImports,
  updates: storyOfUpdates,
};
