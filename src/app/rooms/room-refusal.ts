// What a server of rooms says last, by its close codes (rooms/close-code.ts), which others use too.

export type RoomRefusal = "token" | "name" | "room-full" | "refused";

const BY_CODE: ReadonlyMap<number, RoomRefusal> = new Map([
  [4401, "token"],
  [4404, "name"],
  [4413, "room-full"],
]);

/** `code`: 4400 to 4499. */
export const refusalOf = (code: number): RoomRefusal => BY_CODE.get(code) ?? "refused";
