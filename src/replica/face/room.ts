// What keeping the past takes on this device, for the settings: measured figures, from which the window estimates another choice.

export type RoomFigures = {
  /** What is kept now. */
  readonly recordBytes: number;
  readonly packBytes: number;
  /** Of the packs, those of the present state: the others are of earlier months, or on their way. */
  readonly presentBytes: number;
  /** Earlier months whose states are kept. */
  readonly keptMonths: number;
  /** Of records, over the days that could be looked at. */
  readonly recordBytesPerDay: number;
  /** What one more kept month adds to the packs: at most what was written in it, at most everything. */
  readonly monthBytes: number;
  readonly retention: { readonly days: number; readonly months: number };
};
