// Other people's tools must accept the contract: graphql-js reads and validates schema.graphql, every
// document that the walkthrough sends is valid against it, everything in it is described, and the
// Relay compiler generates code from it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
  validateSchema,
} from "graphql";

const here = import.meta.dirname;
const root = join(here, "..", "..");
const text = readFileSync(join(root, "schema.graphql"), "utf8");
const schema = buildSchema(text);

test("graphql-js finds no fault in the schema", () => {
  assert.deepEqual(validateSchema(schema).map(String), []);
});

test("every type, field, argument and enum value is described", () => {
  const missing = [];
  const want = (name, thing) => {
    if (!thing.description?.trim()) missing.push(name);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__") || ["String", "Int", "Boolean", "ID", "Float"].includes(type.name)) continue;
    if (type === schema.getQueryType() || type === schema.getMutationType()) {
      // The roots are named by the specification; their fields are what needs words.
    } else {
      want(type.name, type);
    }
    if (isEnumType(type)) for (const value of type.getValues()) want(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type) || isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        want(`${type.name}.${field.name}`, field);
        for (const argument of field.args ?? []) {
          want(`${type.name}.${field.name}(${argument.name}:)`, argument);
        }
      }
    }
  }
  assert.deepEqual(missing, []);
});

// An answer to a survey takes the place of the one before it, however often it is sent; and a key that is kept would
// say when which answer came.
const KEYLESS = ["answerSurvey"];

test("every mutation takes one input with an idempotency key and gives refusals", () => {
  for (const field of Object.values(schema.getMutationType().getFields())) {
    assert.deepEqual(field.args.map((argument) => argument.name), ["input"], field.name);
    const input = field.args[0].type.ofType.getFields();
    assert.equal(!input.idempotencyKey, KEYLESS.includes(field.name), `${field.name} and its idempotencyKey`);
    const payload = (field.type.ofType ?? field.type).getFields();
    assert.ok(payload.refusals, `${field.name} gives no refusals`);
  }
});

for (const player of ["walkthrough", "experiments"]) {
  test(`what ${player} sends is valid`, () => {
    const folder = join(root, "crates", "server", "src", player, "documents");
    const documents = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
    assert.ok(documents.length > 0, `${player} has no documents`);
    for (const name of documents) {
      const errors = validate(schema, parse(readFileSync(join(folder, name), "utf8")));
      assert.deepEqual(errors.map(String), [], name);
    }
  });
}

test("the Relay compiler accepts the schema, its connections and its mutations", () => {
  const folder = mkdtempSync(join(tmpdir(), "talkoot-relay-"));
  try {
    cpSync(join(here, "relay"), folder, { recursive: true });
    cpSync(join(root, "schema.graphql"), join(folder, "schema.graphql"));
    const compiler = join(here, "node_modules", "relay-compiler", "cli.js");
    const run = spawnSync(process.execPath, [compiler, "relay.config.json"], { cwd: folder, encoding: "utf8" });
    assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`);
    for (const name of ["CallsPageQuery", "CallsPagePaginationQuery", "PublishCallMutation"]) {
      assert.ok(existsSync(join(folder, "src", "__generated__", `${name}.graphql.js`)), `${name} was not generated`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
