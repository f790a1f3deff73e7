// @ts-check
// colour: scales from numbers to colours, mixed in OKLab so that equal steps look equal.

/** @import { Colour, Quantity, Scale, Shades, Theme } from "./types.d.ts" */

import { clamp, contextOf } from "./elements.js";

/** @type {(x: number) => number} */
const fromLinear = (x) => (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);
/** @type {(x: number) => number} */
const toLinear = (x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

/** @type {(colour: Colour) => number[]} */
function toLab([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((channel) => toLinear(channel / 255));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** @type {(lab: number[]) => Colour} */
function fromLab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((channel) => Math.round(255 * clamp(fromLinear(clamp(channel, 0, 1)), 0, 1)));
}

/** @type {(from: Colour, to: Colour, share: number) => Colour} */
export function mix(from, to, share) {
  const [start, end] = [toLab(from), toLab(to)];
  return fromLab(start.map((channel, index) => channel + share * (end[index] - channel)));
}

/** @type {(colour: Colour) => string} */
export const css = ([red, green, blue]) => `rgb(${red}, ${green}, ${blue})`;

/** @type {(text: string) => Colour} */
export const hex = (text) => [1, 3, 5].map((start) => parseInt(text.slice(start, start + 2), 16));

/** @type {(colour: Colour) => number} */
function luminance(colour) {
  const [red, green, blue] = colour.map((channel) => toLinear(channel / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// Black or white, whichever is easier to read on this colour.
/** @type {(colour: Colour) => string} */
export const inkOn = (colour) => (luminance(colour) > 0.18 ? "#111111" : "#ffffff");

// The style sheet applies the theme that Streamlit hands down as CSS variables; here it is read.
/** @type {(root: Element) => Theme} */
export function readTheme(root) {
  const style = getComputedStyle(root);
  /** @type {(text: string) => Colour} */
  const channels = (text) => (text.match(/[\d.]+/g) || [255, 255, 255]).slice(0, 3).map(Number);
  const [background, text] = [channels(style.backgroundColor), channels(style.color)];
  const dark = luminance(background) < 0.18;
  return { background, text, dark, zero: mix(background, text, dark ? 0.12 : 0.05) };
}

export const STEPS = 256;

// A scale is 256 colours between its two ends.
/** @type {(low: number, high: number, colourAt: (share: number) => Colour) => Scale} */
function makeScale(low, high, colourAt) {
  const ramp = Array.from({ length: STEPS }, (_, index) => colourAt(index / (STEPS - 1)));
  /** @type {(value: number) => number} */
  const index = (value) => Math.round((STEPS - 1) * clamp((value - low) / (high - low), 0, 1)) || 0;
  const stops = Array.from({ length: 17 }, (_, stop) => css(ramp[Math.round(stop * 15.9375)]));
  return {
    low,
    high,
    colour: (value) => ramp[index(value)],
    gradient: `linear-gradient(to right, ${stops.join(", ")})`,
  };
}

// Gates: from the page's own colour to the gate's. States: two colours that meet at zero.
/** @type {(zero: Colour, full: Colour) => Scale} */
export const sequential = (zero, full) => makeScale(0, 1, (share) => mix(zero, full, share));

/**
 * @param {Colour} zero
 * @param {Colour} negative
 * @param {Colour} positive
 * @param {number} largest
 * @returns {Scale}
 */
export function diverging(zero, negative, positive, largest, middle = 0) {
  /** @type {(share: number) => [Colour, number]} */
  const half = (share) => (share < 0.5 ? [negative, 1 - 2 * share] : [positive, 2 * share - 1]);
  return makeScale(middle - largest, middle + largest, (share) => {
    const [end, distance] = half(share);
    return mix(zero, end, distance);
  });
}

/**
 * @typedef {object} Coloured
 * @property {Shades<[negative: string, positive: string]>} diverging
 * @property {Quantity[]} quantities
 * @property {(name: string) => number} largest of an unbounded quantity, the magnitude
 */

export class Palette {
  /**
   * @param {Coloured} scene
   * @param {Theme} theme
   */
  constructor(scene, theme) {
    this.theme = theme;
    const shade = theme.dark ? "dark" : "light";
    this.negative = hex(scene.diverging[shade][0]);
    this.positive = hex(scene.diverging[shade][1]);
    /** @type {Map<string, Colour>} */
    this.own = new Map(scene.quantities.map((q) => [q.name, hex(q.colour[shade])]));
    /** @type {Map<string, Scale>} */
    this.scales = new Map(scene.quantities.map((q) => [q.name, this.scaleOf(q, scene)]));
    this.share = this.between(0.5, 0.5);
    this.wire = this.between(1);
  }

  /** @param {number} largest */
  between(largest, middle = 0) {
    return diverging(this.theme.zero, this.negative, this.positive, largest, middle);
  }

  // A quantity's own colour, wherever it is named.
  /** @param {string} name */
  ownColour(name) {
    return /** @type {Colour} */ (this.own.get(name));
  }

  // The scale from a quantity's numbers to colours.
  /** @param {string} name */
  scale(name) {
    return /** @type {Scale} */ (this.scales.get(name));
  }

  /** @type {(quantity: Quantity, scene: Coloured) => Scale} */
  scaleOf({ name, bounds }, scene) {
    if (bounds && bounds[0] === 0) return sequential(this.theme.zero, this.ownColour(name));
    return this.between(bounds ? bounds[1] : scene.largest(name));
  }
}

// A matrix as a picture, one pixel a number; the style sheet enlarges it without smoothing.
/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {(x: number, y: number) => Colour} colourAt
 */
export function paint(canvas, width, height, colourAt) {
  // Setting a size, even the same, clears the canvas and lays the page out again.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = contextOf(canvas);
  const image = context.createImageData(width, height);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const [red, green, blue] = colourAt(x, y);
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
}
