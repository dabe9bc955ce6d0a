// What a catalogue in another language must be: the same keys, each a text or a function of the same arguments.

/** For an area's file: `satisfies Translation<typeof ...>` names missing, strange and misshapen keys where they stand. */
export type Translation<English> = {
  readonly [Key in keyof English]: English[Key] extends (...args: infer Args) => string ? (...args: Args) => string : string;
};

/**
 * For the whole catalogue: a function that leaves an argument out is assignable to one that takes it, so a forgotten name or number is
 * found here, as the key of an entry that is `never`.
 */
export type SameArguments<English, Own> = {
  readonly [Key in keyof English & keyof Own]: English[Key] extends (...args: infer Args) => string
    ? Own[Key] extends (...args: infer OwnArgs) => string
      ? Args["length"] extends OwnArgs["length"]
        ? Own[Key]
        : never
      : never
    : Own[Key];
};
