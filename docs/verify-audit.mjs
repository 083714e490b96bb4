#!/usr/bin/env node
// Verifies an exported audit log and its signatures, with nothing of Talkoot: docs/audit.md says how the bytes are made.
//   node docs/verify-audit.mjs log.jsonl [signatures.jsonl PUBLIC_KEY_HEX]

import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [log, signatures, key] = process.argv.slice(2);
if (!log || (signatures && !key)) {
  console.error("usage: verify-audit.mjs log.jsonl [signatures.jsonl PUBLIC_KEY_HEX]");
  process.exit(2);
}

const uuid = (text) => Buffer.from(text.replaceAll("-", ""), "hex");
const hex = (text) => Buffer.from(text, "hex");
const number = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

/** Each field as 1, its length in 8 bytes, and its bytes; an absent one as 0. */
function hashOf(entry) {
  const digest = createHash("sha256");
  const field = (bytes) => {
    if (bytes === null) {
      digest.update(Buffer.from([0]));
      return;
    }
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(bytes.length));
    digest.update(Buffer.from([1])).update(length).update(bytes);
  };
  const text = (value) => (value === null ? null : Buffer.from(value, "utf8"));
  const id = (value) => (value === null ? null : uuid(value));
  field(hex(entry.previous));
  field(number(entry.seq));
  field(text(entry.at));
  field(id(entry.person));
  field(id(entry.organisation));
  field(text(entry.role));
  field(text(entry.object));
  field(id(entry.objectId));
  field(id(entry.project));
  field(text(entry.command));
  field(text(entry.reason));
  field(text(entry.before));
  field(text(entry.after));
  field(text(entry.details));
  if (entry.sealed !== null && entry.seal !== null) {
    field(text(entry.sealed));
    field(hex(entry.seal));
  }
  return digest.digest("hex");
}

const hashes = new Map([[0, "0".repeat(64)]]);
let faults = 0;
const fault = (words) => {
  faults += 1;
  console.error(words);
};

let expected = 1;
let previous = "0".repeat(64);
for await (const line of createInterface({ input: createReadStream(log) })) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    fault(`line ${expected}: no entry`);
    break;
  }
  if (entry.seq !== expected) {
    fault(`entry ${expected} is missing; the next one is ${entry.seq}`);
    break;
  }
  if (entry.previous !== previous) {
    fault(`entry ${entry.seq} does not continue the one before it`);
    break;
  }
  if (hashOf(entry) !== entry.hash) {
    fault(`entry ${entry.seq} is not what was written`);
    break;
  }
  hashes.set(entry.seq, entry.hash);
  previous = entry.hash;
  expected += 1;
}

/** A signature as it was written; nothing when the line is none. */
function read(line) {
  try {
    const one = JSON.parse(line);
    return [one.day, one.head, one.signature].every((field) => typeof field === "string") ? one : null;
  } catch {
    return null;
  }
}

let signed = 0;
if (signatures) {
  // Ed25519 as X.509 writes a public key: a fixed prefix and the 32 bytes.
  const der = Buffer.concat([hex("302a300506032b6570032100"), hex(key)]);
  const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
  const lines = readFileSync(signatures, "utf8").split("\n").filter((line) => line !== "");
  for (const [place, line] of lines.entries()) {
    const one = read(line);
    if (one === null) {
      console.error(`signature ${place + 1}: torn, as by a power cut; what comes after it counts`);
      continue;
    }
    const message = Buffer.from(`talkoot audit log 1\n${one.day}\n${one.head}\n`, "utf8");
    const [seq, hash] = one.head.split(":");
    if (!verify(null, message, publicKey, hex(one.signature))) {
      fault(`signature ${place + 1}, of ${one.day}, is not of this key, or was changed`);
    } else if (hashes.get(Number(seq)) === undefined) {
      fault(`the log ends before entry ${seq}, which was signed on ${one.day}`);
    } else if (hashes.get(Number(seq)) !== hash) {
      fault(`entry ${seq} is another one than was signed on ${one.day}`);
    }
    signed += 1;
  }
  // Without one nothing is compared: whoever wrote the log anew could have emptied the file.
  if (signed === 0) {
    fault(`${signatures} holds no signature`);
  }
}

if (faults > 0) {
  process.exit(1);
}
console.log(`${expected - 1} entries, ${signed} signatures: whole`);
