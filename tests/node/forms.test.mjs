// The JSON Schemas of the forms that come with the engine, read by another people's validator: each is a valid
// schema of draft 2020-12, takes what the engine takes and refuses what it refuses.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import Ajv from "ajv/dist/2020.js";

const folder = join(import.meta.dirname, "..", "..", "crates", "forms", "tests", "schemas");
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const compiled = (name) => {
  // Keys that begin with x- are for whoever shows the form.
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } });
  return ajv.compile(read(name));
};
const faults = (validate, answers) => {
  validate(answers);
  return (validate.errors ?? []).map((one) => one.params.missingProperty ?? one.instancePath);
};

test("every schema is valid against draft 2020-12", () => {
  const names = readdirSync(folder);
  assert.ok(names.length >= 6, names.join());
  for (const name of names) {
    const schema = read(name);
    assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema", name);
    assert.equal(new Ajv({ strict: false, formats: { date: true } }).validateSchema(schema), true, name);
    compiled(name);
  }
});

test("a yes opens the questions that follow, a no ends them", () => {
  const plan = compiled("exit-plan.lead.json");
  assert.deepEqual(faults(plan, {}), ["a1", "b1", "c1"]);
  assert.deepEqual(faults(plan, { a1: "no", b1: "no", c1: "no" }), []);
  const opened = faults(plan, { a1: "yes", b1: "no", c1: "yes", c2: "Toimet", c3: "no" });
  assert.deepEqual(opened.filter((one) => /^a[2-8]$/.test(one)), ["a2", "a3", "a4", "a5", "a6", "a7", "a8"]);
  assert.ok(!opened.includes("c4"));
  // What is hidden opens nothing, whatever it says.
  assert.deepEqual(faults(plan, { a1: "no", b1: "no", c1: "no", c3: "yes" }), []);
  assert.ok(faults(plan, { a1: "no", b1: "no", c1: "yes", c2: "x", c3: "yes" }).includes("c4"));
});

test("values are taken and refused as the engine does", () => {
  const part = compiled("digitek-application.each_partner.json");
  const good = {
    role: "Pilotoi",
    owner: "Hallintojohtaja",
    contacts: [{ name: "A", email: "a@example.org" }],
    working_time: "50.5",
    decided_on: "2026-02-02",
  };
  assert.deepEqual(faults(part, good), []);
  for (const [field, value] of [
    ["working_time", 50.5],
    ["working_time", "50,5"],
    ["working_time", "50.55"],
    ["decided_on", "2.2.2026"],
    ["contacts", []],
    ["contacts", [{ name: "A" }]],
    ["contacts", [{ name: "A", email: "a", fax: "1" }]],
    ["role", ""],
    ["unknown", "x"],
  ]) {
    assert.notDeepEqual(faults(part, { ...good, [field]: value }), [], `${field}: ${JSON.stringify(value)}`);
  }
  const lead = compiled("digitek-application.lead.json");
  const topics = faults(lead, { topics: ["e_decision"] });
  assert.ok(topics.includes("e_decision_goals") && !topics.includes("remote_work_goals"), topics.join());
  assert.ok(faults(lead, { topics: ["poetry"] }).some((one) => one.startsWith("/topics")));
});
