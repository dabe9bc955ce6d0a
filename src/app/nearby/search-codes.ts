// Looks for QR codes in a running video, a few times a second, beside the window's own work: with the browser's detector where it has one, otherwise in a
// worker that is started for it.

import type { Picture } from "../../ui/qr-code/read-qr.ts";

declare global {
  /** Shape Detection API; not in every browser, nor for every kind of code. */
  var BarcodeDetector: BarcodeDetectorClass | undefined;
}

type BarcodeDetectorClass = {
  new (options: { readonly formats: readonly string[] }): {
    detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
  };
  getSupportedFormats(): Promise<readonly string[]>;
};

/** Gives the text of a code that is in the video's present picture, or null. */
type Reader = { readonly read: (video: HTMLVideoElement) => Promise<string | null>; readonly close: () => void };

/** Between two looks. */
const PAUSE_MS = 120;
/** Of a picture's longer side: a long code that fills a quarter of it is read, and taking it costs the window a few milliseconds. */
const MAX_PIXELS = 1_280;

async function detectorReader(): Promise<Reader | null> {
  const Detector = globalThis.BarcodeDetector;
  const formats: readonly string[] | undefined = await Detector?.getSupportedFormats().catch(() => []);
  if (Detector === undefined || formats?.includes("qr_code") !== true) return null;
  const detector = new Detector({ formats: ["qr_code"] });
  return {
    async read(video) {
      const [code] = await detector.detect(video);
      return code?.rawValue ?? null;
    },
    close: () => undefined,
  };
}

function takePicture(video: HTMLVideoElement, canvas: HTMLCanvasElement): Picture | null {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, MAX_PIXELS / Math.max(videoWidth, videoHeight));
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null || canvas.width === 0 || canvas.height === 0) return null;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** One picture at a time; fails where its worker could not be loaded. */
function workerReader(): Reader {
  const worker = new Worker(new URL("../../qr.worker.ts", import.meta.url), { type: "module" });
  const canvas = document.createElement("canvas");
  let answer: ((text: string | null) => void) | null = null;
  let refuse: (() => void) | null = null;
  let hasFailed = false;
  worker.addEventListener("message", ({ data }: MessageEvent<string | null>) => answer?.(data));
  worker.addEventListener("error", () => {
    hasFailed = true;
    refuse?.();
  });
  return {
    async read(video) {
      const picture = takePicture(video, canvas);
      if (picture === null) return null;
      const { width, height, data } = picture;
      return new Promise((resolve, reject) => {
        answer = resolve;
        refuse = () => reject(new Error("the worker that reads codes could not be loaded"));
        if (hasFailed) return refuse();
        worker.postMessage({ width, height, data } satisfies Picture, [data.buffer]);
      });
    },
    close: () => worker.terminate(),
  };
}

/** `onText` hears each code that it sees, the same one again and again. Returns what ends it. */
export function searchCodes(video: HTMLVideoElement, onText: (text: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let reader: Reader | null = null;
  let hasEnded = false;
  const look = async (): Promise<void> => {
    // A detector may be announced and not be there, and a worker not be had at first: the next look is by a new worker.
    const text = await reader?.read(video).catch(() => {
      reader?.close();
      reader = workerReader();
      return null;
    });
    if (hasEnded) return reader?.close();
    if (text) onText(text);
    timer = setTimeout(() => void look(), PAUSE_MS);
  };
  const begin = async (): Promise<void> => {
    reader = (await detectorReader()) ?? workerReader();
    await look();
  };
  void begin();
  return () => {
    hasEnded = true;
    if (timer !== null) clearTimeout(timer);
    reader?.close();
  };
}
