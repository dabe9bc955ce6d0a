// Names of the body (body.ts), for those who need no document.

/** true: the body was edited when this was written. */
export const BODY_FIELD = "body";

export const BODY_ROOT = "body";
