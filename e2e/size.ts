// The browser tests have two sizes: `npm test` runs them short, `npm run journeys` in full, with those that it alone has the time for.

export const isFull = process.env["JOURNEYS"] === "full";

/** Details of a test that `npm test` leaves to `npm run journeys`: what it proves is proven there in another engine, in another order, or below the browser. */
export const LONG = { tag: "@long" };
