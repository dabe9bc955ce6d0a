/** The newer version of program.ts. */
declare module "*/program.ts?newer" {
  // oxlint-disable-next-line typescript/consistent-type-imports -- a declaration of a module can import in no other way
  export const program: import("./program.ts").Program;
}

/** The older version of program.ts. */
declare module "*/program.ts?older" {
  // oxlint-disable-next-line typescript/consistent-type-imports -- a declaration of a module can import in no other way
  export const program: import("./program.ts").Program;
}
