// Texts of the settings sheet.

export const settingsEnglish = {
  "settings.title": "Settings",
  "settings.device": "Device",
  "settings.about": "About Daybook",
  "settings.version": (build: string) => `Version ${build}`,
} as const;
