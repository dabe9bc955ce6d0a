// A relay that asks for a token, and links that other devices can open.

export const lan = {
  "wire.space-refused": "This relay opens a new space only with its token.",
  "wire.space-not-listed": "This relay takes up only the spaces that its operator has listed, and yours is not among them.",
  "wire.foreign-page":
    "This relay takes up a new space only for pages that it serves itself. Open Daybook at the relay’s own address, or ask its operator to add the address of this page (DAYBOOK_ORIGINS).",
  "fail.token-needed":
    "This relay opens a new space only with its token. Nothing has changed. Put the token in under Sync, at Relay, then try again.",
  "token.label": "Token of the relay",
  "token.hint": "It stands in the terminal where the relay was started. A device that you add to your own needs none.",
  "token.optional": "Only if the relay asks for one",
  "token.bad": "That is not a token. It looks like 7K3M-9QRT-XV2B-H4ZD.",
  "token.wrong": "The relay did not take this token. Compare it with the one in the terminal.",
  "sync.tokenNeeded": "Only on this device: the relay asks for its token.",
  "sync.spaceRefused": "Only on this device: the relay does not take up your space.",
  "relay.spaceName": "By this name its operator can add your space to the list. It is no secret.",
  "pair.scan": "Scan this with the camera of the other device, open the link there, or paste the code there under Sync.",
  "pair.scanLabel": "The link as a code to scan",
  "pair.onlyHere": "This link works on this computer only. For a phone, start Daybook with: npm start -- --lan",
} as const;
