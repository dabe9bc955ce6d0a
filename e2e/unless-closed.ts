// For what a test fetches on behalf of a page: a connection that the server has just closed, as it does with those that were idle for five seconds, is no answer.

export const UNLESS_CLOSED = { maxRetries: 3 } as const;
