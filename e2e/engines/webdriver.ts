// The little of W3C WebDriver (https://www.w3.org/TR/webdriver2/) that the tests need, over plain HTTP.

/** The name under which an answer carries an element's id (section 12.1). */
const ELEMENT_KEY = "element-6066-11e4-a52e-4f735466cecf";

const KEYS = {
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  ArrowUp: "\uE013",
  ArrowDown: "\uE015",
  Backspace: "\uE003",
  Delete: "\uE017",
} as const;

type KeyName = keyof typeof KEYS;

export type WebDriverSession = {
  /** Opens a tab and answers its handle. */
  newTab(): Promise<string>;
  open(tab: string, url: string): Promise<void>;
  reload(tab: string): Promise<void>;
  /** Evaluates an expression, awaits it, and answers what it gave as JSON. */
  run(tab: string, expression: string): Promise<unknown>;
  click(tab: string, selector: string): Promise<void>;
  type(tab: string, selector: string, text: string): Promise<void>;
  press(tab: string, key: KeyName): Promise<void>;
  closeTab(tab: string): Promise<void>;
  end(): Promise<void>;
};

type Command = (method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<unknown>;

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

function textField(value: unknown, name: string): string {
  const text = field(value, name);
  if (typeof text !== "string") throw new Error(`WebDriver's answer has no ${name}: ${JSON.stringify(value)}`);
  return text;
}

const commandsAt =
  (address: string): Command =>
  async (method, path, body) => {
    const payload = method === "POST" ? { body: JSON.stringify(body ?? {}) } : {};
    const response = await fetch(`${address}${path}`, { method, headers: { "content-type": "application/json" }, ...payload });
    const answer: unknown = await response.json();
    const value = field(answer, "value");
    if (!response.ok) throw new Error(`${method} ${path}: ${textField(value, "error")}: ${textField(value, "message")}`);
    return value;
  };

/** An async script gets its callback as last argument (section 13.2.2). */
const scriptOf = (expression: string): string => `
  const done = arguments[arguments.length - 1];
  const failed = (error) => done({ error: String(error && error.stack ? error.message + "\\n" + error.stack : error) });
  try { Promise.resolve(${expression}).then((answer) => done({ answer: answer === undefined ? null : answer }), failed); }
  catch (error) { failed(error); }`;

export async function openWebDriverSession(address: string, browserOptions: Readonly<Record<string, unknown>>): Promise<WebDriverSession> {
  const command = commandsAt(address);
  const session = await command("POST", "/session", { capabilities: { alwaysMatch: browserOptions } });
  const path = `/session/${textField(session, "sessionId")}`;
  await command("POST", `${path}/timeouts`, { script: 120_000, pageLoad: 60_000 });

  // A session has one current tab: commands run one after the other, each in its own tab.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
  const inTab = <T>(tab: string, work: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      await command("POST", `${path}/window`, { handle: tab });
      return work();
    });
  const element = async (selector: string): Promise<string> =>
    textField(await command("POST", `${path}/element`, { using: "css selector", value: selector }), ELEMENT_KEY);

  return {
    newTab: () => inTurn(async () => textField(await command("POST", `${path}/window/new`, { type: "tab" }), "handle")),
    open: (tab, url) => inTab(tab, async () => void (await command("POST", `${path}/url`, { url }))),
    reload: (tab) => inTab(tab, async () => void (await command("POST", `${path}/refresh`))),
    run: (tab, expression) =>
      inTab(tab, async () => {
        const answer = await command("POST", `${path}/execute/async`, { script: scriptOf(expression), args: [] });
        const error = field(answer, "error");
        if (typeof error === "string") throw new Error(error);
        return field(answer, "answer");
      }),
    click: (tab, selector) => inTab(tab, async () => void (await command("POST", `${path}/element/${await element(selector)}/click`))),
    type: (tab, selector, text) =>
      inTab(tab, async () => void (await command("POST", `${path}/element/${await element(selector)}/value`, { text }))),
    press: (tab, key) =>
      inTab(tab, async () => {
        const active = textField(await command("GET", `${path}/element/active`), ELEMENT_KEY);
        await command("POST", `${path}/element/${active}/value`, { text: KEYS[key] });
      }),
    closeTab: (tab) => inTab(tab, async () => void (await command("DELETE", `${path}/window`))),
    end: () => inTurn(async () => void (await command("DELETE", path))),
  };
}
