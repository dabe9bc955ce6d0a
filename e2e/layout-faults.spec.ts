// The rules of layout find what they are there for, and leave alone what is meant.

import { expect, test } from "./fixtures.ts";
import { layoutFaults } from "./screens/layout-faults.ts";

const FAULTY: Readonly<Record<string, readonly [html: string, fault: RegExp]>> = {
  "an element wider than the screen": [`<main style="overflow:auto"><div style="width:500px">x</div></main>`, /is 500 px wide/u],
  "a box that scrolls sideways": [
    `<div style="overflow-x:auto;width:100px"><div style="width:200px">x</div></div>`,
    /scrolls 100 px sideways/u,
  ],
  "a text that its box cuts off": [
    `<p style="width:60px;overflow:hidden;white-space:nowrap">Einstellungen</p>`,
    /“Einstellungen” is cut off by p/u,
  ],
  "a text whose lower lines are hidden": [
    `<p style="width:60px;height:20px;overflow:hidden">one two three four five</p>`,
    /is cut off by p/u,
  ],
  "an ellipsis in the app’s own words": [
    `<p style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">Einstellungen</p>`,
    /“Einstellungen” is cut off/u,
  ],
  "a word that leaves its button": [`<button style="width:60px;height:44px;padding:0">Einstellungen</button>`, /is wider than its block/u],
  "a text beyond the edge of the screen": [`<p style="position:fixed;right:-40px">Settings</p>`, /leaves the screen/u],
  "a placeholder that does not fit": [`<input placeholder="Write a task" style="width:40px">`, /“Write a task” does not fit its field/u],
  "a link that a toast covers": [
    `<nav><a href="#x">Tasks</a></nav><p style="position:fixed;inset:0;margin:0">Done.</p>`,
    /“Tasks” is covered/u,
  ],
  "a button too small for a finger": [`<button aria-label="More" style="width:30px;height:44px">x</button>`, /More is 30 by 44 px/u],
  "a user’s text that is offered to translators": [
    `<p translate="no"><b translate="yes">Quandt</b></p>`,
    /“Quandt” is offered to translators/u,
  ],
};

const MEANT: Readonly<Record<string, string>> = {
  "a user’s text that ends in an ellipsis": `<p translate="no" style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">Quandt and family</p>`,
  "a long list that scrolls down": `<main style="height:100px;overflow-y:auto"><p style="margin-top:300px">far below</p></main>`,
  "a text for listeners": `<p style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap">Task added.</p>`,
  "a small button that reaches out": `<style>b button{position:relative;width:44px;height:20px;padding:0}b button::after{content:"";position:absolute;inset:-12px 0}</style><b><button>x</button></b>`,
  "a box whose label is large": `<label style="display:inline-block;width:60px;height:44px"><input type="checkbox"></label>`,
  "a link within a text": `<p style="width:200px">one <a href="#x">two</a> three</p>`,
  "a text that wraps": `<p style="width:60px">one two three four five</p>`,
};

test("each fault of layout is found, and what is meant is left alone", async ({ newDevice }) => {
  const page = await (await newDevice()).newPage();
  await page.setViewportSize({ width: 320, height: 640 });
  for (const [name, [html, fault]] of Object.entries(FAULTY)) {
    await page.setContent(html);
    expect((await layoutFaults(page)).join("\n"), name).toMatch(fault);
  }
  for (const [name, html] of Object.entries(MEANT)) {
    await page.setContent(html);
    expect(await layoutFaults(page), name).toEqual([]);
  }
});
