// What is needed once a person does something: checking intents, planning and building changes, naming this device. Loaded right after the start, which
// shows rows and changes nothing; ahead of it where the profile is new and has to be set up.

import { parseTaskIntent } from "../model/parse-intent.ts";
import type { Clock } from "../ports/time.ts";
import { nameOwnDevice } from "./device-name.ts";
import { setUpDevice } from "./device-setup.ts";
import { TaskActions } from "./task-actions.ts";

export const acting = { parseTaskIntent, makeActions: (clock: Clock): TaskActions => new TaskActions(clock), nameOwnDevice, setUpDevice };

export type Acting = typeof acting;

/** Rejects when the code cannot be had. */
export type LoadActing = () => Promise<Acting>;
