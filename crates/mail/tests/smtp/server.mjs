// A real SMTP server for tests: it accepts, refuses and records as it is told.
//
//   node server.mjs [--port N] [--refuse N] [--reject ADDRESS] [--silent]
//                   [--user NAME --password WORD] [--key FILE --cert FILE [--wrapper]] [--log FILE]
//
// Prints one JSON line per event: {"event":"listening","port":n} first, {"event":"refused",...} for a
// recipient it turned away, {"event":"mail",...} for every mail it took. With --log the mails are also
// appended to a file. It ends when its standard input ends, so that it never outlives its starter.

import { appendFileSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    refuse: { type: "string", default: "0" }, // this many recipients get 450 first
    reject: { type: "string" }, // this address always gets 550
    silent: { type: "boolean", default: false }, // takes the connection and never answers a recipient
    user: { type: "string" },
    password: { type: "string" },
    key: { type: "string" },
    cert: { type: "string" },
    wrapper: { type: "boolean", default: false }, // TLS from the first byte instead of STARTTLS
    log: { type: "string" },
  },
});

let stillToRefuse = Number(options.refuse);

function report(event) {
  console.log(JSON.stringify(event));
}

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

function onRcptTo({ address }, _session, callback) {
  if (options.silent) return;
  if (address === options.reject) {
    report({ event: "refused", code: 550, address });
    return callback(refusal(550, "5.1.1 No such mailbox here"));
  }
  if (stillToRefuse > 0) {
    stillToRefuse -= 1;
    report({ event: "refused", code: 450, address });
    return callback(refusal(450, "4.2.1 Mailbox busy, try later"));
  }
  callback();
}

function onAuth({ username, password }, _session, callback) {
  const known = username === options.user && password === options.password;
  callback(known ? null : refusal(535, "5.7.8 Wrong user name or password"), { user: username });
}

async function onData(stream, session, callback) {
  try {
    const mail = await simpleParser(stream, { skipHtmlToText: true, skipTextToHtml: true });
    const line = JSON.stringify({
      event: "mail",
      secure: session.secure,
      user: session.user ?? null,
      envelope: {
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map(({ address }) => address),
      },
      messageId: mail.messageId,
      date: mail.date,
      from: mail.from?.value,
      replyTo: mail.replyTo?.value ?? null,
      to: mail.to?.value,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line])),
    });
    if (options.log) appendFileSync(options.log, `${line}\n`);
    console.log(line);
    callback(null, "taken by the test server");
  } catch (error) {
    callback(error);
  }
}

const tls = options.key && { key: readFileSync(options.key), cert: readFileSync(options.cert) };
const server = new SMTPServer({
  ...tls,
  secure: options.wrapper,
  authOptional: !options.user,
  allowInsecureAuth: true,
  disabledCommands: [...(tls ? [] : ["STARTTLS"]), ...(options.user ? [] : ["AUTH"])],
  disableReverseLookup: true,
  onRcptTo,
  onAuth,
  onData,
});
// A client that hangs up, or does not trust the certificate, must not end the server.
server.on("error", (error) => report({ event: "error", text: error.message }));
server.listen(Number(options.port), "127.0.0.1", () => {
  report({ event: "listening", port: server.server.address().port });
});
process.stdin.resume().on("end", () => process.exit(0));
