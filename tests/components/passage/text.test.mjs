import assert from "node:assert/strict";
import test from "node:test";

import { sequential } from "../../../core/browser/base/colour.js";
import { Rows } from "../../../pages/components/passage/rows.js";
import { countOn, isOn, makeColours, Units } from "../../../pages/components/passage/units.js";

const textOf = (labels, more = {}) => ({
  labels,
  gaps: {},
  titles: {},
  ends: new Set(),
  blanks: new Set(),
  fixed: true,
  ...more,
});

// Every character is ten pixels wide.
const measure = (label) => 10 * label.length;
const spansOf = ({ rows }) => rows.map(({ first, last, title }) => title ?? [first, last]);

test("tokens fill a row and go on in the next", () => {
  const rows = new Rows(textOf([..."abcdefg"]), 30, measure);
  assert.deepEqual(spansOf(rows), [[0, 3], [3, 6], [6, 7]]);
  assert.deepEqual([...rows.left], [0, 10, 20, 0, 10, 20, 0]);
  assert.deepEqual([...rows.rowOf], [0, 0, 0, 1, 1, 1, 2]);
});

test("a word goes to the next row as a whole", () => {
  const rows = new Rows(textOf(["a", "b", "c", "d"], { gaps: { 1: " " } }), 30, measure);
  assert.deepEqual(spansOf(rows), [[0, 1], [1, 4]]);
  assert.deepEqual([...rows.left], [0, 0, 10, 20]);
});

test("line ends, empty lines and titles begin rows", () => {
  const text = textOf(["a", "\n", "b", "c"], {
    ends: new Set([1]),
    gaps: { 3: "\n\n" },
    titles: { 0: "one" },
  });
  const rows = new Rows(text, 100, measure);
  assert.deepEqual(spansOf(rows), ["one", [0, 2], [2, 3], [undefined, undefined], [3, 4]]);
});

test("a point finds the nearest token, in rows that have none, too", () => {
  const rows = new Rows(textOf(["a", "b", "c"], { gaps: { 2: "\n\n" } }), 100, measure);
  assert.equal(rows.nearest(0, 0), 0);
  assert.equal(rows.nearest(0, 12), 1);
  assert.equal(rows.nearest(0, 999), 1);
  assert.equal(rows.nearest(1, 0), 2);
  assert.equal(rows.nearest(99, 0), 2);
  assert.equal(rows.nearest(-5, 0), 0);
});

test("units arrive as whole numbers and bits, and neighbours are added", () => {
  const units = new Units(3, { quantity: {}, threshold: 0.3, largest: 2, diverging: {} });
  const buffer = (wholes, bits) => {
    const bytes = new Uint8Array(2 * wholes.length + bits.length);
    bytes.set(new Uint8Array(Int16Array.from(wholes).buffer));
    bytes.set(bits, 2 * wholes.length);
    return bytes.buffer;
  };
  units.add(buffer([32767, 0, -32767, 1, 2, 3], [0b101, 0b010]), [4, 6]);
  assert.equal(units.at(3), undefined);
  assert.deepEqual([0, 1, 2].map((token) => units.value(units.at(4), token)), [2, 0, -2]);
  assert.deepEqual([0, 1, 2].map((token) => isOn(units.at(4), token)), [true, false, true]);
  assert.deepEqual([4, 5].map((unit) => countOn(units.at(unit))), [2, 1]);
  units.add(buffer([5, 5, 5], [0b111]), [6, 7]);
  assert.equal(countOn(units.at(6)), 3);
  assert.equal(countOn(units.at(4)), 2);
  assert.equal(units.written(units.at(4), 2), "−2.0000");
});

test("a unit's bits go on in the next byte", () => {
  const units = new Units(10, { quantity: {}, threshold: 0.3, largest: 1, diverging: {} });
  units.add(new Uint8Array([...new Array(20).fill(0), 0b00000001, 0b10]).buffer, [0, 1]);
  const on = [...Array(10).keys()].filter((token) => isOn(units.at(0), token));
  assert.deepEqual(on, [0, 9]);
});

test("a whole number has the colour of its value", () => {
  const scale = sequential([240, 240, 240], [20, 40, 60]);
  const colours = makeColours(scale, 1);
  assert.equal(colours.at(32767).background, "rgb(20, 40, 60)");
  assert.equal(colours.at(0).background, "rgb(240, 240, 240)");
  assert.deepEqual([colours.at(0).ink, colours.at(32767).ink], ["#111111", "#ffffff"]);
});
