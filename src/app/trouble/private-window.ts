// Whether this is a private window whose data is thrown away when it closes. Said only when it is sure: where the browser has the private file system of
// pages and refuses it though everything else is there, as Firefox does in its private windows, and Safari is reported to. Chromium's private windows
// cannot be told from its others, nor can a browser that is set to forget everything when it closes: about those nothing is said. Small quotas and a
// refused promise to keep the data prove nothing.

type Platform = { readonly getDirectory?: () => Promise<unknown> };

const REFUSALS: ReadonlySet<string> = new Set(["SecurityError", "UnknownError"]);

export async function isPrivateWindow(platform: Platform | undefined, isSecure: boolean): Promise<boolean> {
  // Without a secure page the file system is refused everywhere.
  if (!isSecure || platform?.getDirectory === undefined) return false;
  try {
    await platform.getDirectory();
    return false;
  } catch (error) {
    return error instanceof DOMException && REFUSALS.has(error.name);
  }
}
