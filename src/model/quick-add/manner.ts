// How sure a reading is of itself, and so where in a line it is believed.

/**
 * - "firm": anywhere;
 * - "edge": at an end of the line, or before what goes on with the sentence ("Friday with Bob", not "Friday demo"), or before a German verb that ends the line;
 * - "end": at the end of the line, or before another token;
 * - "doubtful": as "edge", unless a thing that can be counted follows ("march 3 miles");
 * - "hour": a bare hour ("at 5"): as "doubtful", or right behind a day, or before a German verb that ends the line;
 * - "timed": before a time ("sun 5pm", "Mo 17 Uhr");
 * - "ranged": beside the other end of a range ("vom 20.12." before "bis 27.12.");
 * - "repeated": as "edge", behind a repeat by the calendar ("every day 5 times");
 * - "led": only after a word that asks for it ("on", "am").
 */
export type Manner = "firm" | "edge" | "end" | "doubtful" | "hour" | "timed" | "ranged" | "repeated" | "led";
