// Whether a relay is at the address the page came from: it says so in a header of `/healthz`, which a mere file server does not, whatever it answers.

const PROBE_PATH = "/healthz";
const PROBE_HEADER = "daybook-relay";
const PROBE_DEADLINE_MS = 5_000;

/** What is used of the platform's `fetch`. */
type Fetch = (url: string, options: { cache: "no-store"; signal: AbortSignal }) => Promise<{ readonly headers: Pick<Headers, "has"> }>;

/** False also when nobody answers in time. */
export const makeRelayProbe =
  (fetchAnswer: Fetch, origin: string): (() => Promise<boolean>) =>
  async () => {
    try {
      const answer = await fetchAnswer(origin + PROBE_PATH, { cache: "no-store", signal: AbortSignal.timeout(PROBE_DEADLINE_MS) });
      return answer.headers.has(PROBE_HEADER);
    } catch {
      return false;
    }
  };
