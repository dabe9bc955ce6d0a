// The one page that plain http shows outside this machine: why it is not the app, how to trust the authority, and the way to the secure address.
// It runs no script, loads nothing and sets nothing, so that it can create no data; the browser's language and platform choose its words.

import { createHash } from "node:crypto";
import { INSECURE_PAGE_TEXTS, type InsecurePageTexts, type Platform } from "./insecure-page-texts.ts";

type Language = keyof typeof INSECURE_PAGE_TEXTS;

/** The name of the file it is saved as; without a header or attribute that asks for saving, since phones then offer to install it. */
export const AUTHORITY_PATH = "/daybook-authority.crt";

export type InsecurePageContent = {
  /** As in the certificate, with the port. */
  readonly secureAddress: string;
  readonly authorityName: string;
  /** SHA-256, two hex digits and a colon each. */
  readonly fingerprint: string;
};

const STYLE = `:root{color-scheme:light dark;--paper:light-dark(#f8f5ef,#211e1a);--raised:light-dark(#fdfbf7,#2c2925);--ink:light-dark(#26211b,#e9e4da);--quiet:light-dark(#59534b,#b5afa5);--rule:light-dark(#e2ded5,#393530);--accent:light-dark(#00614f,#6fc9b3);--on-accent:light-dark(#fdfbf7,#0e1a17)}
*{box-sizing:border-box;margin:0}
body{background:var(--paper);color:var(--ink);font:1rem/1.45 system-ui,sans-serif;padding:2.5rem max(1rem,env(safe-area-inset-right)) 4rem max(1rem,env(safe-area-inset-left))}
main{max-width:40rem;margin-inline:auto;display:grid;gap:1.5rem;overflow-wrap:anywhere}
main,section{grid-template-columns:minmax(0,1fr)}
section{display:grid;gap:.75rem}
h1,h2{font-family:"Iowan Old Style",Georgia,serif;font-weight:500;line-height:1.2;text-wrap:balance}
h1{font-size:1.9375rem}
h2{font-size:1.25rem}
.brand,.quiet{color:var(--quiet);font-size:.875rem}
.button{justify-self:start;display:inline-flex;align-items:center;min-height:2.75rem;padding:.25rem 1rem;border:1px solid var(--accent);border-radius:6px;color:var(--accent);font-weight:500;text-decoration:none;overflow-wrap:anywhere}
.primary{background:var(--accent)}
a{color:var(--accent)}
.primary{color:var(--on-accent)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:6px}
code{display:block;padding:.75rem;border:1px solid var(--rule);border-radius:6px;background:var(--raised);font:.875rem/1.6 ui-monospace,Menlo,monospace}
details{border-block-end:1px solid var(--rule)}
summary{min-height:2.75rem;padding-block:.625rem;cursor:pointer;font-weight:500}
ol{display:grid;gap:.5rem;padding:0 0 1rem 1.5rem}`;

export const INSECURE_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** By an Accept-Language header: the most wanted language there is. */
function chooseLanguage(accepted: string): Language {
  const wanted = accepted
    .split(",")
    .map((part) => {
      const [tag = "", quality = ""] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/u);
      return { language: tag.split("-", 1)[0] ?? "", quality: quality === "" ? 1 : Number(quality) || 0 };
    })
    .toSorted((a, b) => b.quality - a.quality);
  return (
    wanted.find((each): each is { language: Language; quality: number } => Object.hasOwn(INSECURE_PAGE_TEXTS, each.language))?.language ??
    "en"
  );
}

/** By a User-Agent header; an iPad calls itself a Mac. */
function choosePlatform(userAgent: string): Platform {
  if (/iPhone|iPad/u.test(userAgent)) return "ios";
  if (/Android/u.test(userAgent)) return "android";
  if (/Firefox/u.test(userAgent)) return "other";
  if (/Mac OS X/u.test(userAgent)) return "mac";
  return /Windows/u.test(userAgent) ? "windows" : "other";
}

const escape = (text: string): string => text.replaceAll(/[&<>"]/gu, (character) => `&#${character.codePointAt(0)};`);

export function insecurePage(
  { secureAddress, authorityName, fingerprint }: InsecurePageContent,
  headers: { readonly acceptLanguage: string; readonly userAgent: string },
): string {
  const language = chooseLanguage(headers.acceptLanguage);
  const texts = INSECURE_PAGE_TEXTS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Daybook: ${escape(texts.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="brand" translate="no">Daybook</p>
<section>
<h1>${escape(texts.title)}</h1>
<p>${escape(texts.why)}</p>
<p>${escape(texts.already)} <a href="${escape(secureAddress)}/" translate="no">${escape(secureAddress)}</a></p>
</section>
<section>
<h2>${escape(texts.trustHeading)}</h2>
<p>${escape(texts.trust(authorityName))}</p>
<a class="button" href="${AUTHORITY_PATH}">${escape(texts.download)}</a>
<div>
${platformSections(texts, authorityName, choosePlatform(headers.userAgent))}
</div>
<p class="quiet">${escape(texts.compare)}</p>
<code translate="no">${escape(fingerprint).replaceAll(":", ":<wbr>")}</code>
</section>
<section>
<h2>${escape(texts.openHeading)}</h2>
<a class="button primary" href="${escape(secureAddress)}/" translate="no">${escape(secureAddress)}</a>
<p class="quiet">${escape(texts.open)}</p>
</section>
</main>
</body>
</html>
`;
}

/** The reader's own platform is first and open. */
function platformSections({ platforms }: InsecurePageTexts, name: string, own: Platform): string {
  const others = (["ios", "android", "mac", "windows", "other"] as const).filter((platform) => platform !== own);
  return [own, ...others]
    .map((platform) => {
      const { label, steps } = platforms[platform];
      const items = steps(name).map((step) => `<li>${escape(step)}</li>`);
      return `<details${platform === own ? " open" : ""}><summary>${escape(label)}</summary><ol>${items.join("")}</ol></details>`;
    })
    .join("\n");
}
