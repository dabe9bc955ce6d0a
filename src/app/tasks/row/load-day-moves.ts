// Moving tasks to other days comes with what it says, when it is first done.

import { loadAllTexts } from "../../texts/messages.ts";

export const loadDayMoves = async () => (await Promise.all([import("./day-moves.ts"), loadAllTexts()]))[0];
