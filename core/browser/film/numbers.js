// @ts-check
// numbers: what a frame says in words and numbers: what is learned, gradients, what is written.

/** @import { View } from "../base/types.d.ts" */
/** @import { FilmModel, FilmRun } from "./model.js" */

import { decimals, element, fill, grouped, percent, write } from "../base/elements.js";
import { followsSince, frameBeside } from "./model.js";

const CLOSELY = 0.8; // |r| from which on a unit is said to follow a feature closely

/** @typedef {{ root: HTMLElement, show: (view: View) => void }} Shown */

// What every network has learned by this frame, a sentence each.
/** @type {(model: FilmModel) => Shown} */
export function makeLearned(model) {
  const { runs } = model;
  const lines = runs.map(() => element("p", {}));
  const root = element("div", { class: "fm-learned", "data-testid": "film-learned" }, ...lines);
  /** @type {Shown["show"]} */
  const show = ({ step }) => {
    runs.forEach((run, place) => {
      const said = run.said[run.said_at[frameBeside(model, run, step)]] ?? "";
      write(lines[place], runs.length > 1 ? `${run.name}: ${said}` : said);
    });
  };
  return { root, show };
}

/** @type {(model: FilmModel, chosen: () => FilmRun) => Shown} */
export function makeNumbers(model, chosen) {
  const { words } = model;
  const body = element("tbody", {});
  const heads = [words.block, words.gradient, words.radius].map((text) => element("th", { scope: "col" }, text));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body);
  const clippings = element("p", { class: "gs-aside", "data-testid": "film-clippings" });
  const legal = element("p", { class: "gs-aside", "data-testid": "film-legal" });
  const follows = element("p", { class: "fm-follows", "data-testid": "film-follows" });
  const heading = element("h2", {}, words.numbers);
  const root = element("section", { class: "gs-card fm-numbers" }, heading, follows, table, clippings, legal);
  /** @type {Shown["show"]} */
  const show = ({ step, unit }) => {
    const run = chosen();
    const frame = frameBeside(model, run, step);
    body.replaceChildren(...run.blocks.map((name, block) => makeBlockRow(run, frame, block, name)));
    const count = run.arrays.clippings.values[frame] ?? 0;
    write(clippings, fill(words.clippings, { count: grouped(count) }));
    const share = run.arrays.legal.values[frame];
    legal.hidden = share === undefined;
    write(legal, share === undefined ? "" : fill(words.legal, { share: percent(share) }));
    write(follows, followWords(model, run, frame, unit));
  };
  return { root, show };
}

/** @type {(run: FilmRun, frame: number, block: number, name: string) => HTMLElement} */
function makeBlockRow({ arrays, blocks }, frame, block, name) {
  const at = frame * blocks.length + block;
  const [norm, radius] = [arrays.norms.values[at], arrays.radii.values[at]];
  return element(
    "tr", {},
    element("th", { scope: "row" }, name),
    element("td", {}, Number.isNaN(norm) ? "–" : small(norm)),
    element("td", {}, Number.isNaN(radius) ? "–" : decimals(radius, 3)),
  );
}

// Four digits, or a power of ten for what is very small.
/** @type {(value: number) => string} */
const small = (value) =>
  value !== 0 && Math.abs(value) < 0.0005 ? value.toExponential(1).replace("-", "−") : decimals(value, 4);

/** @type {(model: FilmModel, run: FilmRun, frame: number, unit: number) => string} */
function followWords({ words }, run, frame, unit) {
  const { features, arrays } = run;
  if (!features.length || !arrays.followed.values.length) return "";
  const at = frame * arrays.followed.shape[1] + unit;
  const feature = features[arrays.followed.values[at]];
  if (feature === undefined) return fill(words.follows_nothing, { unit });
  const r = decimals(arrays.correlations.values[at]);
  const since = followsSince(run, frame, unit, CLOSELY);
  if (since < 0) return fill(words.follows_little, { unit, feature, r });
  const step = grouped(run.arrays.steps.values[since]);
  return fill(words.follows, { unit, feature, r, since: step });
}

// What the network writes; symbols that may not stand where they are, struck out.
/** @type {(model: FilmModel, chosen: () => FilmRun) => Shown} */
export function makeWriting(model, chosen) {
  const { words } = model;
  const text = element("p", { class: "fm-text", translate: "no", "data-testid": "film-writes" });
  const note = element("p", { class: "gs-aside" });
  const root = element("section", { class: "gs-card" }, element("h2", {}, words.writes), text, note);
  /** @type {Shown["show"]} */
  const show = ({ step }) => {
    const run = chosen();
    const frame = frameBeside(model, run, step);
    const written = run.written[frame] ?? "";
    root.hidden = !run.written.length;
    const wrong = new Set(run.wrong[frame] ?? []);
    const letters = [...written];
    text.replaceChildren(
      ...letters.map((letter, place) => (wrong.has(place) ? element("s", {}, letter) : letter)),
    );
    write(note, wrong.size ? fill(words.illegal, { count: wrong.size, length: letters.length }) : "");
  };
  return { root, show };
}
