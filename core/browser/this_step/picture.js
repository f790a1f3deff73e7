// @ts-check
// picture: the panel as one SVG, for a file: it stands without style sheets.

/** @import { Theme } from "../base/types.d.ts" */
/** @import { Scene } from "../base/payload.js" */
/** @import { At, Row } from "./row.js" */

import { css } from "../base/colour.js";
import { decimals, element, shape, shareOf } from "../base/elements.js";
import { tickText, unitLabels } from "./axis.js";
import { ACROSS, barOf, DOWN, outline, shareDown } from "./bars.js";
import { PALE } from "./row.js";

const [LEFT, RIGHT, TOP, ROW, PLOT, BELOW] = [56, 12, 40, 134, 96, 28]; // in pixels
const [LEAST, SMALL] = [640, 13];

/** @typedef {{ heading: string, width: number, font: string, theme: Theme }} Sheet */

/** @type {(x: number, y: number, text: string, more?: Record<string, string | number>) => SVGElement} */
const makeText = (x, y, text, more = {}) => shape("text", { x, y, ...more }, text);

/** @type {(row: Row, scene: Scene, at: At, width: number) => SVGElement[]} */
function drawRow({ quantity, colour, axis }, scene, { step, unit }, width) {
  const { name, title } = quantity;
  const value = scene.value(name, step, unit);
  const one = barOf(value, unit, scene.units, axis);
  const scale = width / (ACROSS * scene.units);
  const thick = Math.max(2, scale * one.width);
  const ticks = axis.ticks.flatMap((tick) => {
    const y = PLOT * shareDown(tick, axis);
    const line = { x1: 0, x2: width, y1: y, y2: y, stroke: "currentColor", "stroke-opacity": 0.2 };
    const end = { "text-anchor": "end", "font-size": SMALL };
    return [shape("line", line), makeText(-8, y + 4, tickText(tick), end)];
  });
  const frame = { viewBox: `0 0 ${ACROSS * scene.units} ${DOWN}`, preserveAspectRatio: "none" };
  const all = { d: outline(scene.row(name, step), axis), fill: colour, "fill-opacity": PALE };
  return [
    makeText(0, -12, title, { fill: colour, "font-size": 15 }),
    makeText(width, -12, decimals(value, 4), { "text-anchor": "end", "font-size": 15 }),
    ...ticks,
    shape("svg", { ...frame, width, height: PLOT }, shape("path", all)),
    shape("rect", {
      x: scale * (one.x + one.width / 2) - thick / 2,
      y: (PLOT * one.y) / DOWN,
      width: thick,
      height: (PLOT * one.height) / DOWN,
      fill: colour,
    }),
  ];
}

/** @type {(rows: Row[], scene: Scene, at: At, sheet: Sheet) => SVGElement} */
export function makePicture(rows, scene, at, { heading, font, theme, ...sheet }) {
  const width = Math.max(LEAST, sheet.width); // the heading is one line
  const across = width - LEFT - RIGHT;
  const height = TOP + ROW * rows.length + BELOW;
  const drawn = rows.map((row, place) =>
    shape(
      "g",
      { transform: `translate(${LEFT} ${TOP + ROW * place + ROW - PLOT})` },
      ...drawRow(row, scene, at, across),
    ),
  );
  const units = unitLabels(scene.units).map(({ unit, middle }) =>
    makeText(LEFT + middle * across, height - 8, String(unit), {
      "text-anchor": "middle", "font-size": SMALL,
    }),
  );
  const frame = { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": font };
  const page = { width: shareOf(1, 1), height: shareOf(1, 1), fill: css(theme.background) };
  const ink = { fill: css(theme.text), color: css(theme.text) };
  const parts = [makeText(LEFT, 26, heading, { "font-size": 15 }), ...drawn, ...units];
  return shape("svg", frame, shape("rect", page), shape("g", ink, ...parts));
}

/** @type {(picture: SVGElement) => void} */
export function save(picture) {
  const text = new XMLSerializer().serializeToString(picture);
  const href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  element("a", { href, download: "gatescope.svg" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000); // the browser reads it a moment later
}
