// Names of the body (body.ts), for those who need no document.

/** true: the body was edited when this was written. */
export const BODY_FIELD = "body";

export const BODY_ROOT = "body";

/** Characters, and two for each node, some 60 pages: an update of more would not fit into a record. */
export const MAX_BODY_SIZE = 190_000;
