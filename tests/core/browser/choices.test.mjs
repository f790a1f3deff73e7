import assert from "node:assert/strict";
import test from "node:test";

import { readNumbers, sharesOf } from "../../../core/browser/choice/choices.js";
import { shareText } from "../../../core/browser/choice/shares_text.js";
import { BAR, bandPath, boxOf, HIGH, LEFTS } from "../../../core/browser/choice/stacks.js";
import { viewOf } from "../../../core/browser/choice/view.js";

test("arrays are read one behind the other, in their own types", () => {
  const bytes = new Uint8Array(8 + 8 + 2 + 2);
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, 0.1, true);
  view.setFloat32(8, -1.5, true);
  view.setFloat32(12, 2.25, true);
  view.setUint16(16, 65_535, true);
  bytes.set([7, 8], 18);
  const list = [["darts", "f8", 1], ["scores", "f4", 2], ["kept", "u2", 1], ["outputs", "u1", 2]];
  const arrays = readNumbers(list.map(([name, kind, columns]) => ({ name, kind, columns })), 1, bytes.buffer);
  assert.deepEqual([...arrays].map(([name, values]) => [name, ...values]), [
    ["darts", 0.1], ["scores", -1.5, 2.25], ["kept", 65_535], ["outputs", 7, 8],
  ]);
});

const logSum = (values) => Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0));

// The shares of scores as the pipeline makes them, by brute force.
function shares(below, temperature, kept) {
  const colder = below.map((each) => each / (temperature || 1));
  const tempered = colder.map((each) => Math.exp(each - logSum(colder)));
  const mass = tempered.slice(0, kept).reduce((sum, each) => sum + each, 0);
  const sums = [logSum(below), logSum(colder), mass];
  return below.map((each, rank) => sharesOf(each, temperature, { sums, rank, kept }));
}

test("each bar's shares are 1 together, and the last one has nothing that was cut", () => {
  const below = [0, -0.5, -2.25, -3, -7].map(Math.fround);
  for (const temperature of [0.05, 0.5, 1, 3, 10])
    for (const kept of [1, 3, 5]) {
      const all = shares(below, temperature, kept);
      for (const bar of [0, 1, 2]) {
        const sum = all.reduce((total, each) => total + each[bar], 0);
        assert.ok(Math.abs(sum - 1) < 1e-6, `${temperature} ${kept} ${bar}: ${sum}`);
      }
      assert.ok(all.every(([, , last], rank) => (last > 0) === (rank < kept)));
    }
});

test("at temperature 0 the likeliest has all", () => {
  const all = shares([0, 0, -1], 0, 1);
  assert.deepEqual(all.map(([, tempered]) => tempered), [1, 0, 0]);
});

test("no share is rounded to nothing, or to all", () => {
  const texts = [0, 1e-9, 0.00049, 0.0005, 0.1234, 0.9994, 0.9996, 1].map(shareText);
  assert.ok(texts.every((text) => !text.includes(" "))); // no line breaks within
  assert.deepEqual(texts.map((text) => text.replaceAll("\u00a0", " ")), [
    "0.0 %", "< 0.1 %", "< 0.1 %", "0.1 %", "12.3 %", "99.9 %", "> 99.9 %", "100.0 %",
  ]);
});

test("a segment of a bar is as high as its share, measured from the bottom", () => {
  const choices = { segment: () => ({ start: 0.25, size: 0.5 }) };
  assert.deepEqual(boxOf(choices, 0, 0, 0), { y: HIGH / 4, height: HIGH / 2 });
});

test("a band joins a segment with the same one on the next bar", () => {
  const path = bandPath(0, { y: 10, height: 20 }, { y: 40, height: 5 });
  assert.ok(path.startsWith(`M${LEFTS[0] + BAR} 10C`));
  assert.match(path, new RegExp(`${LEFTS[1]} 40V45C`));
  assert.ok(path.endsWith(`${LEFTS[0] + BAR} 30Z`));
});

const choices = { length: 6, wasGiven: (step) => step < 2 };
const state = { step: 3, veiled: false, which: "this", revealed: { bars: -1, dart: -1 } };
const view = (more) => {
  const { position, isThere, bars, dart, last } = viewOf({ ...state, ...more }, choices);
  return [position, isThere, bars, dart, last];
};

test("outside of a lecture, everything is shown", () => {
  assert.deepEqual(view({}), [3, true, true, true, 5]);
  assert.deepEqual(view({ which: "next" }), [4, true, true, true, 5]);
});

test("what is veiled ends with the reader's token, and its own choice is shown", () => {
  assert.deepEqual(view({ veiled: true }), [3, true, true, true, 3]);
});

test("the next token is predicted, then its bars are shown, then it is thrown", () => {
  const next = { veiled: true, which: "next" };
  assert.deepEqual(view(next), [4, true, false, false, 3]);
  assert.deepEqual(view({ ...next, revealed: { bars: 4, dart: -1 } }), [4, true, true, false, 3]);
  assert.deepEqual(view({ ...next, revealed: { bars: 4, dart: 4 } }), [4, true, true, true, 4]);
});

test("what was thrown before stays known on the way back, but what comes later is veiled", () => {
  const back = { veiled: true, which: "next", step: 2, revealed: { bars: 4, dart: 4 } };
  assert.deepEqual(view(back), [3, true, true, true, 3]);
});

test("a token that was given is not asked for, and after the last there is none", () => {
  assert.deepEqual(view({ veiled: true, which: "next", step: 0 }), [1, true, true, true, 1]);
  assert.deepEqual(view({ veiled: true, which: "next", step: 5 }), [6, false, true, true, 5]);
});
