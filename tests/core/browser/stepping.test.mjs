import assert from "node:assert/strict";
import test from "node:test";

import { remembered } from "../../../core/browser/base/steering.js";
import { Stepping } from "../../../core/browser/base/stepping.js";

const WORDS = { aloud: "{step} of {length} {token}:" };

const sceneOf = (text, more = {}) => ({
  id: "key",
  length: text.length,
  units: 4,
  lecture: false,
  outputs: ["no", "yes"],
  words: WORDS,
  tokens: [...text].map((letter) => ({ label: letter, full: letter, known: true })),
  ...more,
});

const cueOf = (number, position, more = {}) => ({ number, position, unit: 0, digest: "d", ...more });

// One that has no page: it is told where to be, and notes what it would tell Python.
class Probe extends Stepping {
  knownSignal(wanted) {
    return wanted ?? "opinion";
  }
}

function probe(scene = sceneOf("abcdef")) {
  const made = Object.create(Probe.prototype);
  return Object.assign(made, { scene, state: null, timers: {}, panels: [], reports: [] }, {
    tell: (name, value) => made.reports.push([name, value]),
    readSoon: () => {},
  });
}

const told = (made, cue) => {
  made.follow(cue);
  made.digest = cue.digest;
  return made.state.step;
};

test.beforeEach((context) => {
  remembered.clear();
  context.mock.timers.enable({ apis: ["setTimeout"] });
});

test("a first cue is followed, its step from 1 and inside the text", () => {
  assert.equal(told(probe(), cueOf(0, 3)), 2);
  assert.equal(told(probe(), cueOf(0, 99)), 5);
  const made = probe();
  told(made, cueOf(0, 1, { unit: 99 }));
  assert.equal(made.state.unit, 3);
});

test("the same cue moves nothing, a raised number does", () => {
  const made = probe();
  told(made, cueOf(0, 1));
  made.go(4);
  assert.equal(told(made, cueOf(0, 1)), 4);
  assert.equal(told(made, cueOf(0, 3)), 4); // an echo of an older step
  assert.equal(told(made, cueOf(1, 2)), 1);
});

test("another trace is followed though the number is the same", () => {
  const made = probe();
  told(made, cueOf(3, 1));
  made.go(4);
  made.scene = sceneOf("uvwxyz");
  assert.equal(told(made, cueOf(3, 2, { digest: "e" })), 1);
});

test("another network on the same text leaves a step that Python has not heard of", () => {
  const made = probe();
  told(made, cueOf(0, 1));
  made.go(4);
  assert.equal(told(made, cueOf(0, 1, { digest: "e" })), 4);
  assert.equal(told(made, cueOf(0, 2, { digest: "f" })), 1);
});

test("a new trace stops playing and takes back what was answered", () => {
  const made = probe(sceneOf("abc", { lecture: true }));
  told(made, cueOf(0, 1));
  Object.assign(made.state, { playing: true, answered: 2 });
  told(made, cueOf(0, 1, { digest: "e" }));
  assert.deepEqual([made.state.playing, made.state.answered], [false, -1]);
});

test("what was chosen comes back under the component's key", () => {
  const made = probe();
  told(made, cueOf(0, 1));
  made.set({ speed: 4, signal: "none" });
  made.go(3);
  const again = probe();
  assert.equal(told(again, cueOf(0, 1)), 3);
  assert.deepEqual([again.state.speed, again.state.signal], [4, "none"]);
  assert.equal(told(probe(sceneOf("abcdef", { id: "other" })), cueOf(0, 1)), 0);
});

test("Python is told where one stays, once", (context) => {
  const made = probe();
  told(made, cueOf(0, 1));
  for (const step of [1, 2, 3]) made.go(step);
  context.mock.timers.tick(1000);
  assert.deepEqual(made.reports, [["settled", { position: 4, unit: 0, digest: "d" }]]);
  made.settleSoon();
  context.mock.timers.tick(1000);
  assert.equal(made.reports.length, 1);
});

test("nothing is told while it plays", (context) => {
  const made = probe();
  told(made, cueOf(0, 1));
  made.state.playing = true;
  made.go(2);
  context.mock.timers.tick(1000);
  assert.deepEqual(made.reports, []);
});

test("playing ends at the last token", () => {
  const made = probe();
  told(made, cueOf(0, 1));
  made.state.playing = true;
  made.go(5);
  assert.equal(made.state.playing, false);
});

test("one looks no further than the step in reveal mode, and no further than was answered", () => {
  const made = probe(sceneOf("abcdef", { lecture: true }));
  told(made, cueOf(0, 3));
  assert.deepEqual(
    [made.view().seen, made.view().opinionSeen, made.view().answered],
    [2, -1, false],
  );
  made.answer();
  assert.deepEqual([made.view().opinionSeen, made.view().answered], [2, true]);
  made.set({ reveal: false });
  assert.equal(made.view().seen, 5);
  made.go(4);
  assert.equal(made.view().answered, false);
});

test("keys step, change the unit and play; only a lecture answers by Enter", () => {
  const made = probe();
  made.actions = {
    go: (step) => made.go(step),
    move: (by) => made.go(made.state.step + by),
    pick: (unit) => made.go(made.state.step, unit),
  };
  told(made, cueOf(0, 3));
  const press = (key) => made.keyActions({ key })[key]();
  press("ArrowRight");
  press("ArrowDown");
  assert.deepEqual([made.state.step, made.state.unit], [3, 1]);
  press("End");
  press("ArrowRight");
  press("ArrowUp");
  press("ArrowUp");
  assert.deepEqual([made.state.step, made.state.unit], [5, 0]);
  press("Home");
  assert.equal(made.state.step, 0);
  assert.equal(made.keyActions({}).Enter, undefined);
  made.scene.lecture = true;
  assert.equal(typeof made.keyActions({}).Enter, "function");
});
