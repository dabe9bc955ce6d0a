// What may follow `npm start --`. Looked at before anything is installed or built; what the arguments mean is the relay's to say.
// Like node-version.mjs it uses nothing newer than ES2015 and imports nothing.

const USAGE = `npm start             serves Daybook on http://127.0.0.1:8787, for this machine alone
npm start -- --lan    serves it over https to the local network, and prints the address and a code for phones
npm start -- --ice=LIST   also tells devices of servers that help them to connect to each other directly, as in
                      --ice=stun:stun.example,turn:name:credential@turn.example (or DAYBOOK_ICE, which other users of this machine do not see)

PORT      another port, as in PORT=8788 npm start
DATA_DIR  another folder for the relay's data than ./data`;

/** Says what is wrong and sets the exit code, or prints the help, or answers true. */
export function argumentsAreClear(args = process.argv.slice(2)) {
  if (args.indexOf("--help") >= 0 || args.indexOf("-h") >= 0) {
    console.log(USAGE);
    return false;
  }
  const stranger = args.find((argument) => argument !== "--lan" && argument.indexOf("--ice=") !== 0);
  if (stranger !== undefined) return giveUp(`The arguments are --lan and --ice=LIST, not "${stranger}". npm start -- --help says more.`);
  // Typed without the dashes between, it is npm's own.
  if (process.env["npm_config_lan"] !== undefined) return giveUp("npm keeps --lan for itself that way; it is: npm start -- --lan");
  return true;
}

/** @param {string} line */
function giveUp(line) {
  console.error(line);
  process.exitCode = 1;
  return false;
}
