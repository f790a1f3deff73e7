// @ts-check
// stacks: three stacked bars beside each other, a band for each output, and the dart.

/** @import { Choices } from "./choices.js" */

import { decimals, ems, shape, shorten } from "../base/elements.js";
import { KEPT } from "./choices.js";

export const [WIDE, HIGH] = [440, 320];
export const [LEFTS, BAR] = [[14, 145, 276], 96];
const [LABEL_HIGH, THIN, DART] = [17, 2.5, 12];

/** @typedef {{ position: number, dart: boolean }} Drawn `dart`: whether the throw is shown */
/** @typedef {{ y: number, height: number }} Box */

// The output that has the number 0 lies at the bottom, as the dart is measured from there.
/** @type {(choices: Choices, step: number, place: number, bar: number) => Box} */
export function boxOf(choices, step, place, bar) {
  const { start, size } = choices.segment(step, place, bar);
  return { y: HIGH * (1 - start - size), height: HIGH * size };
}

/** @type {(number: number) => string} */
const short = (number) => String(Math.round(100 * number) / 100);

/** @type {(bar: number, box: Box) => string} */
const rectangle = (bar, { y, height }) =>
  `M${LEFTS[bar]} ${short(y)}h${BAR}v${short(height)}h${-BAR}Z`;

// From the right edge of a bar to the left edge of the next one.
/** @type {(bar: number, from: Box, to: Box) => string} */
export function bandPath(bar, from, to) {
  const [left, right] = [LEFTS[bar] + BAR, LEFTS[bar + 1]];
  const middle = (left + right) / 2;
  const [top, low] = [from.y, from.y + from.height].map(short);
  const [topAfter, lowAfter] = [to.y, to.y + to.height].map(short);
  const there = `C${middle} ${top} ${middle} ${topAfter} ${right} ${topAfter}`;
  return `M${left} ${top}${there}V${lowAfter}C${middle} ${lowAfter} ${middle} ${low} ${left} ${low}Z`;
}

const LAYERS = ["gc-cut", "gc-cut-other", "gc-kept", "gc-kept-other"];

/** @typedef {{ root: SVGElement, show: (drawn: Drawn) => void }} Stacks */

/** @type {(choices: Choices) => Stacks} */
export function makeStacks(choices) {
  const bands = shape("path", { class: "gc-band" });
  const takenBand = shape("path", { class: "gc-band gc-band-taken" });
  const layers = LAYERS.map((name) => shape("path", { class: name }));
  const taken = shape("path", { class: "gc-taken" });
  const frames = LEFTS.map((x) => shape("rect", { x, y: 0, width: BAR, height: HIGH, class: "gc-frame" }));
  const names = shape("g", { class: "gc-names" });
  const dart = makeDart();
  const root = shape(
    "svg",
    { viewBox: `0 -8 ${WIDE} ${HIGH + 16}`, "aria-hidden": "true", "data-testid": "gc-stacks" },
    ...frames, bands, takenBand, ...layers, taken, names, dart.root,
  );
  const labels = makeLabels(names);
  /** @type {Stacks["show"]} */
  const show = ({ position, dart: thrown }) => {
    const places = choices.places(position);
    const number = thrown ? choices.taken(position) : null;
    const paths = LAYERS.map(() => "");
    let [between, ofTaken, takenBands] = ["", "", ""];
    labels.begin();
    places.forEach((place) => {
      const output = choices.output(position, place);
      const isTaken = output === number;
      const boxes = LEFTS.map((_, bar) => boxOf(choices, position, place, bar));
      const shares = choices.shares(position, place);
      const canBeHit = shares[KEPT] > 0;
      boxes.forEach((box, bar) => {
        if (shares[bar] === 0) return;
        if (isTaken) ofTaken += rectangle(bar, atLeast(box));
        else paths[2 * Number(canBeHit) + (output % 2)] += rectangle(bar, box);
        labels.add(choices.outputs[output], bar, box, isTaken);
        if (bar === KEPT || shares[bar + 1] === 0) return;
        const band = bandPath(bar, box, boxes[bar + 1]);
        if (isTaken) takenBands += band;
        else between += band;
      });
    });
    labels.end();
    layers.forEach((layer, index) => layer.setAttribute("d", paths[index]));
    bands.setAttribute("d", between);
    takenBand.setAttribute("d", takenBands);
    taken.setAttribute("d", ofTaken);
    dart.show(thrown && position >= choices.prime ? choices.dart(position) : null, choices.wasGiven(position));
  };
  return { root, show };
}

// What was taken can be seen, however improbable it was.
/** @type {(box: Box) => Box} */
const atLeast = ({ y, height }) =>
  height < THIN ? { y: y - (THIN - height) / 2, height: THIN } : { y, height };

// Names stand on the segments that are high enough; their nodes are used again at each step.
/** @param {SVGElement} root */
function makeLabels(root) {
  /** @type {SVGElement[]} */
  const nodes = [];
  let used = 0;
  const begin = () => { used = 0; };
  /** @type {(label: string, bar: number, box: Box, isTaken: boolean) => void} */
  const add = (label, bar, { y, height }, isTaken) => {
    if (height < LABEL_HIGH) return;
    if (used === nodes.length) {
      nodes.push(shape("text", { "text-anchor": "middle" }));
      root.append(nodes[used]);
    }
    const node = nodes[used];
    const text = ems(label) > 5.5 ? shorten(label, label > "\u1100" ? 5 : 8) : label;
    if (node.textContent !== text) node.textContent = text;
    node.setAttribute("x", String(LEFTS[bar] + BAR / 2));
    node.setAttribute("y", short(y + height / 2 + 5));
    node.setAttribute("class", isTaken ? "gc-name-taken" : "");
    used += 1;
  };
  const end = () => {
    for (const node of nodes.slice(used)) if (node.textContent) node.textContent = "";
  };
  return { begin, add, end };
}

// An arrow from the right onto the last bar; one that was not thrown, as a token was given, is pale.
function makeDart() {
  const [tip, x] = [LEFTS[KEPT] + BAR + 1, WIDE];
  const line = shape("path", { d: `M${tip + DART - 2} 0H${x}`, class: "gc-dart-line" });
  const head = shape("path", { d: `M${tip} 0l${DART} -7v14Z`, class: "gc-dart-head" });
  const across = shape("path", { d: `M${LEFTS[KEPT]} 0h${BAR}`, class: "gc-dart-across" });
  const label = shape("text", { x, "text-anchor": "end", class: "gc-dart-label" });
  const root = shape("g", { class: "gc-dart", "data-testid": "gc-dart" }, across, line, head, label);
  /** @type {(value: number | null, isPale: boolean) => void} */
  const show = (value, isPale) => {
    root.setAttribute("visibility", value === null ? "hidden" : "visible");
    if (value === null) return;
    const y = HIGH * (1 - value);
    root.setAttribute("transform", `translate(0 ${short(y)})`);
    root.setAttribute("data-value", String(value));
    root.classList.toggle("gc-pale", isPale);
    label.setAttribute("y", y < 30 ? "20" : "-8");
    label.textContent = decimals(value, 3);
  };
  return { root, show };
}
