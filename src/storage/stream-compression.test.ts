import { describe } from "vitest";
import { streamCompression } from "./stream-compression.ts";
import { compressionSuite } from "./suite/compression.suite.ts";

describe("compression by streams", () => {
  compressionSuite(streamCompression);
});
