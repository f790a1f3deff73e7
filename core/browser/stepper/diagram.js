// @ts-check
// diagram: the cell's wiring, with the selected unit's numbers on the wires.

/** @import { Palette } from "../base/colour.js" */
/** @import { Scene } from "../base/payload.js" */
/** @import { Context, Panel, Quantity, View } from "../base/types.d.ts" */
/** @import { Carries, Plan, StripPlace, Tag } from "./wiring.js" */

import { css, paint } from "../base/colour.js";
import { decimals, element, ems, isolated, shape, shareOf, write } from "../base/elements.js";
import { columnAt } from "../base/maps.js";
import { SIGNS, writeSvgSymbols } from "../base/symbols.js";
import { makePen } from "../base/wires.js";
import { partsOf, squashOf } from "./cell_calculations.js";
import { BOX, BUS, PLANS, TAP, TOP, WIDTH } from "./wiring.js";

/** @typedef {{ node: SVGElement, show: (t: number, unit: number) => void }} Drawn */
/** @typedef {{ nodes: SVGElement[], show: Drawn["show"] }} Part */
/** @typedef {{ h: number, x: number }} Bus */

/** @type {(path: string, carries: Carries, scene: Scene, palette: Palette) => Drawn} */
function makeWire(path, carries, scene, palette) {
  const node = shape("path", { d: path, class: "gs-wire", fill: "none" });
  const pen = makePen(palette);
  /** @type {Drawn["show"]} */
  const show = (t, unit) => {
    const { colour, strength } = pen(carries(scene, t, unit));
    node.style.stroke = colour;
    node.style.strokeWidth = String(1.5 + 6 * strength);
  };
  return { node, show };
}

// "f_t ⊙ c_{t−1}  0.33": the symbol in italics with its index lowered, then the number.
/** @type {(tag: Tag, carries: Carries, scene: Scene) => Drawn} */
function makeTag([latex, x, y, anchor = "start"], carries, scene) {
  const node = shape("text", { x, y, class: "gs-tag", "text-anchor": anchor });
  const symbols = shape("tspan");
  writeSvgSymbols(symbols, latex);
  node.append(symbols);
  const number = shape("tspan", { class: "gs-tag-number", dx: "0.5em" });
  node.append(number);
  return { node, show: (t, unit) => write(number, decimals(carries(scene, t, unit))) };
}

/** @type {(operation: Plan["operations"][number]) => SVGElement} */
function makeOperation([sign, x, y]) {
  const wide = sign.length > 1;
  const width = sign === "tanh" ? 56 : wide ? 36 : 32;
  const height = wide ? 26 : 32;
  const attributes = { x: x - width / 2, y: y - height / 2, width, height, rx: height / 2 };
  const text = shape("text", { x, y, class: "gs-operation-sign" }, sign);
  return shape("g", { class: "gs-operation" }, shape("rect", attributes), text);
}

// A name with a line for each of its first two words, in letters that can be read on a phone.
/** @type {(title: string, x: number, y: number) => SVGElement} */
function makeWords(title, x, y) {
  const [first, ...rest] = title.split(" ");
  const lines = rest.length ? [first, rest.join(" ")] : [first];
  const spans = lines.map((line, place) => shape("tspan", { x, y: y + 24 * place }, line));
  const node = shape("text", { class: "gs-box-words" }, ...spans);
  node.style.setProperty("--ems", String(Math.max(...lines.map(ems))));
  return node;
}

// A gate: its name, value and pre-activation, and below them all units (a canvas, laid over).
/**
 * @param {Quantity} quantity
 * @param {number} centre
 * @param {number} top
 * @param {Context} context
 * @returns {Drawn}
 */
function makeBox(quantity, centre, top, { scene, palette }) {
  const left = centre - BOX.width / 2;
  const own = css(palette.ownColour(quantity.name));
  const frame = { x: left, y: top, width: BOX.width, height: BOX.height, rx: 10, stroke: own };
  const right = centre + BOX.width / 2;
  const symbol = shape("text", { x: left + 12, y: top + 33, class: "gs-box-symbol" });
  writeSvgSymbols(symbol, quantity.symbol);
  const name = shape("text", { x: left + 12, y: top + 59, class: "gs-box-name" }, quantity.short_title);
  name.style.setProperty("--ems", String(ems(quantity.short_title))); // a long name is set smaller, to fit
  const words = makeWords(quantity.short_title, left + 12, top + 60);
  const value = shape("text", { x: right - 12, y: top + 34, class: "gs-box-value" });
  const sum = shape("text", { x: left + 12, y: top + 83, class: "gs-box-sum" });
  const squash = squashOf(quantity);
  const texts = [symbol, name, words, value, sum];
  const node = shape("g", { class: "gs-box" }, shape("rect", frame), ...texts);
  /** @type {Drawn["show"]} */
  const show = (t, unit) => {
    write(value, decimals(scene.value(quantity.name, t, unit)));
    const before = decimals(scene.parts(quantity.name, t, unit).sum);
    write(sum, squash ? `${SIGNS[squash]}(${before})` : "");
  };
  return { node, show };
}

// The taps below a gate: what comes from h, if it sees h, and what comes from x, with its number.
/**
 * @param {string} name
 * @param {number} centre
 * @param {number} bottom
 * @param {Bus} bus
 * @param {Context} context
 * @param {Plan["onTap"]} onTap
 * @returns {Part}
 */
function makeTaps(name, centre, bottom, bus, context, onTap = []) {
  const { scene, palette } = context;
  /** @type {(x: number, from: number, which: "fromX" | "fromH") => Part} */
  const tap = (x, from, which) => {
    /** @type {Carries} */
    const carries = (_, t, unit) => scene.parts(name, t, unit)[which];
    const wire = makeWire(`M${x} ${from} V${bottom}`, carries, scene, palette);
    const number = shape("text", {
      x: x + 8,
      y: bottom + 22,
      class: "gs-tap",
      "text-anchor": "start",
    });
    /** @type {Drawn["show"]} */
    const show = (t, unit) => {
      wire.show(t, unit);
      write(number, decimals(carries(scene, t, unit)));
    };
    return { nodes: [wire.node, number], show };
  };
  /** @type {(cx: number, cy: number) => SVGElement} */
  const dot = (cx, cy) => shape("circle", { cx, cy, r: 4, class: "gs-dot" });
  const taps = [tap(centre + TAP, bus.x, "fromX")];
  const dots = [dot(centre + TAP, bus.x)];
  if (partsOf(scene.quantity(name)).includes("from_h")) {
    taps.unshift(tap(centre - TAP, bus.h, "fromH"));
    dots.unshift(dot(centre - TAP, bus.h));
  }
  const operations = onTap.map(([sign, y]) => makeOperation([sign, centre - TAP, y]));
  return {
    nodes: [...taps.flatMap(({ nodes }) => nodes), ...dots, ...operations],
    show: (t, unit) => taps.forEach(({ show }) => show(t, unit)),
  };
}

// The lines on which h_{t−1}, if any of the gates sees it, and x_t reach every gate.
/** @type {(plan: Plan, bus: Bus, context: Context) => Part} */
function makeBuses(plan, bus, { scene }) {
  const centres = Object.values(plan.boxes);
  const last = Math.max(...centres);
  /** @type {(y: number, end: number) => SVGElement} */
  const line = (y, end) => shape("path", { d: `M16 ${y} H${end}`, class: "gs-bus", fill: "none" });
  const seesH = Object.keys(plan.boxes).some((name) => partsOf(scene.quantity(name)).includes("from_h"));
  const h = shape("text", { x: 16, y: bus.h - 10, class: "gs-tag" });
  writeSvgSymbols(h, "h_{t-1}");
  const x = shape("text", { x: 16, y: bus.x + 24, class: "gs-tag" });
  writeSvgSymbols(x, "x_t");
  const token = shape("tspan", { class: "gs-tag-token", dx: "0.5em" });
  x.append(token);
  const number = shape("tspan", { class: "gs-tag-number", dx: "0.5em" });
  if (plan.boxes.hidden_state) h.append(number);
  /** @type {Drawn["show"]} */
  const show = (t, unit) => {
    write(token, isolated(scene.tokens[t].label));
    write(number, decimals(scene.before("hidden_state", t, unit)));
  };
  const ofH = seesH ? [line(bus.h, last - TAP), h] : [];
  return { nodes: [...ofH, line(bus.x, last + TAP), x], show };
}

// Every unit of one quantity at this step, over the drawing.
/**
 * @param {string} name
 * @param {StripPlace} place
 * @param {number} height
 * @param {Context} context
 * @returns {{ node: HTMLElement, show: Drawn["show"] }}
 */
function makeStrip(name, [left, top, width], height, context) {
  const { scene, palette, actions, tip } = context;
  const canvas = element("canvas", { "aria-hidden": "true" });
  const mark = element("span", { class: "gs-strip-mark" });
  const root = element("div", { class: "gs-strip" }, canvas, mark);
  const [across, down] = [WIDTH, height - TOP];
  Object.assign(root.style, {
    left: shareOf(left, across),
    width: shareOf(width, across),
    top: shareOf(top - TOP, down),
    height: shareOf(16, down),
  });
  mark.style.width = `max(3px, ${100 / scene.units}%)`;
  const scale = palette.scale(name);
  let at = 0;
  /** @type {(event: MouseEvent) => number} */
  const unitAt = (event) => columnAt(event, root, scene.units);
  root.addEventListener("click", (event) => actions.pick(unitAt(event)));
  tip.follow(root, (event) => tip.say(scene, name, at, unitAt(event)));
  /** @type {Drawn["show"]} */
  const show = (t, unit) => {
    at = t;
    const row = scene.row(name, t);
    paint(canvas, scene.units, 1, (x) => scale.colour(row[x]));
    mark.style.left = shareOf(unit, scene.units);
  };
  return { node: root, show };
}

/** @type {(context: Context) => Panel} */
export function makeDiagram(context) {
  const { scene } = context;
  const plan = PLANS[scene.cell]();
  const top = plan.top ?? BOX.top;
  const lower = top - BOX.top + (plan.drop ?? 0);
  const bus = { h: BUS.h + lower, x: BUS.x + lower };
  /** @type {Part[]} */
  const parts = [makeBuses(plan, bus, context)];
  for (const wire of plan.wires) {
    const { node, show } = makeWire(wire.path, wire.carries, scene, context.palette);
    parts.push({ nodes: [node], show });
    if (wire.tag) {
      const tag = makeTag(wire.tag, wire.carries, scene);
      parts.push({ nodes: [tag.node], show: tag.show });
    }
  }
  if (plan.sense) {
    const [name, x, y] = plan.sense;
    const text = shape("text", { x, y, class: "gs-sense" }, scene.quantity(name).sense);
    parts.push({ nodes: [text], show: () => {} });
  }
  for (const [name, centre] of Object.entries(plan.boxes)) {
    const onTap = name === "candidate" ? plan.onTap : [];
    parts.push(makeTaps(name, centre, top + BOX.height, bus, context, onTap));
  }
  for (const { path, carries } of plan.bridges ?? []) {
    const gap = shape("path", { d: path, class: "gs-gap", fill: "none" });
    const { node, show } = makeWire(path, carries, scene, context.palette);
    parts.push({ nodes: [gap, node], show });
  }
  for (const [name, centre] of Object.entries(plan.boxes)) {
    const box = makeBox(scene.quantity(name), centre, top, context);
    parts.push({ nodes: [box.node], show: box.show });
  }
  const strips = stripPlaces(plan, top).map(([name, place]) =>
    makeStrip(name, place, plan.height, context),
  );
  const drawing = shape("svg", {
    viewBox: `0 ${TOP} ${WIDTH} ${plan.height - TOP}`,
    "aria-hidden": "true",
  });
  drawing.append(...parts.flatMap(({ nodes }) => nodes), ...plan.operations.map(makeOperation));
  const figure = element(
    "div",
    { class: "gs-diagram" },
    drawing,
    ...strips.map(({ node }) => node),
  );
  const title = element("h2", {}, scene.words.diagram);
  const root = element("section", { class: "gs-card gs-diagram-card" }, title, figure);
  const shows = [...parts, ...strips];
  return { root, show: (/** @type {View} */ { step, unit }) => shows.forEach(({ show }) => show(step, unit)) };
}

/** @type {(plan: Plan, top: number) => [name: string, place: StripPlace][]} */
function stripPlaces(plan, top) {
  /** @type {(box: [name: string, centre: number]) => [name: string, place: StripPlace]} */
  const inBox = ([name, centre]) => [
    name,
    [centre - BOX.width / 2 + 12, top + BOX.height - 24, BOX.width - 24],
  ];
  return [
    ...Object.entries(plan.boxes).map(inBox),
    ...Object.entries(plan.strips).filter(([name]) => !(name in plan.boxes)),
  ];
}
