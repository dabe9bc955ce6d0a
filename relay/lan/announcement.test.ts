import { encode } from "uqr";
import { expect, test } from "vitest";
import { announcementText } from "./announcement.ts";
import type { Terminal } from "./qr-lines.ts";

const ANNOUNCEMENT = {
  address: "https://192.168.1.5:8787",
  namedAddress: "https://laptop.local:8787",
  loopbackAddress: "http://127.0.0.1:8787",
  token: "7K3M-9QRT-XV2B-H4ZD",
  authorityName: "Daybook on laptop",
  fingerprint: "AB:CD",
  isMoved: false,
  direct: { port: 8787, at: "192.168.1.5:8787" },
};
const WIDE: Terminal = { isTerminal: true, columns: 120 };
const FILE: Terminal = { isTerminal: false, columns: null };

/** Begins a terminal's colours. */
const ESCAPE = "\u001B";
const BLOCKS = /^[█▀▄ ]{30,}$/u;

/** The modules that a reader of the text sees as black. */
function modulesOf(text: string, drawsBlack: boolean): boolean[][] {
  const lines = text
    .replaceAll(new RegExp(`${ESCAPE}\\[[0-9;]*m`, "gu"), "")
    .split("\n")
    .filter((line) => BLOCKS.test(line));
  return lines.flatMap((line) => ["▀", "▄"].map((half) => Array.from(line, (block) => (block === "█" || block === half) === drawsBlack)));
}

test("says where it is, how to trust it, and the token, each on a line of its own", () => {
  const lines = announcementText(ANNOUNCEMENT, FILE)
    .split("\n")
    .filter((line) => line !== "" && !BLOCKS.test(line));
  expect(lines).toEqual([
    "Daybook is at https://192.168.1.5:8787/#token=7K3M-9QRT-XV2B-H4ZD",
    "or, the same in every network, at https://laptop.local:8787/#token=7K3M-9QRT-XV2B-H4ZD",
    "or, on this machine, at http://127.0.0.1:8787/#token=7K3M-9QRT-XV2B-H4ZD",
    'First, once on each device, trust "Daybook on laptop": open http://192.168.1.5:8787 there and follow the page.',
    "SHA-256 of its certificate: AB:CD",
    "Token for a new space: 7K3M-9QRT-XV2B-H4ZD (it is in the addresses above; a device that you add to your own needs none)",
    "Devices that have synced with it once reach it at 192.168.1.5:8787 (UDP) too, also where its certificate is refused.",
  ]);
});

test("the code holds the address with the token, on a terminal in black on white and elsewhere drawn in light", () => {
  const wanted = encode("https://192.168.1.5:8787/#token=7K3M-9QRT-XV2B-H4ZD", { ecc: "M", border: 4 }).data;
  for (const terminal of [WIDE, FILE]) {
    const text = announcementText(ANNOUNCEMENT, terminal);
    expect(modulesOf(text, terminal.isTerminal).slice(0, wanted.length)).toEqual(wanted);
    expect(text.includes(`${ESCAPE}[38;5;16;48;5;231m`)).toBe(terminal.isTerminal);
  }
});

test("a code that would be broken by a narrow window is left out", () => {
  expect(announcementText(ANNOUNCEMENT, { isTerminal: true, columns: 40 })).not.toMatch(/[█▀▄]/u);
});

test("in another network it says what devices that know the former address are to do", () => {
  expect(
    announcementText({ ...ANNOUNCEMENT, isMoved: true }, FILE)
      .trimStart()
      .split("\n")[0],
  ).toBe("This machine has a new address. On devices that used the former one, open Sync and set the relay to wss://192.168.1.5:8787");
});

test("without a network it says so, and where it is on this machine", () => {
  expect(announcementText({ ...ANNOUNCEMENT, address: null }, WIDE)).toBe(
    "Daybook is at http://127.0.0.1:8787/#token=7K3M-9QRT-XV2B-H4ZD\nThis machine is in no network yet; its address is printed here when it is.\n",
  );
});

test("a UDP port that cannot be used is said, and of none that is wanted nothing is", () => {
  const text = announcementText({ ...ANNOUNCEMENT, direct: { port: 8787, at: null } }, FILE);
  expect(text).toContain("UDP port 8787 cannot be used (something else may have it), so devices reach it over https alone.");
  expect(announcementText({ ...ANNOUNCEMENT, direct: null }, FILE)).not.toContain("UDP");
});
