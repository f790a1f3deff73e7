import assert from "node:assert/strict";
import test from "node:test";

import { heedAnswers } from "../../../core/browser/base/place.js";
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
  tokens: [...text].map((letter) => ({ label: letter, full: letter, known: true, tag: "" })),
  parts_of_speech: {},
  ...more,
});

const cueOf = (number, position, more = {}) => ({ number, position, unit: 0, digest: "d", ...more });

// A stepper without a page: it follows cues, and records what it reports to Python.
class Probe extends Stepping {
  knownSignal(wanted) {
    return wanted ?? "opinion";
  }
}

function probe(scene = sceneOf("abcdef")) {
  const stepper = Object.create(Probe.prototype);
  return Object.assign(stepper, { scene, state: null, timers: {}, panels: { show() {} }, reports: [] }, {
    tell: (name, value) => stepper.reports.push([name, value]),
    readSoon: () => {},
  });
}

const follow = (stepper, cue) => {
  stepper.follow(cue);
  stepper.digest = cue.digest;
  return stepper.state.step;
};

test.beforeEach((context) => {
  remembered.clear();
  context.mock.timers.enable({ apis: ["setTimeout"] });
});

test("a first cue is followed: its step counts from 1 and stays inside the text", () => {
  assert.equal(follow(probe(), cueOf(0, 3)), 2);
  assert.equal(follow(probe(), cueOf(0, 99)), 5);
  const stepper = probe();
  follow(stepper, cueOf(0, 1, { unit: 99 }));
  assert.equal(stepper.state.unit, 3);
});

test("the same cue moves nothing, a raised number does", () => {
  const stepper = probe();
  follow(stepper, cueOf(0, 1));
  stepper.go(4);
  assert.equal(follow(stepper, cueOf(0, 1)), 4);
  assert.equal(follow(stepper, cueOf(0, 3)), 4); // an echo of an older step
  assert.equal(follow(stepper, cueOf(1, 2)), 1);
});

test("another trace is followed even if the cue's number is the same", () => {
  const stepper = probe();
  follow(stepper, cueOf(3, 1));
  stepper.go(4);
  stepper.scene = sceneOf("uvwxyz");
  assert.equal(follow(stepper, cueOf(3, 2, { digest: "e" })), 1);
});

test("another network on the same text keeps a step that Python has not heard of", () => {
  const stepper = probe();
  follow(stepper, cueOf(0, 1));
  stepper.go(4);
  assert.equal(follow(stepper, cueOf(0, 1, { digest: "e" })), 4);
  assert.equal(follow(stepper, cueOf(0, 2, { digest: "f" })), 1);
});

test("a new trace stops playing and takes back what was answered", () => {
  const stepper = probe(sceneOf("abc", { lecture: true }));
  follow(stepper, cueOf(0, 1));
  Object.assign(stepper.state, { playing: true, answered: 2 });
  follow(stepper, cueOf(0, 1, { digest: "e" }));
  assert.deepEqual([stepper.state.playing, stepper.state.answered], [false, -1]);
});

test("a wish goes to a step, or, where it has none, plays and pauses", () => {
  const stepper = probe();
  follow(stepper, cueOf(0, 1));
  stepper.render = () => {};
  stepper.heed({ digest: "d", step: 3, unit: 2 });
  assert.deepEqual([stepper.state.step, stepper.state.unit, stepper.state.playing], [3, 2, false]);
  stepper.heed({ digest: "d" });
  assert.deepEqual([stepper.state.step, stepper.state.playing], [3, true]);
  assert.deepEqual(stepper.veil({ ...stepper.state, seen: 5 }), { playing: true });
  stepper.heed({ digest: "d" });
  assert.equal(stepper.state.playing, false);
  assert.deepEqual(stepper.veil({ ...stepper.state, seen: 3 }), { seen: 3 });
});

const covered = ({ state }) => [state.reveal, state.answered];

test("a lecture covers each text that comes, also on a screen that comes back", () => {
  const stepper = probe(sceneOf("abc", { lecture: true }));
  follow(stepper, cueOf(0, 1));
  const open = () => { stepper.set({ reveal: false, answered: 2 }); };

  open();
  follow(stepper, cueOf(1, 2));
  assert.deepEqual(covered(stepper), [false, 2], "another step of the same text");
  stepper.scene = sceneOf("abd", { lecture: true });
  follow(stepper, cueOf(2, 1, { digest: "e" }));
  assert.deepEqual(covered(stepper), [true, -1], "another text");
  open();
  const restored = probe(sceneOf("abd", { lecture: true }));
  follow(restored, cueOf(2, 1, { digest: "e" }));
  assert.deepEqual(covered(restored), [true, -1], "the same text on a screen that came back");
});

test("what a lecture covers is open after it, and covered again in the next", () => {
  const stepper = probe();
  follow(stepper, cueOf(0, 1));
  const seen = [true, false, true].map((lecture) => {
    stepper.scene = sceneOf("abcdef", { lecture });
    follow(stepper, cueOf(0, 1));
    const before = covered(stepper);
    stepper.state.answered = 3;
    return before;
  });
  assert.deepEqual(seen, [[true, -1], [false, 3], [true, -1]]);
});

test("choices come back under the component's key", () => {
  const stepper = probe();
  follow(stepper, cueOf(0, 1));
  stepper.set({ speed: 4, signal: "none" });
  stepper.go(3);
  const restored = probe();
  assert.equal(follow(restored, cueOf(0, 1)), 3);
  assert.deepEqual([restored.state.speed, restored.state.signal], [4, "none"]);
  assert.equal(follow(probe(sceneOf("abcdef", { id: "other" })), cueOf(0, 1)), 0);
});

test("where people stay is reported to Python once", (context) => {
  const stepper = probe();
  follow(stepper, cueOf(0, 1));
  for (const step of [1, 2, 3]) stepper.go(step);
  context.mock.timers.tick(1000);
  assert.deepEqual(stepper.reports, [["settled", { position: 4, unit: 0, digest: "d" }]]);
  stepper.settleSoon();
  context.mock.timers.tick(1000);
  assert.equal(stepper.reports.length, 1);
});

test("nothing is reported while the stepper plays", (context) => {
  const stepper = probe();
  follow(stepper, cueOf(0, 1));
  stepper.state.playing = true;
  stepper.go(2);
  context.mock.timers.tick(1000);
  assert.deepEqual(stepper.reports, []);
});

test("playing ends at the last token", () => {
  const stepper = probe();
  follow(stepper, cueOf(0, 1));
  stepper.state.playing = true;
  stepper.go(5);
  assert.equal(stepper.state.playing, false);
});

test("reveal mode shows no later step, and a lecture no opinion that was not answered", () => {
  const stepper = probe(sceneOf("abcdef", { lecture: true }));
  follow(stepper, cueOf(0, 3));
  assert.deepEqual(
    [stepper.view().seen, stepper.view().opinionSeen, stepper.view().answered],
    [2, -1, false],
  );
  stepper.answer();
  assert.deepEqual([stepper.view().opinionSeen, stepper.view().answered], [2, true]);
  stepper.set({ reveal: false });
  assert.equal(stepper.view().seen, 5);
  stepper.go(4);
  assert.equal(stepper.view().answered, false);
});

test("keys step, change the unit and play; only a lecture answers by Enter", () => {
  const stepper = probe();
  stepper.actions = {
    go: (step) => stepper.go(step),
    move: (by) => stepper.go(stepper.state.step + by),
    pick: (unit) => stepper.go(stepper.state.step, unit),
  };
  follow(stepper, cueOf(0, 3));
  const press = (key) => stepper.keyActions({ key })[key]();
  press("ArrowRight");
  press("ArrowDown");
  assert.deepEqual([stepper.state.step, stepper.state.unit], [3, 1]);
  press("End");
  press("ArrowRight");
  press("ArrowUp");
  press("ArrowUp");
  assert.deepEqual([stepper.state.step, stepper.state.unit], [5, 0]);
  press("Home");
  assert.equal(stepper.state.step, 0);
  assert.equal(stepper.keyActions({}).Enter, undefined);
  stepper.scene.lecture = true;
  assert.equal(typeof stepper.keyActions({}).Enter, "function");
});

test("whoever else asks about the text hears that its answer is wanted, each time", () => {
  const stepper = probe(sceneOf("abc", { lecture: true }));
  follow(stepper, cueOf(0, 2));
  const heard = [];
  const end = heedAnswers((digest) => heard.push(digest));
  stepper.answer();
  stepper.answer();
  end();
  assert.deepEqual(heard, ["d", "d"]);
});
