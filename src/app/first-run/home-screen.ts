// Whether this page is a tab on an iPhone or iPad. There an app on the home screen has storage of its own, and what a tab has written is cleared after
// seven days without use: who means to stay should begin on the home screen.

export type PageTraits = {
  readonly userAgent: string;
  /** More than one touch point tells an iPad, which otherwise calls itself a Mac. */
  readonly maxTouchPoints: number;
  /** Opened from the home screen. */
  readonly isStandalone: boolean;
};

export function isTabOnIos({ userAgent, maxTouchPoints, isStandalone }: PageTraits): boolean {
  if (isStandalone) return false;
  return /\b(?:iPhone|iPad|iPod)\b/u.test(userAgent) || (/\bMacintosh\b/u.test(userAgent) && maxTouchPoints > 1);
}

/** Of the page this is called in. */
export function readPageTraits(): PageTraits {
  const isStandalone = matchMedia("(display-mode: standalone)").matches || ("standalone" in navigator && navigator.standalone === true);
  return { userAgent: navigator.userAgent, maxTouchPoints: navigator.maxTouchPoints, isStandalone };
}
