// A passkey's place that stays with the page, whatever becomes of the site's data: asked, it says yes at once.

import type { CDPSession, Page } from "@playwright/test";

export async function addAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal" } as const;
  const abilities = { hasResidentKey: true, hasUserVerification: true, hasPrf: true, isUserVerified: true };
  await session.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, ...abilities, automaticPresenceSimulation: true } });
  return session;
}

/** The relay's address by a name: there is no passkey for an address of numbers. No device forgets what it has under it, so it takes an `UNUSED` one. */
export const byName = (address: string): string => address.replace("127.0.0.1", "localhost");
