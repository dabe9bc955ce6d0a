// What every screen needs, given down the tree once.

import { createContext, useContext, type Accessor } from "solid-js";
import type { SpaceId } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { FileDesk } from "../files/file-desk.ts";
import type { Spaces } from "../spaces/spaces.ts";
import type { Lists } from "../client/lists.ts";
import type { Views } from "../client/views.ts";
import type { Mirrors } from "../mirrors/mirrors.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { PersistenceDesk } from "../client/persistence.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import type { TaskActions } from "../client/task-actions.ts";
import type { Troubles } from "../trouble/troubles.ts";
import type { SheetName } from "./sheets.ts";
import type { UpdateClient } from "../update/update-client.ts";

export type AppContextValue = {
  readonly client: ReplicaClient;
  readonly update: UpdateClient;
  readonly actions: TaskActions;
  readonly lists: Lists;
  readonly views: Views;
  readonly mirrors: Mirrors;
  readonly files: FileDesk;
  readonly today: Accessor<PlainDay>;
  /** Says a text to those who listen. */
  readonly say: (text: string) => void;
  /** Takes the rows on screen, and says once of each that it came with two titles. */
  readonly tellConflicts: (rows: Iterable<TaskRow>) => void;
  /** Whether the browser keeps the data, and asking it to. */
  readonly keeping: PersistenceDesk;
  /** In a tab on an iPhone or iPad, where data may be cleared. */
  readonly isTabOnIos: boolean;
  readonly troubles: Troubles;
  readonly openSheet: (sheet: SheetName) => void;
  readonly spaces: Spaces;
  /** Whether something can be saved: false while opening and when storage cannot be used. */
  readonly canStore: Accessor<boolean>;
  /** Whether what is on screen can be changed: as `canStore`, and this device may write in the space. */
  readonly canWrite: Accessor<boolean>;
  /** The same of a row: of the space that it says. */
  readonly canWriteIn: (row: { readonly space?: SpaceId } | undefined) => boolean;
};

export const AppContext = createContext<AppContextValue>();

export function useApp(): AppContextValue {
  const value = useContext(AppContext);
  if (value === undefined) throw new Error("used outside the app");
  return value;
}
