import assert from "node:assert/strict";
import test from "node:test";

// Nodes that only record what they are given.
class Node {
  constructor(tag) {
    Object.assign(this, { tag, attributes: {}, children: [], style: {}, hidden: false });
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  append(...children) {
    this.children.push(...children);
  }
}
globalThis.document = {
  createElement: (tag) => new Node(tag),
  createElementNS: (_, tag) => new Node(tag),
};
const { makeCurves, makeLine, makeMiddle } = await import("../../../core/browser/base/curve.js");

test("a line goes through the middles of the steps, upwards, and leaves out NaN", () => {
  const line = makeLine([0, 0.25, NaN, 1], "line");
  assert.equal(line.attributes.points, "0.5,1.0000 1.5,0.7500 3.5,0.0000");
  assert.equal(line.attributes.class, "line");
});

test("dots are at the current step, and only where a height is known", () => {
  const { plot, show } = makeCurves([[0, 1, NaN]], makeMiddle(3));
  const dot = plot.children.at(-1);
  show(1, 2, true);
  assert.equal(dot.style.left, "50%");
  assert.ok(Math.abs(parseFloat(dot.style.top) - (100 * 0.08) / 1.16) < 1e-9);
  show(1, 2, false);
  assert.equal(dot.hidden, true);
  show(2, 2, true);
  assert.equal(dot.hidden, true);
});

test("the veil hides the line to the next step, except at the end", () => {
  const { plot, show } = makeCurves([[0, 1, 0, 1]], makeMiddle(4));
  const veil = plot.children[1];
  const hiddenFrom = () => parseFloat(veil.style.transform.match(/\((.*)%\)/)[1]);
  show(1, 1, true);
  assert.equal(hiddenFrom(), 37.5); // half a step before the end of the second of four
  show(3, 3, true);
  assert.equal(hiddenFrom(), 100);
  show(0, -1, false);
  assert.equal(hiddenFrom(), 0);
});
