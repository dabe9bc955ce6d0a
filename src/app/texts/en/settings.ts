// The settings.

export const settings = {
  "settings.title": "Settings",
  "settings.device": "Device",
  "settings.about": "About Daybook",
  "settings.version": (build: string) => `Version ${build}`,
  "settings.language": "Language",
  "settings.browserLanguage": "Same as this browser",
} as const;
