import assert from "node:assert/strict";
import test from "node:test";

import { css, diverging, hex, inkOn, mix, Palette, sequential } from "../../../core/browser/base/colour.js";

const [ZERO, NEGATIVE, POSITIVE] = ["#f2f2f2", "#b2182b", "#2166ac"].map(hex);

const near = (a, b, most = 1) =>
  a.every((channel, index) => Math.abs(channel - b[index]) <= most);

test("a colour is read and written", () => {
  assert.deepEqual(hex("#0a80ff"), [10, 128, 255]);
  assert.equal(css([10, 128, 255]), "rgb(10, 128, 255)");
});

test("mixing nothing or all of a colour gives the colour itself", () => {
  assert.ok(near(mix(ZERO, POSITIVE, 0), ZERO));
  assert.ok(near(mix(ZERO, POSITIVE, 1), POSITIVE));
});

test("half of black and white looks half as light, and is grey", () => {
  const [red, green, blue] = mix([0, 0, 0], [255, 255, 255], 0.5);
  assert.ok(near([red, green], [green, blue], 0));
  assert.ok(Math.abs(red - 99) <= 1); // OKLab's middle, well below the 188 of linear light
});

test("a gate's scale goes from the page's colour to the gate's, and no further", () => {
  const scale = sequential(ZERO, POSITIVE);
  assert.deepEqual([scale.low, scale.high], [0, 1]);
  assert.ok(near(scale.colour(0), ZERO));
  assert.ok(near(scale.colour(1), POSITIVE));
  assert.deepEqual(scale.colour(-3), scale.colour(0));
  assert.deepEqual(scale.colour(7), scale.colour(1));
});

test("a state's scale meets at zero", () => {
  const scale = diverging(ZERO, NEGATIVE, POSITIVE, 2);
  assert.ok(near(scale.colour(-2), NEGATIVE));
  assert.ok(near(scale.colour(0), ZERO, 2));
  assert.ok(near(scale.colour(2), POSITIVE));
  assert.ok(near(scale.colour(1), mix(ZERO, POSITIVE, 0.5), 2));
});

test("NaN has the colour of the lowest value", () => {
  for (const scale of [sequential(ZERO, POSITIVE), diverging(ZERO, NEGATIVE, POSITIVE, 1)])
    assert.deepEqual(scale.colour(NaN), scale.colour(scale.low));
});

test("ink is black or white, whichever can be read", () => {
  assert.equal(inkOn([255, 255, 200]), "#111111");
  assert.equal(inkOn([20, 20, 90]), "#ffffff");
});

test("a quantity's bounds decide its scale", () => {
  const quantity = (name, bounds) => ({ name, bounds, colour: { light: "#000000", dark: "#ffffff" } });
  const scene = {
    diverging: { light: ["#b2182b", "#2166ac"], dark: ["#ff0000", "#0000ff"] },
    quantities: [quantity("gate", [0, 1]), quantity("state", [-1, 1]), quantity("cell", null)],
    largest: () => 2.5,
  };
  const palette = new Palette(scene, { dark: false, zero: ZERO, background: ZERO, text: [0, 0, 0] });
  const ends = (name) => [palette.scale(name).low, palette.scale(name).high];
  assert.deepEqual(ends("gate"), [0, 1]);
  assert.deepEqual(ends("state"), [-1, 1]);
  assert.deepEqual(ends("cell"), [-2.5, 2.5]);
  assert.ok(near(palette.scale("gate").colour(1), [0, 0, 0]));
  assert.ok(near(palette.scale("cell").colour(-2.5), NEGATIVE));
  const dark = new Palette(scene, { dark: true, zero: [0, 0, 0], background: [0, 0, 0], text: ZERO });
  assert.ok(near(dark.scale("gate").colour(1), [255, 255, 255]));
});
