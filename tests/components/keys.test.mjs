// Streamlit reruns a page at a bare r and offers to clear its caches at a bare c: no component may
// take these keys.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "node:test";

import { ChoicePanel } from "../../core/browser/choice/panel.js";
import { Steering } from "../../core/browser/base/steering.js";
import { Stepper } from "../../core/browser/stepper/stepper.js";
import { ThisStep } from "../../core/browser/this_step/this_step.js";
import { moved } from "../../pages/components/aligned/aligned.js";
import { Connections } from "../../pages/components/connections/connections.js";
import { LockStep } from "../../pages/components/lockstep/lockstep.js";
import { Passage } from "../../pages/components/passage/passage.js";
import { List } from "../../pages/components/snippets/snippets.js";

const TAKEN = ["r", "R", "c", "C"];
const FREE = "ArrowRight";

// A key press on a button of the component, which records whether it was handled.
function press(key) {
  const button = { closest: () => button, matches: () => false };
  const event = { key, target: button, handled: false, shiftKey: false };
  event.preventDefault = event.stopPropagation = () => {
    event.handled = true;
  };
  return event;
}

const at = { step: 0, unit: 0 };
const state = { ...at, playing: false, span: [0, 1], marking: true };
const scene = { length: 3, units: 2, lecture: true, tokens: [1, 2, 3] };
const actions = { go() {}, move() {}, pick() {} };

function handles(Kind, key) {
  const component = Object.create(Kind.prototype);
  const pageOf = () => 0;
  const methods = { go() {}, clear() {}, walk() {}, view: () => ({ dart: true }) };
  const given = { state, at, scene, actions, choices: scene, lines: { pageOf } };
  Object.assign(component, given, methods);
  const event = press(key);
  component.onKey(event);
  return event.handled;
}

for (const Kind of [Steering, Stepper, ThisStep, LockStep, Passage, ChoicePanel])
  test(`${Kind.name} leaves r and c to the page`, () => {
    for (const key of TAKEN) assert.equal(handles(Kind, key), false);
    assert.equal(handles(Kind, FREE), Kind !== Steering);
  });

test("Connections leave r and c to the page", () => {
  const button = { focus() {}, tabIndex: 0 };
  const rows = [{ buttons: [button, button, button] }];
  const handled = (key) => {
    const view = Object.assign(Object.create(Connections.prototype), { rows, scene, state: {} });
    const event = press(key);
    view.onKey({ row: 0, index: 0 }, event);
    return event.handled;
  };
  assert.deepEqual(TAKEN.map(handled), TAKEN.map(() => false));
  assert.equal(handled(FREE), true);
});

test("a list of snippets leaves r and c to the page", () => {
  const handled = (key) => {
    const event = press(key);
    event.target.focus = () => {};
    const list = Object.assign(Object.create(List.prototype), { buttons: [event.target] });
    list.onKey(event);
    return event.handled;
  };
  assert.deepEqual(TAKEN.map(handled), TAKEN.map(() => false));
  assert.equal(handled("ArrowDown"), true);
});

test("aligned sentences leave r and c to the page", () => {
  const view = { rows: [{ tokens: [{ column: 0 }, { column: 1 }] }] };
  const moves = (key) => moved(view, 0, 0, key);
  assert.deepEqual(TAKEN.map(moves), TAKEN.map(() => undefined));
  assert.deepEqual(moves(FREE), [0, 1]);
});

test("after Enter in the sentence, every key is the page's own", () => {
  const source = readFileSync(new URL("../../pages/components/keys_after_enter.js", import.meta.url), "utf-8");
  assert.doesNotMatch(source, /preventDefault|stop(Immediate)?Propagation/);
});

test("no other script listens to keys", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const listening = ["core/browser", "pages/components"]
    .flatMap((folder) => readdirSync(root + folder, { recursive: true }).map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith(".js"))
    .filter((path) => /["']key(down|up|press)["']|onkey/.test(readFileSync(root + path, "utf-8")));
  assert.deepEqual(listening.sort(), [
    "core/browser/base/steering.js",
    "core/browser/choice/panel.js",
    "core/browser/this_step/this_step.js",
    "pages/components/aligned/aligned.js",
    "pages/components/connections/connections.js",
    "pages/components/keys_after_enter.js",
    "pages/components/snippets/snippets.js",
  ]);
});
