// The camera, and two devices side by side that connect without a server.

export const nearby = {
  "camera.scan": "Scan with the camera",
  "camera.stop": "Close the camera",
  "camera.asking": "Waiting for the camera. Allow it where your browser asks.",
  "camera.picture": "Picture of the camera",
  "camera.next": "Another camera",
  "camera.again": "Try again",
  "camera.denied":
    "The camera is not allowed here. Allow it for this page, beside the address or in the settings of the browser, and try again. Or paste the code.",
  "camera.none": "No camera was found. Paste the code instead.",
  "camera.in-use": "Another app is using the camera. Close it there and try again, or paste the code.",
  "camera.insecure": "Browsers give the camera only to pages with a secure address (https). Paste the code instead.",
} as const;
