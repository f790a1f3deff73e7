// @ts-check
// states: one unit over the probe and the training, and beside it all units at one frame.

/** @import { Scale, Shared, SteppingActions, View } from "../base/types.d.ts" */
/** @import { FilmModel, FilmRun } from "./model.js" */

import { diverging, hex, paint } from "../base/colour.js";
import { clamp, decimals, element, fill, grouped, isolated, shareOf, write } from "../base/elements.js";
import { columnAt, makeLegend } from "../base/maps.js";
import { frameBeside, framesOf, statesAt } from "./model.js";

const WIDE_LABELS = 48; // tokens of a probe that have a label below the picture

/** @type {(model: FilmModel, run: FilmRun) => number} */
const largestOf = (_model, run) => run.arrays.states.values.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-9);

/** @type {(probe: string[]) => HTMLElement} */
const makeTokens = (probe) => {
  const row = element("div", { class: "fm-tokens", "aria-hidden": "true" });
  if (probe.length <= WIDE_LABELS) row.append(...probe.map((token) => element("span", {}, token)));
  return row;
};

/** @type {(event: MouseEvent, root: Element, count: number) => number} */
function rowAt(event, root, count) {
  const { top, height } = root.getBoundingClientRect();
  return clamp(Math.floor((count * (event.clientY - top)) / height), 0, count - 1);
}

/**
 * @param {Shared<FilmModel, SteppingActions>} shared
 * @param {() => FilmRun} chosen
 */
export function makeStates({ scene: model, theme, actions, tip }, chosen) {
  const { words } = model;
  const shade = theme.dark ? "dark" : "light";
  const [negative, positive] = model.diverging[shade].map(hex);
  /** @type {Map<FilmRun, Scale>} */
  const scales = new Map();
  /** @type {(run: FilmRun) => Scale} */
  const scaleOf = (run) => {
    const scale = scales.get(run) ?? diverging(theme.zero, negative, positive, Math.min(largestOf(model, run), 1e6));
    scales.set(run, scale);
    return scale;
  };
  const film = makePicture(words.film, model.probe, "film-unit");
  const now = makePicture(words.now, model.probe, "film-now");
  const later = element("p", { class: "gs-aside", "data-testid": "film-later" }, words.later);
  const axis = element("div", { class: "fm-axis", "aria-hidden": "true" });
  film.frame.prepend(axis);
  film.root.append(later);
  const legend = element("div", {});
  const root = element("section", { class: "gs-card fm-states" }, film.root, now.root, legend);
  let drawn = "";
  let at = { frame: 0, unit: 0 };

  film.plot.addEventListener("click", (event) => actions.go(frameAt(event)));
  now.plot.addEventListener("click", (event) => actions.pick(rowAt(event, now.plot, model.units)));
  /** @type {(event: MouseEvent) => number} */
  const frameAt = (event) => {
    const row = rowAt(event, film.plot, framesOf(chosen()));
    const step = chosen().arrays.steps.values[row];
    return Math.max(0, model.steps.findLastIndex((each) => each <= step));
  };
  tip.follow(film.plot, (event) => {
    const run = chosen();
    const row = rowAt(event, film.plot, framesOf(run));
    const token = columnAt(event, film.plot, model.probe.length);
    const value = statesAt(run, row)?.(token, at.unit);
    if (value === undefined) return false;
    const step = grouped(run.arrays.steps.values[row]);
    write(tip.root, fill(words.film_tip, { step, token: isolated(model.probe[token]), value: decimals(value, 3) }));
    return true;
  });
  tip.follow(now.plot, (event) => {
    const unit = rowAt(event, now.plot, model.units);
    const token = columnAt(event, now.plot, model.probe.length);
    const value = statesAt(chosen(), at.frame)?.(token, unit);
    if (value === undefined) return false;
    write(tip.root, fill(words.now_tip, { unit, token: isolated(model.probe[token]), value: decimals(value, 3) }));
    return true;
  });

  /** @type {(run: FilmRun, unit: number, scale: Scale) => void} */
  const paintFilm = (run, unit, scale) => {
    const frames = framesOf(run);
    paint(film.canvas, model.probe.length, frames, (token, frame) =>
      scale.colour(statesAt(run, frame)?.(token, unit) ?? 0),
    );
    const marks = [0, Math.floor(frames / 2), frames - 1];
    axis.replaceChildren(
      ...[...new Set(marks)].map((frame) => {
        const mark = element("span", {}, grouped(run.arrays.steps.values[frame]));
        mark.style.top = shareOf(frame + 0.5, frames);
        return mark;
      }),
    );
  };
  /** @type {(view: View) => void} */
  const show = ({ step, unit }) => {
    const run = chosen();
    const frame = frameBeside(model, run, step);
    const frames = framesOf(run);
    const scale = scaleOf(run);
    const whole = run.arrays.states.shape[0] === frames;
    const look = [model.runs.indexOf(run), frames, unit, whole].join(" ");
    film.frame.hidden = !whole;
    later.hidden = whole;
    if (look !== drawn) {
      drawn = look;
      if (whole) paintFilm(run, unit, scale);
      legend.replaceChildren(makeLegend(scale));
    }
    write(film.heading, `${words.film}: ${words.unit} ${unit}`);
    film.mark.style.top = shareOf(frame, frames);
    film.mark.style.height = `max(2px, ${100 / frames}%)`;
    const states = statesAt(run, frame);
    now.frame.hidden = !states;
    if (states) {
      paint(now.canvas, model.probe.length, model.units, (token, each) => scale.colour(states(token, each)));
    }
    now.mark.style.top = shareOf(unit, model.units);
    now.mark.style.height = `max(2px, ${100 / model.units}%)`;
    at = { frame, unit };
  };
  return { root, show };
}

/** @type {(title: string, probe: string[], name: string) => { root: HTMLElement, frame: HTMLElement, plot: HTMLElement, canvas: HTMLCanvasElement, mark: HTMLElement, heading: HTMLElement }} */
function makePicture(title, probe, name) {
  const canvas = element("canvas", { role: "img", "aria-label": title, "data-testid": name });
  const mark = element("span", { class: "fm-mark" });
  const plot = element("div", { class: "gs-plot fm-plot" }, canvas, mark);
  const heading = element("h2", {}, title);
  const frame = element("div", { class: "fm-picture" }, plot, makeTokens(probe));
  return { root: element("div", {}, heading, frame), frame, plot, canvas, mark, heading };
}
