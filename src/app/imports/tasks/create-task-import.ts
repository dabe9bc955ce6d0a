// An import of tasks from its file to its end: read, seen first, taken in with a way to stop, and taken back if it was not meant so.

import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { ItemId, SpaceId } from "../../../base/ids.ts";
import type { Result } from "../../../base/result.ts";
import type { DeskSetup, Found } from "../../../imports/tasks/import-desk.ts";
import type { ReadFault } from "../../../imports/tasks/desk-messages.ts";
import type { ExtraLabels } from "../../../imports/tasks/fit.ts";
import type { TableMapping } from "../../../imports/tasks/table-mapping.ts";
import type { ListRow } from "../../../model/list-row.ts";
import type { ReplicaClient } from "../../client/replica-client.ts";
import { useApp, type AppContextValue } from "../../shell/app-context.ts";
import { actErrorText } from "../../texts/error-texts.ts";
import { t } from "../../texts/messages.ts";
import { openDesk, type DeskClient } from "./desk-client.ts";
import { isWanted, lookForKnown, takeTasks, type Known, type Taken, type ToldText } from "./take-tasks.ts";
import { destinationOf, proposeTarget, type Targets } from "./targets.ts";

/** What is chosen in the preview. */
export type Choices = {
  readonly targets: Targets;
  /** Where tasks without a list go; null: the inbox. */
  readonly home: ItemId | null;
  readonly withDone: boolean;
  readonly restore: boolean;
  /** All once more, as new ones. */
  readonly again: boolean;
};

export type Preview = { readonly name: string; readonly found: Found; readonly known: Known; readonly choices: Choices };

export type Turn =
  | { readonly kind: "start"; readonly problem: ToldText | null }
  | { readonly kind: "reading" }
  | { readonly kind: "preview"; readonly preview: Preview }
  | { readonly kind: "taking"; readonly done: number; readonly count: number }
  | { readonly kind: "stopped"; readonly taken: Taken }
  | { readonly kind: "taken"; readonly taken: Taken }
  | { readonly kind: "undoing" }
  | { readonly kind: "undone" };

export type TaskImport = {
  readonly turn: Accessor<Turn>;
  readonly readFile: (file: File) => void;
  /** The same of one that was dropped: not in the middle of another one. Whether it is read. */
  readonly takeDropped: (file: File) => boolean;
  readonly readText: (text: string) => void;
  readonly choose: (change: Partial<Choices>) => void;
  readonly map: (mapping: TableMapping) => void;
  /** From the preview, or on from where it ended. */
  readonly take: () => void;
  readonly stop: () => void;
  /** After it was stopped, or has failed: what was taken so far stays. */
  readonly keep: () => void;
  readonly undo: () => void;
  readonly startAnew: () => void;
  /** Lists that something can go into. */
  readonly lists: Accessor<readonly ListRow[]>;
};

const labels = (): ExtraLabels => ({
  date: t("taskImport.extra.date"),
  repeat: t("taskImport.extra.repeat"),
  deadline: t("taskImport.extra.deadline"),
  duration: t("taskImport.extra.duration"),
  estimate: t("taskImport.extra.estimate"),
  spent: t("taskImport.extra.spent"),
  comment: t("taskImport.extra.comment"),
  assignee: t("taskImport.extra.assignee"),
  location: t("taskImport.extra.location"),
  link: t("taskImport.extra.link"),
  attachment: t("taskImport.extra.attachment"),
  reminder: t("taskImport.extra.reminder"),
  tag: t("taskImport.extra.tag"),
  section: t("taskImport.extra.section"),
});

const SALT_BYTES = 16;

const newSalt = (): string => Array.from(crypto.getRandomValues(new Uint8Array(SALT_BYTES)), (byte) => byte.toString(16)).join("-");

/** What is on screen, or the user's own where all are. */
function spaceOf(client: ReplicaClient): SpaceId | null {
  const state = client.spaces();
  return state?.shown ?? client.status()?.space ?? null;
}

const setupFor = (space: SpaceId, again: boolean): DeskSetup => ({
  space,
  salt: again ? newSalt() : "",
  labels: labels(),
  unnamed: t("taskImport.unnamed"),
});

const choicesFor = (found: Found, lists: readonly ListRow[]): Choices => ({
  targets: new Map(found.lists.map((list) => [list.id, proposeTarget(list, lists)] as const)),
  home: null,
  withDone: true,
  restore: false,
  again: false,
});

/** Tasks that would be made, and those that would come back. */
export function countsOf({ known, choices }: Preview): { readonly fresh: number; readonly restored: number } {
  const restored = known.trash.filter(({ isDone }) => choices.withDone || !isDone).length;
  return { fresh: known.fresh.open + (choices.withDone ? known.fresh.done : 0), restored: choices.restore ? restored : 0 };
}

type Shown = Preview | { readonly problem: ToldText };

/** What a read file is shown as: with nothing in it, not even something left out, it is a problem. */
function isEmpty({ open, done, table, leftOut }: Found): boolean {
  return open + done === 0 && table === null && leftOut.length === 0;
}

class Importer {
  readonly #app: AppContextValue;
  readonly #setTurn: (turn: Turn) => void;
  #desk: DeskClient | null = null;
  #last: { readonly preview: Preview; readonly space: SpaceId } | null = null;
  #isStopped = false;
  /** What is asked for later is shown in the place of what was asked for before. */
  #asked = 0;

  constructor(app: AppContextValue, setTurn: (turn: Turn) => void) {
    this.#app = app;
    this.#setTurn = setTurn;
  }

  /** Those of the space that it goes into, in the trash or not. */
  lists(): readonly ListRow[] {
    const { lists } = this.#app;
    return [...lists.shown(), ...lists.trashed()].filter((list) => list.space === undefined);
  }

  close(): void {
    this.#asked += 1;
    this.#desk?.close();
    this.#desk = null;
    this.#last = null;
  }

  /** Shows what comes of it, or why nothing does. */
  async #show(act: (desk: DeskClient, space: SpaceId) => Promise<Shown>): Promise<void> {
    this.#asked += 1;
    const turn = this.#asked;
    const space = spaceOf(this.#app.client);
    const desk = (this.#desk ??= openDesk());
    const failed = { problem: () => t("taskImport.fault.no-code") };
    const shown = space === null ? failed : await act(desk, space).catch(() => failed);
    if (turn !== this.#asked) return;
    // What has failed may have died: the next one begins anew.
    if ("problem" in shown) this.close();
    else if (space !== null) this.#last = { preview: shown, space };
    if (!("problem" in shown)) this.#app.say(t("taskImport.found", shown.found.open + shown.found.done, shown.found.parts));
    this.#setTurn("problem" in shown ? { kind: "start", problem: shown.problem } : { kind: "preview", preview: shown });
  }

  async #preview(desk: DeskClient, space: SpaceId, preview: Omit<Preview, "known">): Promise<Shown> {
    const { found } = preview;
    if (isEmpty(found)) return { problem: () => t("taskImport.fault.nothing") };
    const known = await lookForKnown(this.#app.client, desk, space, found.open + found.done);
    return known.ok ? { ...preview, known: known.value } : { problem: () => actErrorText(known.error) };
  }

  read(name: string, reading: (desk: DeskClient, setup: DeskSetup) => Promise<Result<Found, ReadFault>>): void {
    this.#setTurn({ kind: "reading" });
    void this.#show(async (desk, space) => {
      const found = await reading(desk, setupFor(space, false));
      if (!found.ok) return { problem: () => t(`taskImport.fault.${found.error}`) };
      return this.#preview(desk, space, { name, found: found.value, choices: choicesFor(found.value, this.lists()) });
    });
  }

  #readAgain(change: { readonly mapping?: TableMapping; readonly again?: boolean }): void {
    if (this.#last === null) return;
    const { name, choices } = this.#last.preview;
    const { again = choices.again, mapping } = change;
    void this.#show(async (desk, space) => {
      const setup = change.again === undefined ? {} : { setup: setupFor(space, again) };
      const found = await desk.ask({ kind: "read-again", ...setup, ...(mapping === undefined ? {} : { mapping }) });
      const { targets } = choicesFor(found, this.lists());
      const kept = [...targets].map(([id, target]) => [id, choices.targets.get(id) ?? target] as const);
      return this.#preview(desk, space, { name, found, choices: { ...choices, again, targets: new Map(kept) } });
    });
  }

  map(mapping: TableMapping): void {
    this.#readAgain({ mapping });
  }

  choose(change: Partial<Choices>): void {
    if (this.#last === null) return;
    const { preview, space } = this.#last;
    const next = { ...preview, choices: { ...preview.choices, ...change } };
    this.#last = { preview: next, space };
    if (change.again === undefined) this.#setTurn({ kind: "preview", preview: next });
    else this.#readAgain({ again: change.again });
  }

  stop(): void {
    this.#isStopped = true;
  }

  async take(): Promise<void> {
    const [last, desk] = [this.#last, this.#desk];
    if (last === null || desk === null) return;
    const { client, actions, say } = this.#app;
    const { found, known, choices } = last.preview;
    const { home, withDone } = choices;
    const count = found.open + found.done;
    this.#isStopped = false;
    const onProgress = (done: number): void => this.#setTurn({ kind: "taking", done, count });
    onProgress(0);
    const parts = { found, targets: choices.targets, home, lists: this.lists(), unnamed: t("taskImport.unnamed") };
    const destination = destinationOf({ ...parts, isWanted: isWanted(known, choices.restore) });
    const restored = known.trash.filter(({ isDone }) => choices.restore && (withDone || !isDone));
    const restore = restored.map(({ id }) => id);
    const isStopped = (): boolean => this.#isStopped;
    const into = { client, actions, desk, space: last.space, found, destination, home, withDone, restore };
    const taken = await takeTasks({ ...into, nowMs: Date.now(), onProgress, isStopped });
    this.#setTurn({ kind: taken.end === "stopped" ? "stopped" : "taken", taken });
    say(takenText(taken));
  }

  async undo({ action }: Taken): Promise<void> {
    this.#setTurn({ kind: "undoing" });
    if (action !== null) await this.#app.actions.takeBack(action);
    this.#setTurn({ kind: "undone" });
  }
}

/** Turns that another file does not end. */
const BUSY: ReadonlySet<Turn["kind"]> = new Set(["taking", "stopped", "undoing"]);

export function createTaskImport(): TaskImport {
  const [turn, setTurn] = createSignal<Turn>({ kind: "start", problem: null });
  const app = useApp();
  const importer = new Importer(app, setTurn);
  const takenNow = (): Taken | null => {
    const now = turn();
    return now.kind === "taken" || now.kind === "stopped" ? now.taken : null;
  };
  const readFile = (chosen: File): void =>
    importer.read(chosen.name, (desk, setup) => desk.ask({ kind: "read-file", file: chosen, name: chosen.name, setup }));
  onCleanup(() => {
    importer.stop();
    importer.close();
  });
  return {
    turn,
    lists: () => importer.lists().filter(({ trashed, newer, template }) => !trashed && !newer && !template),
    readFile,
    takeDropped(file) {
      const isBusy = BUSY.has(turn().kind);
      if (isBusy) app.say(t("taskImport.busy"));
      else readFile(file);
      return !isBusy;
    },
    readText: (text) => importer.read("", (desk, setup) => desk.ask({ kind: "read-text", text, setup })),
    choose: (change) => importer.choose(change),
    map: (mapping) => importer.map(mapping),
    take: () => void importer.take(),
    stop: () => importer.stop(),
    keep() {
      const taken = takenNow();
      if (taken !== null) setTurn({ kind: "taken", taken });
    },
    undo() {
      const taken = takenNow();
      if (taken !== null) void importer.undo(taken);
    },
    startAnew() {
      importer.close();
      setTurn({ kind: "start", problem: null });
    },
  };
}

export function takenText({ made, restored, end }: Taken): string {
  const all = made + restored;
  if (end === "stopped") return all === 0 ? t("taskImport.stoppedEmpty") : t("taskImport.stopped", all);
  if (end !== "whole") return t("taskImport.failed", all, end.problem());
  const texts = [made > 0 || restored === 0 ? t("taskImport.made", made) : "", restored > 0 ? t("taskImport.brought", restored) : ""];
  return texts.filter((text) => text !== "").join(" ");
}
