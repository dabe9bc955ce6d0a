// A space of this profile as it is open in this tab: what is done in it, and what other tabs have committed to it.

import type { ActionId, SpaceId } from "../base/ids.ts";
import { err, type Result } from "../base/result.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import type { ActError, ActReceipt, UndoError, UndoReceipt } from "./face.ts";
import type { RelayKnowledge } from "./relay-knowledge.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import type { Retention } from "./retention-setting.ts";
import type { Space } from "./space.ts";
import type { TaskActions } from "./task-actions.ts";

export type OpenedSpaceParts = {
  /** Of the space alone; null: it is kept at the profile's, whichever that is. */
  readonly relay: string | null;
  /** How much of the past is kept; another one whenever it is set. */
  readonly retention: () => Retention;
  /** What the space's relay has confirmed. */
  readonly relayKnowledge: () => RelayKnowledge;
  readonly afterUpkeep: () => Promise<void>;
};

export class OpenedSpace {
  readonly space: Space;
  readonly relay: string | null;
  readonly #ports: Pick<ReplicaPorts, "loadActing" | "clock">;
  /** Made with the first act. */
  #actions: TaskActions | null = null;
  #refreshing: Promise<unknown> | null = null;
  #refreshAgain = false;

  constructor(ports: Pick<ReplicaPorts, "loadActing" | "clock">, space: Space, parts: OpenedSpaceParts) {
    this.#ports = ports;
    this.space = space;
    this.relay = parts.relay;
    const { upkeep } = space;
    upkeep.retention = parts.retention;
    upkeep.confirmedAtRelay = (path) => parts.relayKnowledge().confirmedOf(path);
    upkeep.relaySinceMs = () => parts.relayKnowledge().sinceMs;
    upkeep.afterRun = parts.afterUpkeep;
  }

  get id(): SpaceId {
    return this.space.core.space;
  }

  /** Throws where the code for it cannot be had. */
  async act(intent: TaskIntent): Promise<Result<ActReceipt, ActError>> {
    return (await this.actions()).act(this.space, intent);
  }

  /** Throws where the code for it cannot be had. */
  async actions(): Promise<TaskActions> {
    const { makeActions } = await this.#ports.loadActing();
    return (this.#actions ??= makeActions(this.#ports.clock));
  }

  hasDone(action: ActionId): boolean {
    return this.#actions?.has(action) === true;
  }

  async undo(action: ActionId): Promise<Result<UndoReceipt, UndoError>> {
    return this.#actions === null ? err({ kind: "nothing-to-undo" }) : this.#actions.undo(this.space, action);
  }

  /** Reads what other tabs have committed; what is told meanwhile is read right after. */
  refresh(): void {
    if (this.#refreshing !== null) {
      this.#refreshAgain = true;
      return;
    }
    this.#refreshAgain = false;
    this.#refreshing = this.#refreshNow();
  }

  async #refreshNow(): Promise<void> {
    await this.space.refresh();
    this.#refreshing = null;
    if (this.#refreshAgain) this.refresh();
  }

  close(): void {
    this.space.close();
  }
}
