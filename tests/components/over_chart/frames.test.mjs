import assert from "node:assert/strict";
import test from "node:test";

import { frames, shapes, veils, veilShapes } from "../../../pages/components/over_chart/frames.js";

// An axis as Plotly keeps it: from one pixel of the chart on, so many pixels long.
const axis = (from, length, low, high) => ({
  _offset: from,
  _length: length,
  range: [low, high],
  l2p: (value) => (length * (value - low)) / (high - low),
});

const panel = { xaxis: axis(40, 200, 0.5, 10.5), yaxis: axis(10, 64, -0.5, 63.5) };

test("a column is one token wide and as high as its panel", () => {
  assert.deepEqual(frames([panel], 3, null), [{ left: 80, top: 10, width: 20, height: 64 }]);
});

test("a row is one unit high, as wide as its panel, and may be counted from the top", () => {
  const reversed = { ...panel, yaxis: axis(10, 64, 63.5, -0.5) };
  assert.deepEqual(frames([panel], 1, 5)[1], { left: 40, top: 15, width: 200, height: 1 });
  assert.deepEqual(frames([reversed], 1, 5)[1], { left: 40, top: 68, width: 200, height: 1 });
});

test("every panel is framed", () => {
  assert.equal(frames([panel, panel, panel], 3, 2).length, 6);
});

test("what is beyond an axis is cut, or is not there", () => {
  const zoomed = { ...panel, xaxis: axis(40, 200, 3, 13) };
  assert.deepEqual(frames([zoomed], 3, null), [{ left: 40, top: 10, width: 10, height: 64 }]);
  assert.deepEqual(frames([zoomed], 1, null), []);
  assert.deepEqual(frames([panel], 11, null), []);
});

test("a saved picture has the same frames, in the coordinates of each panel", () => {
  const [column, row, ...others] = shapes(["xy", "x12y3"], 3, 5, "#123");
  assert.deepEqual(
    [column.x0, column.x1, column.xref, column.yref, column.line.color],
    [2.5, 3.5, "x", "y domain", "#123"],
  );
  assert.deepEqual([row.y0, row.y1, row.xref, row.yref], [4.5, 5.5, "x domain", "y"]);
  assert.deepEqual(others.map(({ xref, yref }) => [xref, yref]), [
    ["x12", "y3 domain"],
    ["x12 domain", "y3"],
  ]);
  assert.equal(shapes(["xy"], 3, null, "#123").length, 1);
});

test("all that comes later is veiled, in every panel and in a saved picture", () => {
  const veil = { left: 100, top: 10, width: 140, height: 64 };
  assert.deepEqual(veils([panel, panel], 3.5), [veil, veil]);
  assert.deepEqual(veils([panel], 10.5), []);
  const [shape, other] = veilShapes({ xy: panel, x2y3: panel }, 3.5, "#eee");
  assert.deepEqual([shape.x0, shape.x1, shape.xref, shape.yref], [3.5, 10.5, "x", "y domain"]);
  assert.deepEqual([shape.fillcolor, shape.layer], ["#eee", "above"]);
  assert.deepEqual([other.xref, other.yref], ["x2", "y3 domain"]);
});
