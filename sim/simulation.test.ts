import { describe } from "vitest";
import { testSeeds } from "./simulation.suite.ts";

describe("devices that edit, lose each other, crash and come back", () => {
  testSeeds(1, 100);
});
