import { describe, expect, test } from "vitest";
import { openCamera, type CameraFailure, type Cameras } from "./open-camera.ts";

type Camera = { readonly deviceId: string; readonly facingMode?: string };

const REAR: Camera = { deviceId: "rear", facingMode: "environment" };
const FRONT: Camera = { deviceId: "front", facingMode: "user" };

/** A phone with these cameras, or one that refuses with the error of this name. */
function phoneWith(cameras: readonly Camera[], errorName: string | null = null) {
  const asked: MediaStreamConstraints[] = [];
  const open = ({ deviceId, facingMode }: Camera) => ({ getSettings: () => ({ deviceId, ...(facingMode && { facingMode }) }) });
  const phone = {
    async getUserMedia(constraints: MediaStreamConstraints) {
      asked.push(constraints);
      if (errorName !== null) throw new DOMException("no", errorName);
      return { getVideoTracks: () => cameras.slice(0, 1).map(open) };
    },
    enumerateDevices: async () => [
      { kind: "audioinput", deviceId: "ear" },
      ...cameras.map((camera) => ({ ...camera, kind: "videoinput" })),
    ],
  };
  // Streams and devices are the browser's to make; only this much of them is used.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { asked, cameras: phone as unknown as Cameras };
}

describe("a camera", () => {
  test("is the one that looks away from the user, with another one next in turn", async () => {
    const phone = phoneWith([REAR, FRONT]);
    expect(await openCamera(phone.cameras, null)).toMatchObject({ ok: true, value: { isMirror: false, nextId: "front" } });
    expect(phone.asked).toMatchObject([{ audio: false, video: { facingMode: { ideal: "environment" } } }]);
  });

  test("is the one that is asked for, and shows the user as a mirror does", async () => {
    const phone = phoneWith([FRONT, REAR]);
    expect(await openCamera(phone.cameras, "front")).toMatchObject({ ok: true, value: { isMirror: true, nextId: "rear" } });
    expect(phone.asked).toMatchObject([{ video: { deviceId: { exact: "front" } } }]);
  });

  test("has none next in turn when it is the only one", async () => {
    expect(await openCamera(phoneWith([{ deviceId: "lid" }]).cameras, null)).toMatchObject({ value: { isMirror: true, nextId: null } });
  });

  test.each<readonly [string, CameraFailure]>([
    ["NotAllowedError", "denied"],
    ["NotFoundError", "none"],
    ["NotReadableError", "in-use"],
  ])("that does not open says why: %s", async (name, failure) => {
    expect(await openCamera(phoneWith([], name).cameras, null)).toEqual({ ok: false, error: failure });
  });

  test("is not given to a page that came over plain http", async () => {
    expect(await openCamera(undefined, null)).toEqual({ ok: false, error: "insecure" });
  });
});
