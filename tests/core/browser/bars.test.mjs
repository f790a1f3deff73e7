import assert from "node:assert/strict";
import test from "node:test";

import { ACROSS, barOf, DOWN, outline } from "../../../core/browser/this_step/bars.js";

const AXIS = { low: -2, high: 3 };
const UP = { low: 0, high: 1.05 };
const SIZES = [1, 5, 300, 301, 542];

// Values that fill an axis, with zero and both ends among them.
const spread = (count, { low, high }) =>
  Array.from({ length: count }, (_, unit) => low + ((unit * 0.618) % 1) * (high - low));

// The corners of a path of M, H, V and Z.
function corners(path) {
  let [x, y] = [0, 0];
  return [...path.matchAll(/([MHV])(\d+)(?: (\d+))?/g)].map(([, command, one, other]) => {
    if (command === "M") [x, y] = [Number(one), Number(other)];
    else if (command === "H") x = Number(one);
    else y = Number(one);
    return [x, y];
  });
}

// The height of the outline over the middle of a unit, in the axis's own numbers.
function valueAt(path, unit, { low, high }) {
  const middle = ACROSS * (unit + 0.5);
  const found = corners(path);
  const after = found.findIndex(([x], place) => place && x > middle && found[place - 1][0] < middle);
  const y = found[after][1];
  assert.equal(found[after - 1][1], y);
  return high - (y / DOWN) * (high - low);
}

for (const axis of [AXIS, UP])
  for (const count of SIZES)
    test(`${count} bars between ${axis.low} and ${axis.high} end at their values`, () => {
      const values = Float32Array.from(spread(count, axis));
      const path = outline(values, axis);
      const step = (axis.high - axis.low) / DOWN;
      values.forEach((value, unit) =>
        assert.ok(Math.abs(valueAt(path, unit, axis) - value) <= 0.51 * step, `unit ${unit}`),
      );
    });

for (const count of SIZES)
  test(`the outline of ${count} bars begins and ends at zero, and never leaves the picture`, () => {
    const found = corners(outline(spread(count, AXIS), AXIS));
    const zero = (DOWN * 3) / 5;
    assert.deepEqual(found[0], [0, zero]);
    assert.equal(found.at(-1)[1], zero);
    for (const [x, y] of found)
      assert.ok(x >= 0 && x <= ACROSS * count && y >= 0 && y <= DOWN, `${x}, ${y}`);
  });

for (const count of SIZES)
  test(`one of ${count} bars is a part of the outline`, () => {
    const values = spread(count, AXIS);
    const path = outline(values, AXIS);
    values.forEach((value, unit) => {
      const { x, y, width, height } = barOf(value, unit, count, AXIS);
      assert.ok(x >= ACROSS * unit && x + width <= ACROSS * (unit + 1));
      const end = value < 0 ? y + height : y;
      assert.ok(Math.abs(AXIS.high - (5 * end) / DOWN - valueAt(path, unit, AXIS)) < 1e-9);
      assert.equal(value < 0 ? y : y + height, (DOWN * 3) / 5);
    });
  });

test("what is no number has no bar, and what is infinite reaches the edge", () => {
  const path = outline([NaN, Infinity, -Infinity, 99], AXIS);
  const values = [0, 1, 2, 3].map((unit) => valueAt(path, unit, AXIS));
  assert.deepEqual(values.map((value) => Number(value.toFixed(9))), [0, 3, -2, 3]);
  assert.equal(barOf(NaN, 0, 4, AXIS).height, 0);
});
