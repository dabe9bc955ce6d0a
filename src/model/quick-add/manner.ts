// How sure a reading is of itself, and so where in a line it is believed.

/**
 * - "firm": anywhere;
 * - "edge": at an end of the line, or before what goes on with the sentence ("Friday with Bob", not "Friday demo");
 * - "end": at the end of the line, or before another token;
 * - "doubtful": as "edge", unless a thing that can be counted follows ("march 3 miles");
 * - "hour": a bare hour ("at 5"): as "doubtful", or before a German verb that ends the line;
 * - "timed": before a time ("sun 5pm", "Mo 17 Uhr");
 * - "led": only after a word that asks for it ("on", "am").
 */
export type Manner = "firm" | "edge" | "end" | "doubtful" | "hour" | "timed" | "led";
