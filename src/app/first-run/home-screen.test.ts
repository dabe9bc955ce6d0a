import { expect, test } from "vitest";
import { isTabOnIos } from "./home-screen.ts";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";
const ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

test.each([
  ["an iPhone's Safari", IPHONE, 5, false, true],
  ["an iPhone's home screen", IPHONE, 5, true, false],
  ["another browser on an iPhone", IPHONE.replace("Version/18.0", "CriOS/140.0"), 5, false, true],
  ["an iPad that calls itself a Mac", MAC, 5, false, true],
  ["an iPad's home screen", MAC, 5, true, false],
  ["a Mac", MAC, 0, false, false],
  ["an Android phone", ANDROID, 5, false, false],
])("%s", (_what, userAgent, maxTouchPoints, isStandalone, isTab) => {
  expect(isTabOnIos({ userAgent, maxTouchPoints, isStandalone })).toBe(isTab);
});
