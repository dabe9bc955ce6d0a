import { describe } from "vitest";
import { testSeeds } from "./simulation.suite.ts";

describe("more devices that edit, lose each other, crash and come back", () => {
  testSeeds(101, 100);
});
