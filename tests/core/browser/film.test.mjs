import assert from "node:assert/strict";
import test from "node:test";

const { linearScale, logScale, spread, ticks } = await import("../../../core/browser/film/scales.js");
const { followsSince, frameBeside, statesAt } = await import("../../../core/browser/film/model.js");

const floats = (...values) => ({ values: Float32Array.from(values), shape: [values.length] });
const run = (steps, losses, more = {}) => ({
  arrays: { steps: floats(...steps), held_out: floats(...losses), ...more },
});

test("ticks are round numbers within the ends", () => {
  assert.deepEqual(ticks({ low: 0.93, high: 1.81 }, 5), [1, 1.2000000000000002, 1.4000000000000001, 1.6, 1.8]);
  assert.deepEqual(ticks({ low: 0, high: 1000 }, 8), [0, 200, 400, 600, 800, 1000]);
});

test("labels that would touch are moved apart, in order, and stay within the ends", () => {
  const heights = spread([50, 52, 53, 90], 10, { low: 0, high: 95 });
  assert.deepEqual(heights, [50, 60, 70, 90]);
  assert.deepEqual(spread([90, 92], 10, { low: 0, high: 95 }), [85, 95]);
});

test("the linear scale has room for the optimum and for all losses", () => {
  const model = { runs: [run([0, 1], [2, 1.2])], rulers: [["frequencies", 1.7]], optimum: 1 };
  const { share } = linearScale(model);
  assert.ok(share(1) > 0 && share(1) < 0.1 && share(2) > 0.9 && share(2) < 1);
});

test("on the logarithmic scale a tenth of the distance is always as far", () => {
  const model = { runs: [run([0, 1], [2, 1.001])], rulers: [["last symbol", 1.1]], optimum: 1 };
  const { share, marks } = logScale(model, 1);
  const [first, second] = [share(1.1) - share(1.01), share(1.01) - share(1.001)];
  assert.ok(Math.abs(first - second) < 1e-6);
  assert.ok(share(1) < 0); // infinitely far down
  assert.deepEqual(marks.map(([, text]) => text), ["+0.001", "+0.01", "+0.1", "+1"]);
});

test("beside a frame stands the last frame of another run that is not later", () => {
  const film = { steps: [0, 1, 8, 16] };
  const other = run([0, 4, 12], [0, 0, 0]);
  assert.deepEqual([0, 1, 2, 3].map((frame) => frameBeside(film, other, frame)), [0, 0, 1, 2]);
});

test("while a training goes on, only its last frame has states", () => {
  const states = { values: Float32Array.from([1, 2, 3, 4]), shape: [1, 2, 2] };
  const live = run([0, 1, 2], [0, 0, 0], { states });
  assert.equal(statesAt(live, 1), null);
  assert.equal(statesAt(live, 2)(1, 0), 3);
});

test("a unit follows a feature since it has done so without a break", () => {
  const correlations = { values: Float32Array.from([0.9, 0.2, 0.9, -0.95]), shape: [4, 1] };
  const followed = { values: Float32Array.from([0, 0, 0, 0]), shape: [4, 1] };
  const one = run([0, 1, 2, 4], [0, 0, 0, 0], { correlations, followed });
  assert.equal(followsSince(one, 3, 0, 0.8), 2);
  assert.equal(followsSince(one, 1, 0, 0.8), -1);
});
