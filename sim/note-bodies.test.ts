// Two devices in the text of one note: both type, apart and together, with the network, the relay and their tabs going and coming, and packs being made.
// In the end both have the same text, and every word that was called saved and that nobody has deleted is in it.

import { expect, test } from "vitest";
import * as Y from "yjs";
import type { ItemId } from "../src/base/ids.ts";
import { joinUpdates, openEditorDocument, type EditorDocument } from "../src/items/editor-document.ts";
import type { NotePush, NoteRequest } from "../src/replica/face/notes.ts";
import { notes } from "../src/replica/notes/notes.ts";
import { randomLimits } from "./engine-steps.ts";
import { deriveSeed, makeRandom } from "./random.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { act, everyoneHasAll, makeWorld } from "./story.ts";
import type { Device, Tab, World } from "./world.ts";

const HISTORIES = 8;
const STEPS = 40;
const WATCH = 1;

/** A tab with the note open in an editor. */
class Editor {
  readonly tab: Tab;
  readonly #id: ItemId;
  readonly #document: EditorDocument;
  #changes: Uint8Array[] = [];

  private constructor(tab: Tab, id: ItemId, client: number) {
    this.tab = tab;
    this.#id = id;
    this.#document = openEditorDocument(client, (update) => this.#changes.push(update));
  }

  static async open(tab: Tab, id: ItemId, client: number): Promise<Editor> {
    const editor = new Editor(tab, id, client);
    await tab.device.world.time.complete(editor.#ask({ kind: "watch-note", watch: WATCH, id, client }), 60_000);
    return editor;
  }

  #ask(request: NoteRequest): Promise<unknown> {
    return notes.answer(this.tab.open, request, (push) => this.#onPush(push));
  }

  #onPush(push: NotePush): void {
    if (push.kind !== "note" || push.note === null || push.note === "unreadable") return;
    this.#document.take(push.note.update);
  }

  get texts(): readonly Y.XmlText[] {
    const texts: Y.XmlText[] = [];
    for (const element of this.#document.body.toArray()) {
      const text = element instanceof Y.XmlElement ? element.get(0) : null;
      if (text instanceof Y.XmlText) texts.push(text);
    }
    return texts;
  }

  change(edit: (body: Y.XmlFragment) => void): void {
    this.#document.yDoc.transact(() => edit(this.#document.body));
  }

  /** Resolves with whether it is called saved; never when the tab dies first. */
  async save(): Promise<boolean> {
    const changes = this.#changes;
    this.#changes = [];
    const answer = await this.#ask({ kind: "edit-note", id: this.#id, update: joinUpdates(changes) });
    return typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === true;
  }

  get text(): string {
    return this.#document.body.toJSON();
  }
}

class Story {
  readonly world: World;
  readonly #random: () => number;
  readonly #devices: Device[] = [];
  readonly #editors = new Map<Device, Editor>();
  readonly saved = new Set<string>();
  /** Words whose deletion was tried, saved or not. */
  readonly deleted = new Set<string>();
  #id: ItemId | null = null;
  #words = 0;

  constructor(seed: number) {
    this.world = makeWorld(seed);
    this.#random = makeRandom(deriveSeed(seed, "note bodies"));
    this.world.engineLimits = randomLimits(makeRandom(deriveSeed(seed, "engine")));
    this.world.isDirect = this.#random() < 0.5;
  }

  async begin(): Promise<void> {
    const [laptop, phone] = ["laptop", "phone"].map((name) => this.world.addDevice(name));
    if (laptop === undefined || phone === undefined) throw new Error("two devices");
    this.#devices.push(laptop, phone);
    const tab = await laptop.use();
    await this.world.pair(laptop, phone);
    this.#id = laptop.makeItemId();
    await act(tab, { kind: "create-note", id: this.#id, title: "Plans" });
    await everyoneHasAll(this.world);
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  async editor(device: Device): Promise<Editor> {
    const present = this.#editors.get(device);
    if (present?.tab.isAlive === true) return present;
    if (this.#id === null) throw new Error("the note is there");
    const opened = await Editor.open(await device.use(), this.#id, 1 + this.#below(2 ** 50));
    this.#editors.set(device, opened);
    return opened;
  }

  #write(editor: Editor): void {
    const word = `w${++this.#words}`;
    const text = editor.texts[this.#below(editor.texts.length + 1)];
    editor.change((body) => {
      if (text === undefined) {
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.insert(0, [new Y.XmlText(`${word} `)]);
        body.insert(this.#below(body.length + 1), [paragraph]);
        return;
      }
      // Words stay whole: the next one is found at a space.
      const places = [
        ...text
          .toJSON()
          .replaceAll(/<[^>]*>/gu, "")
          .matchAll(/(?<= )|^/gu),
      ].map(({ index }) => index);
      text.insert(places[this.#below(places.length)] ?? 0, `${word} `, {});
    });
    void editor.save().then((isSaved) => isSaved && this.saved.add(word));
  }

  #takeAway(editor: Editor): void {
    const text = editor.texts[this.#below(editor.texts.length)];
    const plain = text === undefined ? "" : text.toJSON().replaceAll(/<[^>]*>/gu, "");
    const found = [...plain.matchAll(/w\d+ /gu)];
    const word = found[this.#below(found.length)];
    if (text === undefined || word === undefined) return;
    this.deleted.add(word[0].trim());
    editor.change(() => text.delete(word.index, word[0].length));
    void editor.save();
  }

  #embolden(editor: Editor): void {
    const text = editor.texts[this.#below(editor.texts.length)];
    if (text === undefined || text.length < 2) return;
    const from = this.#below(text.length - 1);
    editor.change(() => text.format(from, 1 + this.#below(text.length - from), { bold: this.#random() < 0.7 ? {} : null }));
    void editor.save();
  }

  /** Away from the relay, or from the other one. */
  #cut(device: Device): void {
    const other = this.#devices.find((each) => each !== device);
    this.world.network.cut(device.name, this.#random() < 0.5 || other === undefined ? RELAY_ADDRESS : other.name);
  }

  #killOrStartRelay(): void {
    const { relay } = this.world;
    if (relay.isUp) relay.kill();
    else relay.start();
  }

  async step(): Promise<void> {
    const device = this.#devices[this.#below(2)];
    if (device === undefined) throw new Error("two devices");
    const kind = this.#random();
    const [, happen] = this.#steps.find(([below]) => kind < below) ?? [];
    await happen?.(device);
    await this.world.time.run(this.#random() < 0.3 ? 20_000 : 300 * this.#random());
  }

  readonly #steps: readonly (readonly [below: number, act: (device: Device) => void | Promise<void>])[] = [
    [0.45, async (device) => this.#write(await this.editor(device))],
    [0.55, async (device) => this.#takeAway(await this.editor(device))],
    [0.65, async (device) => this.#embolden(await this.editor(device))],
    [0.73, (device) => this.#cut(device)],
    [0.83, () => this.world.network.heal()],
    [0.9, (device) => device.killTabs()],
    [1, () => this.#killOrStartRelay()],
  ];

  /** All that is reachable again. */
  async end(): Promise<readonly string[]> {
    this.world.network.heal();
    if (!this.world.relay.isUp) this.world.relay.start();
    const editors: Editor[] = [];
    for (const device of this.#devices) editors.push(await this.editor(device));
    await everyoneHasAll(this.world);
    return editors.map(({ text }) => text);
  }
}

test(`what two write into one note is the same on both in the end, and nothing of it is lost (${HISTORIES} histories)`, async () => {
  let kept = 0;
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const story = new Story(seed);
    await story.begin();
    for (let step = 0; step < STEPS; step++) await story.step();
    const [mine = "", theirs = ""] = await story.end();
    expect(theirs, `seed ${seed}`).toBe(mine);
    const words = new Set(mine.replaceAll(/<[^>]*>/gu, "").match(/w\d+/gu));
    const lost = [...story.saved].filter((word) => !story.deleted.has(word) && !words.has(word));
    expect(lost, `seed ${seed}`).toEqual([]);
    kept += words.size;
  }
  expect(kept).toBeGreaterThan(5 * HISTORIES);
});
