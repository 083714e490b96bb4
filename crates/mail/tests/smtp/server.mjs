// A real SMTP server for tests: it accepts, refuses and records as it is told.
//
//   node server.mjs [--port N] [--refuse N] [--reject ADDRESS] [--silent]
//                   [--user NAME --password WORD [--method PLAIN|LOGIN]] [--key FILE --cert FILE [--wrapper]]
//                   [--log FILE]
//
// Prints one JSON line per event: {"event":"listening","port":n} first, {"event":"refused",...} for a
// recipient it turned away, {"event":"mail",...} for every mail it took. With --log the mails are also
// appended to a file. It ends when its standard input ends, so that it never outlives its starter.
//
// A line of JSON on its standard input changes how it behaves from then on, and is answered by {"event":"told"}:
//   {"refuse":"everybody"|[ADDRESS]}  these get 450
//   {"reject":[ADDRESS]}              these get 550, whatever else: {"event":"refused",...} in the log as well
//   {"hangUp":[ADDRESS]}              the connection breaks off when such a recipient is named
//   {"hold":N}                        the Nth recipient from now on is never answered: {"event":"held"} in the log
//   {"slow":MILLISECONDS}             each recipient is answered so much later
//   {"close":true}                    every connection is closed, once

import { appendFileSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import ICAL from "ical.js";
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
    method: { type: "string" }, // the one way of signing in that is offered; both unless told
    key: { type: "string" },
    cert: { type: "string" },
    wrapper: { type: "boolean", default: false }, // TLS from the first byte instead of STARTTLS
    log: { type: "string" },
  },
});

let stillToRefuse = Number(options.refuse);
let behaviour = {};
let toHold = 0;

function report(event) {
  console.log(JSON.stringify(event));
}

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

function onRcptTo({ address }, session, callback) {
  if (options.silent) return;
  if (address === options.reject) {
    report({ event: "refused", code: 550, address });
    return callback(refusal(550, "5.1.1 No such mailbox here"));
  }
  if (behaviour.reject?.includes(address)) {
    appendFileSync(options.log, `${JSON.stringify({ event: "refused", code: 550, address })}\n`);
    return callback(refusal(550, "5.1.1 No such mailbox here"));
  }
  if (stillToRefuse > 0) {
    stillToRefuse -= 1;
    report({ event: "refused", code: 450, address });
    return callback(refusal(450, "4.2.1 Mailbox busy, try later"));
  }
  if (behaviour.refuse === "everybody" || behaviour.refuse?.includes(address)) {
    return callback(refusal(450, "4.2.1 Mailbox busy, try later"));
  }
  if (behaviour.hangUp?.includes(address)) {
    const connection = [...server.connections].find((one) => one.session === session);
    return connection._socket.destroy();
  }
  if (toHold > 0) {
    toHold -= 1;
    if (toHold === 0) return appendFileSync(options.log, `${JSON.stringify({ event: "held", address })}\n`);
  }
  setTimeout(callback, behaviour.slow ?? 0);
}

function onAuth({ method, username, password }, _session, callback) {
  const known = username === options.user && password === options.password;
  callback(known ? null : refusal(535, "5.7.8 Wrong user name or password"), { user: `${username} ${method}` });
}

// What is wrong with the bytes themselves: RFC 5321 and 5322 want lines of at most 998 octets that end in CR LF, and
// no octet beyond ASCII where the server did not offer to take such.
function faults(raw) {
  const lines = raw.toString("latin1").split("\r\n");
  const found = [];
  if (lines.some((line) => line.length > 998)) found.push("a line of more than 998 octets");
  if (lines.some((line) => /[\r\n]/.test(line))) found.push("a CR or LF by itself");
  if (lines.some((line) => /[^\x00-\x7f]/.test(line))) found.push("an octet beyond ASCII");
  return found;
}

// A calendar as another program than ours reads it.
function calendar(text) {
  const component = new ICAL.Component(ICAL.parse(text));
  const events = component.getAllSubcomponents("vevent").map((one) => {
    const event = new ICAL.Event(one);
    return {
      uid: event.uid,
      summary: event.summary,
      starts: event.startDate.toString(),
      wholeDay: event.startDate.isDate,
      stamp: one.getFirstPropertyValue("dtstamp").toString(),
    };
  });
  return { method: component.getFirstPropertyValue("method"), events };
}

function attachment({ contentType, filename, content }) {
  const read = contentType === "text/calendar" ? calendar(content.toString("utf8")) : null;
  return { contentType, filename, content: content.toString("utf8"), calendar: read };
}

async function onData(stream, session, callback) {
  try {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
    const line = JSON.stringify({
      event: "mail",
      session: session.id,
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
      faults: faults(raw),
      attachments: mail.attachments.map(attachment),
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
  authMethods: options.method ? [options.method] : ["PLAIN", "LOGIN"],
  allowInsecureAuth: true,
  disabledCommands: [...(tls ? [] : ["STARTTLS"]), ...(options.user ? [] : ["AUTH"])],
  disableReverseLookup: true,
  onRcptTo,
  onAuth,
  onData,
});
// The package lets each client wait 100 ms for its greeting, to catch those that talk too soon. Tests that send
// thousands of mails have no time for that.
const add = server.connections.add.bind(server.connections);
server.connections.add = (connection) => {
  connection.init = () => connection._setListeners(() => connection.connectionReady());
  return add(connection);
};
// A client that hangs up, or does not trust the certificate, must not end the server.
server.on("error", (error) => report({ event: "error", text: error.message }));
server.listen(Number(options.port), "127.0.0.1", () => {
  report({ event: "listening", port: server.server.address().port });
});
createInterface({ input: process.stdin })
  .on("line", (line) => {
    behaviour = JSON.parse(line);
    toHold = behaviour.hold ?? 0;
    if (behaviour.close) for (const one of server.connections) one._socket.destroy();
    report({ event: "told" });
  })
  .on("close", () => process.exit(0));
