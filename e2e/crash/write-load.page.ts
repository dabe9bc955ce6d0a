// Run in the page, not here: they are sent there as text, so that they may use nothing from outside themselves but what the first leaves in the page. A
// person in a hurry: writes tasks, pastes many at once, changes titles, ticks and bins, and now and then pauses. Whatever the app says is saved is told on
// the console at once. Tasks are called `task 12 edit 3`.

// A function sent to a page holds all it needs.
/* oxlint-disable unicorn/consistent-function-scoping */

type Hands = {
  until<T>(look: () => T | null | undefined): Promise<T>;
  /** Does it, and returns once the app has said that it is saved. */
  act(doIt: () => void): Promise<void>;
  press(element: Element, key: string): void;
  /** And presses Enter. */
  type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void;
  addField(): Promise<HTMLInputElement>;
  /** Number and edit of a row of the load; null: it is another, or ticked. */
  read(row: Element): { readonly task: number; readonly edit: number } | null;
};

declare global {
  var crashHands: Hands | undefined;
}

export function lendHands(): void {
  const announced = (): Element | null => document.querySelector('[role="status"][aria-live="polite"] > span');
  const hands: Hands = {
    async until(look) {
      for (;;) {
        const found = look();
        if (found !== null && found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
    },
    async act(doIt) {
      // Another element for each saying.
      const before = announced();
      doIt();
      await hands.until(() => (announced() === before ? null : true));
    },
    press: (element, key) => void element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })),
    type(field, text) {
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      hands.press(field, "Enter");
    },
    addField: () => hands.until(() => document.querySelector<HTMLInputElement>('main input[aria-label="Add a task"]')),
    read(row) {
      const [, task, edit] = /^task (\d+) edit (\d+)$/u.exec(row.getAttribute("aria-label") ?? "") ?? [];
      const isTicked = row.querySelector('[aria-checked="true"]') !== null;
      return task === undefined || isTicked ? null : { task: Number(task), edit: Number(edit) };
    },
  };
  globalThis.crashHands = hands;
}

export type WriteLoad = {
  /** What a line on the console begins with that tells what was saved: number, edit and place follow. */
  readonly prefix: string;
  /** Of the choices. */
  readonly seed: number;
  /** The number of the first task to make; later ones count on from it. */
  readonly firstTask: number;
  readonly linesPerPaste: number;
  /** As often as this the person pauses, for as long as background work needs to begin. */
  readonly pauseShare: number;
};

/** Never ends: the browser is killed meanwhile. `lendHands` goes first. */
export async function writeUntilKilled({ prefix, seed, firstTask, linesPerPaste, pauseShare }: WriteLoad): Promise<void> {
  const hands = globalThis.crashHands;
  if (hands === undefined) throw new Error("lendHands goes first");
  let state = seed;
  let next = firstTask;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const tell = (task: number, edit: number, place: string): void => console.log(`${prefix}${task} ${edit} ${place}`);
  const add = async (): Promise<void> => {
    const [field, task] = [await hands.addField(), next++];
    await hands.act(() => hands.type(field, `task ${task} edit 0`));
    tell(task, 0, "open");
  };
  const paste = async (): Promise<void> => {
    const [field, tasks] = [await hands.addField(), Array.from({ length: linesPerPaste }, () => next++)];
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", tasks.map((task) => `task ${task} edit 0`).join("\n"));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    const buttons = (): readonly HTMLButtonElement[] => Array.from(document.querySelectorAll("main button"));
    const button = await hands.until(() => buttons().find(({ textContent }) => textContent?.startsWith(`Add ${linesPerPaste}`)));
    await hands.act(() => button.click());
    for (const task of tasks) tell(task, 0, "open");
  };
  const onRow = async (act: (row: Element, task: number, edit: number) => Promise<void>): Promise<void> => {
    const rows = Array.from(document.querySelectorAll("main [data-task]")).filter((row) => hands.read(row) !== null);
    const row = rows[Math.floor(random() * rows.length)];
    const read = row === undefined ? null : hands.read(row);
    if (row === undefined || read === null) await add();
    else await act(row, read.task, read.edit);
  };
  const change = async (row: Element, task: number, edit: number): Promise<void> => {
    hands.press(row, "Enter");
    const field = await hands.until(() => row.querySelector("textarea"));
    await hands.act(() => hands.type(field, `task ${task} edit ${edit + 1}`));
    tell(task, edit + 1, "open");
  };
  const finish = async (row: Element, task: number, edit: number): Promise<void> => {
    await hands.act(() => row.querySelector<HTMLElement>('[role="checkbox"]')?.click());
    tell(task, edit, "done");
  };
  const bin = async (row: Element, task: number, edit: number): Promise<void> => {
    await hands.act(() => hands.press(row, "Delete"));
    tell(task, edit, "trash");
  };
  const habits = [
    ...Array.from({ length: 14 }, () => add),
    paste,
    ...Array.from({ length: 10 }, () => () => onRow(change)),
    ...Array.from({ length: 4 }, () => () => onRow(finish)),
    ...Array.from({ length: 2 }, () => () => onRow(bin)),
  ];
  for (;;) {
    await (habits[Math.floor(random() * habits.length)] ?? add)();
    if (random() < pauseShare) await new Promise((resolve) => setTimeout(resolve, 2_000 + random() * 2_500));
  }
}
