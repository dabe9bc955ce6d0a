// What the parts of the face that have a file of their own add to it.

import type { AwayAnswers, AwayPush, AwayRequest } from "./away.ts";
import type { AnyFileAnswers, AnyFileRequest } from "./imports.ts";
import type { FindAnswers, FindRequest } from "./find.ts";
import type { LockAnswers, LockRequest } from "./lock.ts";
import type { MonthAnswers, MonthRequest } from "./months.ts";
import type { NearbyAnswers, NearbyRequest } from "./nearby.ts";
import type { NoteAnswers, NotePush, NoteRequest } from "./notes.ts";
import type { RecoveryAnswers, RecoveryRequest } from "./recovery.ts";
import type { ReminderAnswers, ReminderPush, ReminderRequest } from "./reminders.ts";
import type { SpaceAnswers, SpacePush, SpaceRequest } from "./spaces.ts";

export type PartRequest =
  | AnyFileRequest
  | FindRequest
  | AwayRequest
  | LockRequest
  | MonthRequest
  | NearbyRequest
  | NoteRequest
  | RecoveryRequest
  | ReminderRequest
  | SpaceRequest;

export type PartAnswers = AnyFileAnswers &
  FindAnswers &
  AwayAnswers &
  LockAnswers &
  MonthAnswers &
  NearbyAnswers &
  NoteAnswers &
  RecoveryAnswers &
  ReminderAnswers &
  SpaceAnswers;

export type PartPush = AwayPush | NotePush | ReminderPush | SpacePush;
