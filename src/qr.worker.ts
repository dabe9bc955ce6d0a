// Reads codes from the camera's pictures, so that the window does not wait for it: a picture in, its text or null out, in this order.

import { readQr, type Picture } from "./ui/qr-code/read-qr.ts";

// A worker has no origins to tell apart.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
self.addEventListener("message", ({ data }: MessageEvent<Picture>) => self.postMessage(readQr(data)));
