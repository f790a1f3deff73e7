// @ts-check
// maps: one quantity over the whole text, painted once; a step only moves cursor and veil.

/** @import { Palette } from "./colour.js" */
/** @import { Scene } from "./payload.js" */
/** @import { Context, Panel, Quantity, Scale, View } from "./types.d.ts" */

import { css, paint } from "./colour.js";
import { clamp, decimals, element, fill, isolated, shareOf, write } from "./elements.js";
import { writeSymbol } from "./symbols.js";

/**
 * @typedef {object} Tip
 * @property {HTMLElement} root
 * @property {(scene: Scene, name: string, step: number, unit: number) => void} say
 * @property {(node: HTMLElement, writeTip: (event: PointerEvent) => boolean | void) => void} follow
 * @property {() => void} hide
 */

// One line that says what lies under the pointer.
/** @returns {Tip} */
export function makeTip() {
  const root = element("div", { class: "gs-tip", role: "presentation", hidden: "" });
  /** @type {Tip["say"]} */
  const say = (scene, name, step, unit) => {
    const { title } = scene.quantity(name);
    const sentence = fill(scene.words.tip, {
      quantity: title,
      value: decimals(scene.value(name, step, unit), 4),
      unit,
      step: step + 1,
      token: isolated(scene.tokens[step].label),
    });
    write(root, sentence);
  };
  const hide = () => {
    root.hidden = true;
  };
  // `writeTip` returns false where there is nothing to say.
  /** @type {Tip["follow"]} */
  const follow = (node, writeTip) => {
    node.addEventListener("pointermove", (event) => {
      root.hidden = writeTip(event) === false;
      // What is scrolled moves under a pointer that rests: the line would be about something else.
      addEventListener("scroll", hide, { capture: true, once: true });
      const frame = /** @type {Element} */ (root.parentElement).getBoundingClientRect();
      const half = root.offsetWidth / 2;
      const x = clamp(event.clientX - frame.left, half, frame.width - half);
      root.style.left = `${x}px`;
      root.style.top = `${event.clientY - frame.top}px`;
    });
    node.addEventListener("pointerleave", hide);
  };
  return { root, say, follow, hide };
}

/** @typedef {{ nodes: HTMLElement[], show: (step: number, last: number) => void }} Cursor */

// The cursor over one column, and the veil over all that comes after the last one that may be seen.
// Both move by transforms alone: a step needs no layout and repaints no picture.
/** @type {(length: number) => Cursor} */
export function makeCursor(length) {
  const cursor = element("span", { class: "gs-cursor" });
  const veil = element("span", { class: "gs-veil" });
  cursor.style.width = shareOf(1, length);
  /** @type {Cursor["show"]} */
  const show = (step, last) => {
    cursor.style.transform = `translateX(${100 * step}%)`;
    veil.style.transform = `translateX(${(100 * (last + 1)) / length}%)`;
  };
  return { nodes: [veil, cursor], show };
}

/** @type {(scale: Scale) => HTMLElement} */
export function makeLegend(scale) {
  const bar = element("span", { class: "gs-legend-bar" });
  bar.style.background = scale.gradient;
  /** @type {(value: number) => HTMLElement} */
  const end = (value) => element("span", {}, decimals(value, Number.isInteger(value) ? 0 : 1));
  return element("span", { class: "gs-legend" }, end(scale.low), bar, end(scale.high));
}

/** @type {(quantity: Quantity, palette: Palette) => { node: HTMLElement, value: HTMLElement }} */
function makeHeading(quantity, palette) {
  const swatch = element("span", { class: "gs-swatch" });
  swatch.style.background = css(palette.ownColour(quantity.name));
  const value = element("span", { class: "gs-value", "data-testid": `gs-value-${quantity.name}` });
  const name = element("span", { class: "gs-name" }, quantity.title);
  const heading = element(
    "h3",
    { title: quantity.meaning },
    swatch,
    writeSymbol(quantity.symbol),
    name,
  );
  const legend = makeLegend(palette.scale(quantity.name));
  return { node: element("header", {}, heading, value, legend), value };
}

/** @type {(event: MouseEvent, root: Element, count: number) => number} */
export function columnAt(event, root, count) {
  const { left, width } = root.getBoundingClientRect();
  return clamp(Math.floor((count * (event.clientX - left)) / width), 0, count - 1);
}

/** @type {(quantity: Quantity, context: Context) => Panel} */
export function makeMap(quantity, { scene, palette, actions, tip }) {
  const { name } = quantity;
  const { words } = scene;
  const scale = palette.scale(name);
  const canvas = element("canvas", {
    role: "img",
    "aria-label": fill(words.map, { quantity: quantity.title }),
  });
  paint(canvas, scene.length, scene.units, (step, unit) =>
    scale.colour(scene.value(name, step, unit)),
  );
  const cursor = makeCursor(scene.length);
  const unitMark = element("span", { class: "gs-unit-mark" });
  unitMark.style.height = `max(2px, ${100 / scene.units}%)`;
  const plot = element("div", { class: "gs-plot" }, canvas, unitMark, ...cursor.nodes);
  const { node, value } = makeHeading(quantity, palette);
  let lastSeen = scene.length - 1;
  /** @type {(event: MouseEvent) => [step: number, unit: number]} */
  const at = (event) => {
    const { top, height } = plot.getBoundingClientRect();
    const unit = clamp(
      Math.floor((scene.units * (event.clientY - top)) / height),
      0,
      scene.units - 1,
    );
    return [columnAt(event, plot, scene.length), unit];
  };
  plot.addEventListener("click", (event) => actions.go(...at(event)));
  tip.follow(plot, (event) => {
    const [step, unit] = at(event);
    return step <= lastSeen && tip.say(scene, name, step, unit);
  });
  /** @type {(view: View) => void} */
  const show = ({ step, unit, seen }) => {
    lastSeen = seen;
    cursor.show(step, seen);
    // Beside a larger network, the selected unit may not exist in this one.
    const exact = unit < scene.units ? scene.value(name, step, unit) : null;
    unitMark.hidden = exact === null;
    unitMark.style.top = shareOf(unit, scene.units);
    write(value, exact === null ? "–" : decimals(exact));
    value.setAttribute("data-value", String(exact ?? ""));
  };
  return { root: element("section", { class: "gs-map" }, node, plot), show };
}
