import { describe } from "vitest";
import { compressionSuite } from "../src/storage/suite/compression.suite.ts";
import { zlibCompression } from "./zlib-compression.ts";

describe("compression in one go", () => {
  compressionSuite(zlibCompression);
});
