// What the user does to tasks, with the way back: every act that the worker confirmed can be undone, and an undo redone, in the order of this
// page's own actions. Tells by toast what should be seen and by announcement what should be heard. Nothing is told before it is durable.

import { makeId, type ItemId } from "../../base/ids.ts";
import type { ActionId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { TaskIntent, TaskPosition } from "../../model/task-intent.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { ActError, ActReceipt, UndoError, UndoReceipt } from "../../replica/face.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import type { ReplicaClient } from "./replica-client.ts";

export type ActOutcome = Result<ActReceipt, ActError>;

/** How an action is told: `toast` offers the way back on screen. */
export type Telling = {
  readonly text: string;
  /** What undoing it is called: "Undone: changing a title". */
  readonly name: string;
  readonly toast: boolean;
};

export interface Teller {
  say(text: string): void;
  /** An action is durable. */
  saved?(): void;
  showToast(toast: { readonly text: string; readonly action?: { readonly label: string; readonly run: () => void } | undefined }): void;
}

export interface TaskActions {
  /** An error is told by a toast, unless the caller shows it where the text is (`tellError` false). */
  act(intent: TaskIntent, telling: Telling, tellError?: boolean): Promise<ActOutcome>;
  /** Makes tasks; the answer names them in order. */
  create(titles: readonly string[], position: TaskPosition, day: PlainDay | null): Promise<ActOutcome>;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

type Step = { readonly action: ActionId; readonly name: string };

const ITEM_ID_BYTES = 16;

const newItemId = (): ItemId => makeId("item", crypto.getRandomValues(new Uint8Array(ITEM_ID_BYTES)));

const undoErrorText = (error: UndoError): string => (error.kind === "nothing-to-undo" ? t("undo.nothing") : actErrorText(error));

export function createTaskActions(client: ReplicaClient, teller: Teller): TaskActions {
  const undoSteps: Step[] = [];
  const redoSteps: Step[] = [];

  const tell = ({ text, toast }: Pick<Telling, "text" | "toast">): void => {
    teller.say(text);
    if (toast) teller.showToast({ text, action: { label: t("toast.undo"), run: () => void undo() } });
  };

  /** An action that found everything as it wanted wrote nothing: there is nothing to tell or to take back. */
  const remember = (action: ActionId | null, telling: Telling): void => {
    if (action === null) return;
    undoSteps.push({ action, name: telling.name });
    redoSteps.length = 0;
    tell(telling);
    teller.saved?.();
  };

  const tellFailure = (text: string): void => {
    teller.say(text);
    teller.showToast({ text });
  };

  const act: TaskActions["act"] = async (intent, telling, tellError = true) => {
    const outcome = await client.ask({ kind: "act", intent });
    if (outcome.ok) {
      remember(outcome.value.action, telling);
    } else if (tellError) tellFailure(actErrorText(outcome.error));
    return outcome;
  };

  const undo = async (): Promise<void> => {
    const outcome = await takeBack(client, undoSteps, redoSteps);
    if (!outcome.ok) return tellFailure(undoErrorText(outcome.error));
    const text = withLeftAlone(t("undo.done", outcome.name), outcome.value);
    teller.say(text);
    teller.showToast({ text, action: { label: t("toast.redo"), run: () => void redo() } });
  };

  const redo = async (): Promise<void> => {
    const outcome = await takeBack(client, redoSteps, undoSteps);
    if (!outcome.ok) return tellFailure(outcome.error.kind === "nothing-to-undo" ? t("redo.nothing") : undoErrorText(outcome.error));
    tell({ text: withLeftAlone(t("redo.done", outcome.name), outcome.value), toast: true });
  };

  return {
    act,
    async create(titles, position, day) {
      const tasks = titles.map((title) => ({ id: newItemId(), title, day }));
      return act(
        { kind: "create", tasks, position },
        { text: t("act.create", titles.length), name: t("name.create", titles.length), toast: titles.length > 1 },
        false,
      );
    },
    undo,
    redo,
  };
}

type TakenBack = Result<UndoReceipt, UndoError> & { readonly name: string };

/** Undoes the newest of `from`; what that did can itself be undone, and goes onto `to`. */
async function takeBack(client: ReplicaClient, from: Step[], to: Step[]): Promise<TakenBack> {
  const step = from.pop();
  if (step === undefined) return { ok: false, error: { kind: "nothing-to-undo" }, name: "" };
  const outcome = await client.ask({ kind: "undo", action: step.action });
  if (!outcome.ok && outcome.error.kind === "store") from.push(step);
  if (outcome.ok && outcome.value.action !== null) to.push({ action: outcome.value.action, name: step.name });
  return { ...outcome, name: step.name };
}

const withLeftAlone = (text: string, { leftAlone }: UndoReceipt): string =>
  leftAlone === 0 ? text : `${text} ${t("undo.leftAlone", leftAlone)}`;
