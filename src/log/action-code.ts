// What an action did, in one byte of its record (PROTOCOL.md "Action codes"): for histories and undo. Closed for writing, open for reading.

export const ACTION_CODES = {
  create: 1,
  edit: 2,
  complete: 3,
  reopen: 4,
  schedule: 5,
  move: 6,
  trash: 7,
  restore: 8,
  undo: 9,
  redo: 10,
  resolve: 11,
  adopt: 12,
  import: 13,
  type: 14,
  purge: 15,
} as const;

export type ActionName = keyof typeof ACTION_CODES;

const isActionName = (name: string): name is ActionName => name in ACTION_CODES;

/** "changed": a later version's action. */
export const actionNameOf = (code: number): ActionName | "changed" =>
  Object.keys(ACTION_CODES)
    .filter(isActionName)
    .find((name) => ACTION_CODES[name] === code) ?? "changed";
