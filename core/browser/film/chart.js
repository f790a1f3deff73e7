// @ts-check
// chart: the losses of the trainings, the optimum as a line, and the rulers, dashed and named.

/** @import { Shared, SteppingActions, Theme, View } from "../base/types.d.ts" */
/** @import { FilmModel, FilmRun } from "./model.js" */
/** @import { LossScale } from "./scales.js" */

import { css, hex, mix } from "../base/colour.js";
import { clamp, decimals, element, ems, fill, grouped, put, shape, shorten, write } from "../base/elements.js";
import { frameBeside } from "./model.js";
import { linearScale, logScale, spread, ticks } from "./scales.js";

const [HEIGHT, LEFT, TOP, BOTTOM] = [300, 46, 8, 26];
export const LOG = "log"; // the scale that shows distances from the optimum
const NARROW = 560; // from here on, names of rulers stand over the chart's lines

/**
 * @typedef {object} Frame
 * @property {number} width
 * @property {number} height
 * @property {number} right where the lines end
 * @property {number} font in pixels
 * @property {(step: number) => number} x
 * @property {(loss: number) => number} y
 * @property {LossScale["marks"]} marks of the losses
 * @property {number} last the last step of all
 */
/** @typedef {{ text: string, faint: string, muted: string, page: string, accent: string }} Inks */

/** @type {(arrays: FilmRun["arrays"]) => number} */
function lastStep({ steps, losses }) {
  const { values, shape: [count] } = losses;
  return Math.max(steps.values[steps.values.length - 1], count ? values[2 * count - 2] : 0);
}

/** @type {(model: FilmModel, width: number, isLog: boolean) => Frame} */
function frameOf(model, width, isLog) {
  const font = model.lecture ? 16 : 13;
  const names = [...model.rulers.map(([name]) => name), model.words.optimum];
  const longest = Math.max(...names.map((name) => ems(shorten(name, 30)) + 4.8));
  const room = width < NARROW ? 8 : Math.min(longest * font + 16, 0.42 * width);
  const height = model.lecture ? 1.15 * HEIGHT : HEIGHT;
  const [right, bottom] = [width - room, height - BOTTOM];
  const last = Math.max(1, ...model.runs.map(({ arrays }) => lastStep(arrays)));
  const { share, marks } = isLog && model.optimum !== null ? logScale(model, model.optimum) : linearScale(model);
  return {
    width, height, right, font, last, marks,
    x: (step) => LEFT + ((right - LEFT) * step) / last,
    y: (loss) => clamp(TOP + (1 - share(loss)) * (bottom - TOP), TOP, bottom),
  };
}

/** @type {(points: [x: number, y: number][]) => string} */
const pathOf = (points) =>
  points.map(([x, y], place) => `${place ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

// The loss of each training text is faint, that of the held-out ones strong.
/** @type {(run: FilmRun, frame: Frame, ink: string) => SVGElement} */
function makeLines({ arrays }, frame, ink) {
  const { values, shape: [count] } = arrays.losses;
  /** @type {[number, number][]} */
  const trained = Array.from({ length: count }, (_, place) => [
    frame.x(values[2 * place]), frame.y(values[2 * place + 1]),
  ]);
  /** @type {[number, number][]} */
  const held = Array.from(arrays.steps.values, (step, place) => [
    frame.x(step), frame.y(arrays.held_out.values[place]),
  ]);
  return shape(
    "g",
    { fill: "none", stroke: ink, "stroke-linejoin": "round" },
    shape("path", { d: pathOf(trained), "stroke-width": 1, "stroke-opacity": 0.35 }),
    shape("path", { d: pathOf(held), "stroke-width": 2.2 }),
  );
}

/** @type {(model: FilmModel, frame: Frame, inks: Inks) => SVGElement[]} */
function makeRulers({ rulers, optimum, words }, frame, inks) {
  /** @type {[name: string, value: number, isOptimum: boolean][]} */
  const lines = rulers.map(([name, value]) => [name, value, false]);
  if (optimum !== null) lines.push([words.optimum, optimum, true]);
  const wide = frame.width >= NARROW;
  const ends = { low: TOP + 6, high: frame.height - BOTTOM };
  const wanted = lines.map(([, value]) => frame.y(value));
  const heights = wide ? spread(wanted, frame.font + 2, ends) : wanted;
  const inside = new Set(wide ? [] : apart(wanted, frame.font + 3));
  return lines.flatMap(([name, value, isOptimum], place) => {
    const y = frame.y(value);
    const ink = isOptimum ? inks.text : inks.muted;
    const line = shape("path", {
      d: `M${LEFT} ${y}H${frame.right}`, stroke: ink, fill: "none",
      "stroke-width": isOptimum ? 1.6 : 1, "stroke-dasharray": isOptimum ? null : "5 4",
    });
    const words = `${shorten(name, 30)} ${decimals(value, 3)}`;
    if (!wide) {
      const at = { x: frame.right, y: y - 3, "text-anchor": "end", fill: ink, "font-size": 11.5 };
      return inside.has(place) ? [line, shape("text", at, words)] : [line];
    }
    const height = heights[place];
    const lead = shape("path", {
      d: `M${frame.right} ${y}L${frame.right + 8} ${height}`, stroke: inks.faint, fill: "none",
    });
    const text = shape(
      "text",
      { x: frame.right + 11, y: height + 0.35 * frame.font, fill: ink },
      words,
    );
    return [line, lead, text];
  });
}

// Which heights, the lowest on the page first, are so far apart that each has room for its name.
/** @type {(heights: number[], least: number) => number[]} */
function apart(heights, least) {
  /** @type {number[]} */
  const kept = [];
  for (let place = heights.length - 1; place >= 0; place -= 1) {
    const before = heights[kept[kept.length - 1]] ?? Infinity;
    if (before - heights[place] >= least) kept.push(place);
  }
  return kept;
}

/** @type {(model: FilmModel, frame: Frame, inks: Inks) => SVGElement[]} */
function makeAxes({ words }, frame, inks) {
  const bottom = frame.height - BOTTOM;
  const low = ticks({ low: 0, high: frame.last }, (frame.right - LEFT) / 90);
  const across = low.map((step) =>
    shape(
      "text",
      { x: frame.x(step), y: bottom + 18, fill: inks.muted,
        "text-anchor": frame.right - frame.x(step) < 20 ? "end" : "middle" },
      grouped(step),
    ),
  );
  return [
    shape("path", { d: `M${LEFT} ${TOP}V${bottom}H${frame.right}`, fill: "none", stroke: inks.faint }),
    ...across,
    shape("title", {}, words.chart),
  ];
}

/** @type {(frame: Frame, inks: Inks) => SVGElement[]} */
const makeHeights = ({ marks, y }, inks) =>
  marks.map(([loss, text]) =>
    shape("text", { x: LEFT - 6, y: y(loss) + 4, "text-anchor": "end", fill: inks.muted }, text),
  );

/** @type {(theme: Theme, root: Element) => Inks} */
export function inksOf(theme, root) {
  const between = (/** @type {number} */ share) => css(mix(theme.background, theme.text, share));
  const accent = getComputedStyle(root).getPropertyValue("--st-primary-color").trim();
  return {
    text: css(theme.text), muted: between(0.72), faint: between(0.22), page: css(theme.background),
    accent: accent || css(theme.text),
  };
}

/** @type {(shared: Shared<FilmModel, SteppingActions>, root: Element) => { root: HTMLElement, show: (view: View) => void, redraw: () => void }} */
export function makeChart({ scene: model, theme, actions, tip }, host) {
  const { words } = model;
  const shade = theme.dark ? "dark" : "light";
  const inks = inksOf(theme, host);
  const plot = element("div", { class: "fm-chart", "data-testid": "film-chart" });
  const keys = element("ul", { class: "fm-keys" });
  for (const run of model.runs) {
    const swatch = element("span", { class: "gs-swatch" });
    swatch.style.background = run.colour[shade];
    const value = element("span", { class: "gs-value" });
    keys.append(element("li", {}, swatch, element("bdi", {}, run.name), value));
  }
  const legend = element(
    "span", { class: "gs-aside" },
    `${words.unit_of_loss} · ━ ${words.held_out} · ─ ${words.training}`,
  );
  const box = element("input", { type: "checkbox", "data-testid": "film-log" });
  box.addEventListener("change", () => actions.set({ signal: box.checked ? LOG : "" }));
  const field = element("label", { class: "gs-field gs-switch fm-log" }, box, element("span", {}, words.log));
  field.hidden = model.optimum === null;
  const title = element("h2", {}, words.loss, " ", legend, field);
  const root = element("section", { class: "gs-card" }, title, keys, plot);
  /** @type {Frame | undefined} */
  let frame;
  /** @type {SVGElement | undefined} */
  let cursor;
  let shown = -1;
  let isLog = false;
  const place = () => {
    if (!frame || !cursor || shown < 0) return;
    const x = frame.x(model.steps[shown]);
    put(cursor, { d: `M${x.toFixed(1)} ${TOP}V${frame.height - BOTTOM}` }, []);
  };
  const redraw = () => {
    const width = Math.floor(plot.clientWidth);
    if (!width) return;
    frame = frameOf(model, width, isLog);
    cursor = shape("path", { stroke: inks.accent, "stroke-width": 1.5, fill: "none" });
    const size = { viewBox: `0 0 ${width} ${frame.height}`, width, height: frame.height };
    const drawn = frame;
    plot.replaceChildren(
      shape(
        "svg",
        { ...size, role: "img", "aria-label": words.chart, "font-size": frame.font },
        ...makeAxes(model, frame, inks),
        ...makeHeights(frame, inks),
        ...makeRulers(model, frame, inks),
        ...model.runs.map((run) => makeLines(run, drawn, css(hex(run.colour[shade])))),
        cursor,
      ),
    );
    place();
  };
  /** @type {(event: MouseEvent) => number} */
  const at = (event) => {
    const left = plot.getBoundingClientRect().left;
    const { x, last } = /** @type {Frame} */ (frame);
    const share = (event.clientX - left - x(0)) / (x(last) - x(0));
    const { steps } = model;
    let best = 0;
    steps.forEach((step, each) => {
      if (Math.abs(step - share * last) < Math.abs(steps[best] - share * last)) best = each;
    });
    return best;
  };
  plot.addEventListener("click", (event) => frame && actions.go(at(event)));
  tip.follow(plot, (event) => {
    if (!frame) return false;
    const here = at(event);
    const losses = model.runs.map((run) => {
      const loss = run.arrays.held_out.values[frameBeside(model, run, here)];
      return model.runs.length > 1 ? `${run.name} ${decimals(loss, 4)}` : decimals(loss, 4);
    });
    const step = grouped(model.steps[here]);
    write(tip.root, fill(words.chart_tip, { step, losses: losses.join(" · ") }));
    return true;
  });
  /** @type {(view: View) => void} */
  const show = ({ step, signal }) => {
    shown = step;
    box.checked = signal === LOG;
    if (isLog !== box.checked) {
      isLog = box.checked;
      redraw();
    }
    place();
    model.runs.forEach((run, each) => {
      const loss = run.arrays.held_out.values[frameBeside(model, run, step)];
      const value = /** @type {Element} */ (keys.children[each].lastElementChild);
      write(value, decimals(loss, 4));
      value.setAttribute("data-value", String(loss));
    });
  };
  return { root, show, redraw };
}
