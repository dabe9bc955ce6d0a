// What is needed once a person does something: checking intents, planning and building changes. Loaded right after the start, which shows rows and
// changes nothing.

import { parseTaskIntent } from "../model/parse-intent.ts";
import type { Clock } from "../ports/time.ts";
import { TaskActions } from "./task-actions.ts";

export const acting = { parseTaskIntent, makeActions: (clock: Clock): TaskActions => new TaskActions(clock) };

export type Acting = typeof acting;

/** Rejects when the code cannot be had. */
export type LoadActing = () => Promise<Acting>;
