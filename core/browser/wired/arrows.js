// @ts-check
// arrows: the lines of the unrolled drawing, each with its shape and, at the reader's step, its numbers.

/** @import { Scale } from "../base/types.d.ts" */
/** @import { WiredArrow } from "./model.js" */
/** @import { Layout, Route } from "./layout.js" */
/** @import { Inks, Means } from "./drawing.js" */

import { css } from "../base/colour.js";
import { fill, put, shape } from "../base/elements.js";

/**
 * @typedef {object} DrawnArrow
 * @property {SVGElement} line
 * @property {SVGElement} words its shape and, at the reader's step, its numbers
 * @property {(isLit: boolean) => void} light
 * @property {(isHere: boolean) => void} step
 */

/** @type {(arrow: WiredArrow) => "hidden" | "cell" | "muted"} */
const inkName = ({ kind }) =>
  kind.endsWith("cell state") ? "cell" : kind.endsWith("hidden state") ? "hidden" : "muted";

/** @type {(route: Route, layout: Layout, isNew: boolean, means: Means) => DrawnArrow} */
export function makeArrow({ arrow, path, label, strip }, layout, isNew, means) {
  const { inks, scaleOf, model } = means;
  const [left, right] = layout.area;
  const leaves = [arrow.source, arrow.target].some((end) => end.column !== null && !layout.boxes.has(end));
  const stroke = shape("path", { d: path, fill: "none", "stroke-dasharray": isNew ? "5 3" : null });
  const line = shape(
    "g",
    { "data-arrow": arrow.id, ...(leaves ? { "clip-path": "url(#wired-area)" } : {}) },
    shape("path", { d: path, fill: "none", stroke: "transparent", "stroke-width": 12 }),
    stroke,
  );
  const said = { kind: arrow.title, from: arrow.source.name, to: arrow.target.name, shape: arrow.shape };
  line.append(shape("title", {}, fill(model.words.one_arrow, said)));
  const words = shape("g", { "data-arrow": arrow.id });
  const isFar = leaves ? label.x < left || label.x > right : label.x < left - 70 || label.x > right + 70;
  const text = shape(
    "text",
    { x: label.x, y: label.y, "text-anchor": label.anchor, stroke: inks.page, "stroke-width": 3,
      "paint-order": "stroke" },
    arrow.shape,
  );
  if (!isFar) words.append(text);
  /** @type {DrawnArrow["light"]} */
  const light = (isLit) => {
    const ink = isLit ? "accent" : inkName(arrow);
    put(stroke, { stroke: inks[ink], "stroke-width": isLit ? 3 : 1.4, "marker-end": `url(#wired-${ink})` }, []);
    put(text, { fill: isLit ? inks.accent : inks.text, "font-weight": isLit ? 700 : 400 }, []);
  };
  /** @type {DrawnArrow["step"]} */
  const step = (isHere) => {
    const numbers = isHere && !isFar ? makeStrip(arrow, strip, layout, scaleOf(arrow), inks) : [];
    words.replaceChildren(...numbers, ...(isFar ? [] : [text]));
  };
  light(false);
  return { line, words, light, step };
}

// The numbers of the reader's step as a strip of colours on their arrow.
/** @type {(arrow: WiredArrow, at: { x: number, y: number }, layout: Layout, scale: Scale, inks: Inks) => SVGElement[]} */
function makeStrip({ values }, { x, y }, { column }, scale, inks) {
  const width = Math.min(0.42 * column, 7 * values.length);
  const each = width / values.length;
  const height = column < 60 ? 5 : 7;
  const [left, top] = [x - width / 2, y - height / 2];
  const cells = Array.from(values, (value, place) =>
    shape("rect", {
      x: left + place * each, y: top, width: each + 0.1, height, fill: css(scale.colour(value)),
    }),
  );
  const frame = { x: left, y: top, width, height, fill: "none", stroke: inks.muted, "stroke-width": 0.8 };
  return [...cells, shape("rect", frame)];
}
