import assert from "node:assert/strict";
import test from "node:test";

import { axisOf, roundedDown, tickText, unitLabels } from "../../../core/browser/this_step/axis.js";

const state = { name: "cell_state", bounds: null };
const axis = (...values) => axisOf({ array: () => ({ values: Float32Array.from(values) }) }, state);

// Numbers of all sizes, the same ones each time.
let seed = 7;
const random = () => (seed = (48271 * seed) % 2147483647) / 2147483647;
const sized = () => (random() < 0.5 ? -1 : 1) * 10 ** (8 * random() - 4);

test("an axis with bounds reaches a little beyond them, whatever the values", () => {
  for (const bounds of [[0, 1], [-1, 1]]) {
    const { low, high, ticks } = axisOf({}, { name: "gate", bounds });
    assert.deepEqual([low, high], bounds.map((bound) => 1.05 * bound));
    assert.deepEqual(ticks, [bounds[0], (bounds[0] + bounds[1]) / 2, 1]);
  }
});

test("an axis without bounds has all values of the text, zero and three round ticks on it", () => {
  for (let round = 0; round < 2000; round += 1) {
    const values = Array.from({ length: 1 + (round % 4) }, sized);
    const { low, high, ticks } = axis(...values);
    const sorted = [...ticks].sort((one, other) => one - other);
    for (const value of [0, ...values, ...ticks])
      assert.ok(low <= value && value <= high, `${values}: ${value}, ${low}, ${high}`);
    assert.deepEqual(ticks, sorted);
    assert.equal(new Set(ticks.map(tickText)).size, 3);
    assert.ok(ticks.includes(0));
    assert.ok(ticks.at(-1) - ticks[0] >= (high - low) / 6, `${values}: ${ticks} of ${low}, ${high}`);
  }
});

test("nothing but zeros, and numbers that are none, leave an axis that can be drawn", () => {
  for (const values of [[0, 0], [NaN], [Infinity, -Infinity]]) {
    const { low, high, ticks } = axis(...values);
    assert.deepEqual([low, high, ...ticks], [-1.05, 1.05, -1, 0, 1]);
  }
  assert.equal(axis(Infinity, 2).high, 1.05 * 2);
});

test("a number is rounded down to 1, 2 or 5 times a power of ten", () => {
  const rounded = [1, 1.99, 2, 4.7, 5, 9.9, 10, 0.03, 0.007, 1234].map(roundedDown);
  assert.deepEqual(rounded, [1, 1, 2, 2, 5, 5, 10, 0.02, 0.005, 1000]);
});

test("ticks are written as people read them", () => {
  assert.deepEqual([0, -1, 0.5, 2.5, 1000, -0.0005].map(tickText), [
    "0",
    "−1",
    "0.5",
    "2.5",
    "1000",
    "−0.0005",
  ]);
});

test("few units have a label, at equal distances, each below its own middle", () => {
  for (let units = 1; units <= 1200; units += 1) {
    const labels = unitLabels(units);
    assert.ok(labels.length <= 8 && labels.length > Math.min(units, 8) / 3, String(units));
    labels.forEach(({ unit, middle }, place) => {
      assert.equal(unit, place * (labels[1]?.unit ?? 0));
      assert.ok(unit < units);
      assert.ok(Math.abs(middle * units - unit - 0.5) < 1e-9);
    });
  }
});
