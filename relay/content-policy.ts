// What the app's pages may do, as their Content-Security-Policy (docs/threat-model.md "Whoever serves the app"): one list for the relay's header and for
// the page's own <meta>, which static hosts serve with it (docs/hosting.md). A page obeys both where it has both, so the <meta> is never the narrower one.

/** Where sockets without TLS may lead from a page that came over TLS: browsers allow it to this machine alone. A policy cannot name `[::1]`. */
const THIS_MACHINE = ["localhost", "127.0.0.1"].flatMap((name) => [`http://${name}:*`, `ws://${name}:*`]);

/** The one opening: a relay or a room of another app may be anywhere, by TLS. */
const ANYWHERE = ["'self'", "https:", "wss:"];

/** A page of this machine's own may dial without TLS in the local network too, whose addresses a policy cannot name by range. */
const ANYWHERE_PLAIN = [...ANYWHERE, "http:", "ws:"];

const EVERYWHERE_THE_SAME = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Chromium hides the styles of pasted text from the editor's parser too where attributes are forbidden, and bold text would come in plain.
  "style-src-attr 'unsafe-inline'",
  "img-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

const policyOf = (...directives: readonly string[]): string => [...EVERYWHERE_THE_SAME, ...directives].join("; ");

/** `isOfThisMachine`: the page was asked for by a loopback name. */
export const headerPolicy = (isOfThisMachine: boolean): string =>
  policyOf(`connect-src ${(isOfThisMachine ? ANYWHERE_PLAIN : [...ANYWHERE, ...THIS_MACHINE]).join(" ")}`, "frame-ancestors 'none'");

/** All of it that a <meta> can say: not `frame-ancestors`. It is the same wherever the page lies. */
export const META_POLICY = policyOf(`connect-src ${ANYWHERE_PLAIN.join(" ")}`);
