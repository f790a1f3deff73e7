import assert from "node:assert/strict";
import test from "node:test";

import {
  clamp,
  decimals,
  fill,
  grouped,
  isolated,
  percent,
  shareOf,
  shorten,
} from "../../../core/browser/base/elements.js";
import { isSymbol, pieces } from "../../../core/browser/base/symbols.js";

test("two decimals, with a real minus sign unless the number rounds to zero", () => {
  assert.equal(decimals(0.125, 2), "0.13");
  assert.equal(decimals(-1.5), "−1.50");
  assert.equal(decimals(-0.004), "0.00");
  assert.equal(decimals(-0.00004, 4), "0.0000");
  assert.equal(decimals(-0), "0.00");
});

test("braces are filled in one pass, and unknown ones stay", () => {
  assert.equal(fill("{a} of {b}, {c}", { a: "{b}", b: 2 }), "{b} of 2, {c}");
});

test("a long token keeps whole graphemes", () => {
  assert.equal(shorten("abc"), "abc");
  assert.equal(shorten("a".repeat(25)), `${"a".repeat(23)}…`);
  const family = "👨‍👩‍👧";
  assert.equal(shorten(family.repeat(30), 3), `${family.repeat(2)}…`);
  assert.equal(isolated("ab"), "\u2068ab\u2069");
});

test("percentages, large numbers and shares are written as people read them", () => {
  assert.equal(percent(0.1234), "12.3 %");
  assert.equal(grouped(1234567), "1,234,567");
  assert.equal(shareOf(1, 8), "12.5%");
  assert.deepEqual([-1, 0.5, 9].map((value) => clamp(value, 0, 1)), [0, 0.5, 1]);
});

test("LaTeX is split into symbols and signs", () => {
  assert.deepEqual(pieces("f_t \\odot c_{t-1} + \\tilde{h}_t"), [
    "f_t",
    "\\odot",
    "c_{t-1}",
    "+",
    "\\tilde{h}_t",
  ]);
  assert.deepEqual(["f_t", "\\tilde{h}_t", "+", "\\odot", "("].map(isSymbol), [
    true,
    true,
    false,
    false,
    false,
  ]);
});
