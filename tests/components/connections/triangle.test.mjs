import assert from "node:assert/strict";
import test from "node:test";

import { Triangle } from "../../../pages/components/connections/triangle.js";

const near = (values, other) =>
  values.length === other.length && values.every((each, at) => Math.abs(each - other[at]) < 1e-6);

test("each output has a row up to its own input", () => {
  const triangle = new Triangle(Float32Array.from([1, 2, 3, 4, 5, 6]), "signed");
  assert.deepEqual([0, 1, 2].map((output) => [...triangle.row(output)]), [[1], [2, 3], [4, 5, 6]]);
});

test("strengths are halved for each doubling below the strongest", () => {
  const triangle = new Triangle(Float32Array.from([0, -1, 0, -2, -Infinity, 0]), "strength");
  const { strongest, tints, numbers, ends } = triangle.heard(2, false);
  assert.equal(strongest, 2);
  assert.deepEqual(tints, [0.25, 0, 1]);
  assert.deepEqual(numbers, ["20 %", "0", "80 %"]);
  assert.deepEqual(ends, ["0", null]);
  assert.deepEqual(triangle.heard(1, false).numbers, ["33 %", "67 %"]);
});

test("logarithmic colours go down to a millionth", () => {
  const doublings = [0, Math.log2(1e-3), 0].map(Math.fround);
  const triangle = new Triangle(Float32Array.from([0, ...doublings.slice(1)]), "strength");
  assert.ok(near(triangle.heard(1, true).tints, [0.5, 1]));
  const far = new Triangle(Float32Array.from([0, Math.log2(1e-7), 0]), "strength");
  assert.deepEqual(far.heard(1, true).tints, [0, 1]);
});

test("signed numbers are tinted by their share of the largest, with real signs", () => {
  const triangle = new Triangle(Float32Array.from([0, -0.5, 0.25]), "signed");
  const { strongest, tints, numbers, ends } = triangle.heard(1, false);
  assert.equal(strongest, 0);
  assert.deepEqual(tints, [-1, 0.5]);
  assert.deepEqual(numbers, ["−0.5", "+0.25"]);
  assert.deepEqual(ends, ["−0.5", "+0.5"]);
});

test("an output without any influence has no strongest input", () => {
  const silent = new Triangle(Float32Array.from([0]), "signed").heard(0, false);
  assert.deepEqual([silent.strongest, silent.tints, silent.numbers], [-1, [0], ["0"]]);
  const unreached = new Triangle(Float32Array.from([-Infinity]), "strength").heard(0, false);
  assert.deepEqual([unreached.strongest, unreached.numbers], [-1, ["0"]]);
});
