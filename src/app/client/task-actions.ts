// What the user does to tasks, with the way back: every act that the worker confirmed can be undone, and an undo redone, in the order of this
// page's own actions. Tells by toast what should be seen and by announcement what should be heard. Nothing is told before it is durable.

import { createSignal, untrack, type Accessor } from "solid-js";
import { makeId, type ItemId, type SpaceId } from "../../base/ids.ts";
import type { ActionId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { TaskIntent, TaskPosition } from "../../model/task-intent.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { Priority } from "../../model/task-schema.ts";
import type { ActError, ActReceipt, UndoError, UndoReceipt } from "../../replica/face.ts";
import type { CopyAs } from "../../replica/face/spaces.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import type { ReplicaClient } from "./replica-client.ts";

export type ActOutcome = Result<ActReceipt, ActError>;

/** How an action is told: `toast` offers the way back on screen. Its words are read when they are shown, in the language of then. */
export type Telling = {
  readonly text: (receipt: ActReceipt) => string;
  /** What undoing it is called: "Undone: changing a title". */
  readonly name: () => string;
  readonly toast: boolean;
  /** It is not told at all: it is part of something that is told in the end. */
  readonly isQuiet?: boolean;
  /** What is done one after another with the same one is taken back in one go. */
  readonly step?: object;
};

/** What new tasks are given beside their titles. */
export type GivenParts = { readonly priority: Priority | null; readonly tags: readonly string[] };

export interface Teller {
  say(text: string): void;
  /** An action is durable. */
  saved?(): void;
  showToast(toast: {
    readonly text: () => string;
    readonly action?: { readonly label: () => string; readonly run: () => void } | undefined;
  }): void;
}

export interface TaskActions {
  /** An error is told by a toast, unless the caller shows it where the text is (`tellError` false). */
  act(intent: TaskIntent, telling: Telling, tellError?: boolean): Promise<ActOutcome>;
  /**
   * Deletes for good what of these is in the trash: no step of it can be taken back, nor of what was done to these before. `text` is given how many
   * have gone, at least one.
   */
  purge(ids: readonly ItemId[], text: (gone: number) => string): Promise<ActOutcome>;
  /** Tasks, notes and lists to another space: to a list there, or (null) its inbox. */
  moveToSpace(ids: readonly ItemId[], space: SpaceId, list: ItemId | null, telling: Telling): Promise<ActOutcome>;
  /** Copies tasks, and lists with their tasks, in their space; the copies of `ids` come first among what was made. */
  copy(ids: readonly ItemId[], as: CopyAs, telling: Telling): Promise<ActOutcome>;
  /** What another request than `act` has done: told, and to be taken back as any other. */
  remember(receipt: ActReceipt, telling: Telling): void;
  /** Takes back the step that an action is a part of. */
  takeBack(action: ActionId): Promise<void>;
  /** Without a way back. */
  tellPlainly(text: () => string): void;
  /** Makes tasks; the answer names them in order. */
  create(titles: readonly string[], position: TaskPosition, day: PlainDay | null, given?: GivenParts): Promise<ActOutcome>;
  /** Whether there is something of this page's to undo, or to redo. */
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** `actions`: in the order they were done. `items`: what it was done to. */
type Step = {
  readonly actions: readonly ActionId[];
  readonly name: () => string;
  readonly items: readonly ItemId[];
  readonly of?: object | undefined;
};

/** Steps that can be taken back, the newest last. */
type Steps = {
  readonly isAny: Accessor<boolean>;
  readonly push: (step: Step) => void;
  /** The newest, or the one of an action, out of the steps. */
  readonly take: (action?: ActionId) => Step | undefined;
  readonly clear: () => void;
  /** Of what is gone for good nothing can be taken back. */
  readonly forget: (gone: ReadonlySet<ItemId>) => void;
};

function createSteps(): Steps {
  const [steps, setSteps] = createSignal<readonly Step[]>([]);
  return {
    isAny: () => steps().length > 0,
    push(step) {
      const present = untrack(steps);
      const last = present.at(-1);
      const isMore = last !== undefined && step.of !== undefined && last.of === step.of;
      setSteps(isMore ? [...present.slice(0, -1), { ...last, actions: [...last.actions, ...step.actions] }] : [...present, step]);
    },
    take(action) {
      const present = untrack(steps);
      const step = action === undefined ? present.at(-1) : present.find(({ actions }) => actions.includes(action));
      setSteps(present.filter((one) => one !== step));
      return step;
    },
    clear: () => setSteps([]),
    forget: (gone) => setSteps((present) => present.filter(({ items }) => items.some((item) => !gone.has(item)))),
  };
}

/** Who comes after whom. */
type Turns = {
  readonly begin: <T>(task: () => Promise<T>) => Promise<T>;
  /** Begins when all has ended that was begun before. */
  readonly afterAll: <T>(task: () => Promise<T>) => Promise<T>;
};

/** The rows on screen may change before the answer has come, and whoever takes something back means what they saw happen. */
function makeTurns(): Turns {
  const underWay = new Set<Promise<unknown>>();
  const begin: Turns["begin"] = async (task) => {
    const ending = task();
    underWay.add(ending);
    try {
      return await ending;
    } finally {
      underWay.delete(ending);
    }
  };
  return {
    begin,
    async afterAll(task) {
      const before = Promise.allSettled(underWay);
      return begin(async () => {
        await before;
        return task();
      });
    },
  };
}

const ITEM_ID_BYTES = 16;

const newItemId = (): ItemId => makeId("item", crypto.getRandomValues(new Uint8Array(ITEM_ID_BYTES)));

const undoErrorText = (error: UndoError): string => (error.kind === "nothing-to-undo" ? t("undo.nothing") : actErrorText(error));

/** Without a way back. */
function tellPlainly(teller: Teller, text: () => string): void {
  teller.say(text());
  teller.showToast({ text });
}

type Answered = (asking: Promise<ActOutcome>, telling: Telling, tellError?: boolean) => Promise<ActOutcome>;

async function tellAnswer(
  asking: Promise<ActOutcome>,
  teller: Teller,
  remember: TaskActions["remember"],
  telling: Telling,
  tellError: boolean,
): Promise<ActOutcome> {
  const outcome = await asking;
  if (outcome.ok) remember(outcome.value, telling);
  else if (tellError) tellPlainly(teller, () => actErrorText(outcome.error));
  return outcome;
}

export function createTaskActions(client: ReplicaClient, teller: Teller): TaskActions {
  const [undoSteps, redoSteps] = [createSteps(), createSteps()];
  const turns = makeTurns();

  // A toast takes back what it tells of, whatever has been done since.
  const undo = async (action?: ActionId): Promise<void> => {
    const outcome = await turns.afterAll(async () => takeBack(client, undoSteps.take(action), undoSteps, redoSteps));
    if (!outcome.ok) return tellPlainly(teller, () => undoErrorText(outcome.error));
    const text = (): string => withLeftAlone(t("undo.done", outcome.name()), outcome.value);
    const undone = outcome.value.action;
    teller.say(text());
    teller.showToast({ text, action: undone === null ? undefined : { label: () => t("toast.redo"), run: () => void redo(undone) } });
  };

  const redo = async (action?: ActionId): Promise<void> => {
    const outcome = await turns.afterAll(async () => takeBack(client, redoSteps.take(action), redoSteps, undoSteps));
    if (!outcome.ok)
      return tellPlainly(teller, () => (outcome.error.kind === "nothing-to-undo" ? t("redo.nothing") : undoErrorText(outcome.error)));
    tell(outcome.value.action, { text: () => withLeftAlone(t("redo.done", outcome.name()), outcome.value), toast: true });
  };

  const tell = (action: ActionId | null, { text, toast }: { readonly text: () => string; readonly toast: boolean }): void => {
    teller.say(text());
    if (toast)
      teller.showToast({ text, action: action === null ? undefined : { label: () => t("toast.undo"), run: () => void undo(action) } });
  };

  /** An action that found everything as it wanted wrote nothing: there is nothing to tell or to take back. */
  const remember = (receipt: ActReceipt, telling: Telling): void => {
    const { action, items, before = [] } = receipt;
    if (action === null) return;
    undoSteps.push({ actions: [...before, action], name: telling.name, items, of: telling.step });
    redoSteps.clear();
    if (telling.isQuiet !== true) tell(action, { text: () => telling.text(receipt), toast: telling.toast });
    teller.saved?.();
  };

  const answered: Answered = (asking, telling, tellError = true) =>
    turns.begin(() => tellAnswer(asking, teller, remember, telling, tellError));
  const act: TaskActions["act"] = async (intent, telling, tellError) => answered(client.ask({ kind: "act", intent }), telling, tellError);

  return {
    act,
    moveToSpace: async (ids, space, list, telling) => answered(client.ask({ kind: "move-to-space", ids, space, list }), telling),
    copy: async (ids, as, telling) => answered(client.ask({ kind: "copy-items", ids, as }), telling),
    purge: async (ids, text) => {
      const outcome = await purgeItems(client, ids, [undoSteps, redoSteps]);
      tellPlainly(teller, () => purgeText(outcome, text));
      return outcome;
    },
    remember,
    takeBack: undo,
    tellPlainly: (text) => tellPlainly(teller, text),
    create: async (titles, position, day, given) => create(act, titles, position, day, given),
    canUndo: undoSteps.isAny,
    canRedo: redoSteps.isAny,
    undo: async () => undo(),
    redo: async () => redo(),
  };
}

async function purgeItems(client: ReplicaClient, ids: readonly ItemId[], allSteps: readonly Steps[]): Promise<ActOutcome> {
  const outcome = await client.ask({ kind: "act", intent: { kind: "purge", ids } });
  const gone: ReadonlySet<ItemId> = new Set(outcome.ok ? outcome.value.items : []);
  for (const steps of allSteps) steps.forget(gone);
  return outcome;
}

function purgeText(outcome: ActOutcome, text: (gone: number) => string): string {
  if (!outcome.ok) return actErrorText(outcome.error);
  const gone = outcome.value.items.length;
  return gone === 0 ? t("purge.nothing") : text(gone);
}

async function create(
  act: TaskActions["act"],
  titles: readonly string[],
  position: TaskPosition,
  day: PlainDay | null,
  { priority = null, tags = [] }: Partial<GivenParts> = {},
): Promise<ActOutcome> {
  const tasks = titles.map((title) => ({ id: newItemId(), title, day, priority, tags }));
  return act(
    { kind: "create", tasks, position },
    { text: () => t("act.create", titles.length), name: () => t("name.create", titles.length), toast: titles.length > 1 },
    false,
  );
}

type TakenBack = Result<UndoReceipt, UndoError> & { readonly name: () => string };

/** One after the other, the last one first, until one cannot be. */
type Reversal = {
  /** What each has made. */
  readonly taken: readonly ActionId[];
  readonly left: readonly ActionId[];
  readonly leftAlone: number;
  readonly error: UndoError | null;
};

async function reverse(client: ReplicaClient, actions: readonly ActionId[]): Promise<Reversal> {
  const taken: ActionId[] = [];
  let leftAlone = 0;
  for (const [done, action] of actions.toReversed().entries()) {
    const outcome = await client.ask({ kind: "undo", action });
    if (!outcome.ok) return { taken, left: actions.slice(0, actions.length - done), leftAlone, error: outcome.error };
    // The actions of one step change the same fields.
    leftAlone = Math.max(leftAlone, outcome.value.leftAlone);
    taken.push(...(outcome.value.action === null ? [] : [outcome.value.action]));
  }
  return { taken, left: [], leftAlone, error: null };
}

/** Undoes a step that was taken out of `from`; what that did can itself be undone, and goes onto `to`. */
async function takeBack(client: ReplicaClient, step: Step | undefined, from: Steps, to: Steps): Promise<TakenBack> {
  if (step === undefined) return { ok: false, error: { kind: "nothing-to-undo" }, name: () => "" };
  const { name, items, actions } = step;
  const { taken, left, leftAlone, error } = await reverse(client, actions);
  if (error?.kind === "store") from.push({ ...step, actions: left });
  if (taken.length > 0) to.push({ actions: taken, name, items });
  if (error !== null) return { ok: false, error, name };
  return { ok: true, value: { action: taken.at(-1) ?? null, items, leftAlone }, name };
}

const withLeftAlone = (text: string, { leftAlone }: UndoReceipt): string =>
  leftAlone === 0 ? text : `${text} ${t("undo.leftAlone", leftAlone)}`;
