// A camera of this device: the one that looks away from the user first, another one when asked for.

import { err, ok, type Result } from "../../base/result.ts";

export type CameraFailure =
  /** By the user, now or earlier, or by whoever set the browser up. */
  | "denied"
  | "none"
  /** Another app or page has it. */
  | "in-use"
  /** The page came over plain http, where browsers give no camera. */
  | "insecure";

export type OpenCamera = {
  readonly stream: MediaStream;
  /** The user sees the picture as in a mirror, since it shows them. */
  readonly isMirror: boolean;
  /** The next camera in turn; null when this is the only one. */
  readonly nextId: string | null;
};

/** What is used of the platform's. */
export type Cameras = Pick<MediaDevices, "getUserMedia" | "enumerateDevices">;

/** Enough for the longest code at arm's length. */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } } as const;

const FAILURES: Readonly<Record<string, CameraFailure>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "in-use",
  AbortError: "in-use",
};

const failureOf = (error: unknown): CameraFailure => FAILURES[error instanceof Error ? error.name : ""] ?? "none";

async function nextCamera(cameras: Cameras, presentId: string): Promise<string | null> {
  const ids = (await cameras.enumerateDevices()).flatMap(({ kind, deviceId }) => (kind === "videoinput" ? [deviceId] : []));
  const next = ids[(ids.indexOf(presentId) + 1) % ids.length];
  return next === presentId ? null : (next ?? null);
}

/** `cameras`: undefined where the browser gives none to the page. `cameraId`: null for the one that looks away from the user. */
export async function openCamera(cameras: Cameras | undefined, cameraId: string | null): Promise<Result<OpenCamera, CameraFailure>> {
  if (cameras === undefined) return err("insecure");
  const which = cameraId === null ? { facingMode: { ideal: "environment" } } : { deviceId: { exact: cameraId } };
  try {
    const stream = await cameras.getUserMedia({ audio: false, video: { ...which, ...SIZE } });
    const [track] = stream.getVideoTracks();
    const { deviceId = "", facingMode = null } = track?.getSettings() ?? {};
    const nextId = await nextCamera(cameras, deviceId).catch(() => null);
    return ok({ stream, isMirror: facingMode === null || facingMode === "user", nextId });
  } catch (error) {
    return err(failureOf(error));
  }
}

export function closeCamera({ stream }: OpenCamera): void {
  for (const track of stream.getTracks()) track.stop();
}
