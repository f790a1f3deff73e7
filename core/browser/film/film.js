// @ts-check
// film: a training, frame by frame: losses with rulers, units becoming what they are, what is written.

/** @import { Bytes } from "../base/arrays.js" */
/** @import { Cue, Screen, Shared, SteppingActions, SteppingState, View } from "../base/types.d.ts" */
/** @import { FilmModel, FilmRun } from "./model.js" */

import { decimals, element, fill, grouped } from "../base/elements.js";
import { prefersCalm, remembered } from "../base/steering.js";
import { Stepping } from "../base/stepping.js";
import { FRAME_RATES, makeBar } from "./bar.js";
import { LOG, makeChart } from "./chart.js";
import { frameBeside, readFilm } from "./model.js";
import { makeLearned, makeNumbers, makeWriting } from "./numbers.js";
import { makeSlowMotion } from "./slow_motion.js";
import { makeStates } from "./states.js";

/** @typedef {SteppingState & { atTheEnd?: boolean }} FilmState whether the last frame is looked at */

const FIRST_SPEED = 16; // frames a second

/** @extends {Stepping<FilmModel>} */
export class Film extends Stepping {
  chosen = 0; // the run whose units and gates are shown
  redraw = () => {};
  isNewMotion = false; // whether a step is shown in slow motion for the first time

  /** @param {Element} host */
  constructor(host) {
    super(host);
    this.watch = new ResizeObserver(() => this.redraw());
    this.watch.observe(this.root);
  }

  /** @override @type {(content: any, numbers: Bytes) => FilmModel} */
  readScene(content, numbers) {
    const model = readFilm(content, numbers);
    this.isNewMotion = model.slow_motion?.step !== this.scene?.slow_motion?.step;
    return model;
  }

  // The scale of the losses.
  /** @override @param {string | undefined} wanted */
  knownSignal(wanted) {
    return wanted === LOG ? LOG : "";
  }

  // While it goes on, whoever looks at the last frame sees the newest one.
  /** @override @param {Cue} cue */
  follow(cue) {
    const known = /** @type {FilmState | undefined} */ (this.state ?? remembered.get(this.scene.id));
    const isFirst = !known;
    const wasLast = known?.digest === cue.digest && known.atTheEnd;
    super.follow(cue);
    if (!FRAME_RATES.includes(this.state.speed)) this.state.speed = FIRST_SPEED;
    if (wasLast) this.state.step = this.scene.length - 1;
    if (this.chosen >= this.scene.runs.length) this.chosen = 0;
    if (isFirst && this.scene.plays && !prefersCalm()) this.begin();
  }

  // The film may have grown before Python reads this: what was its end then says so.
  /** @override */
  here() {
    return { ...super.here(), last: this.state.step === this.scene.length - 1 };
  }

  // The film plays by itself for whoever opens the page.
  begin() {
    Object.assign(this.state, { step: 0, playing: true });
    clearTimeout(this.timers.settle);
    this.schedule(performance.now());
  }

  /** @override @type {(shared: Shared<FilmModel, SteppingActions>) => Screen<View>} */
  makePanels(shared) {
    const { scene } = shared;
    /** @returns {FilmRun} */
    const chosen = () => scene.runs[this.chosen];
    const bar = makeBar(shared);
    const chart = makeChart(shared, this.root);
    const learned = makeLearned(scene);
    const states = makeStates(shared, chosen);
    const numbers = makeNumbers(scene, chosen);
    const writing = makeWriting(scene, chosen);
    this.redraw = () => chart.redraw();
    requestAnimationFrame(() => this.redraw()); // before it is on the page it has no width
    const motion = makeSlowMotion(scene, this.isNewMotion, shared.calm());
    const beside = element("div", { class: "fm-beside" }, numbers.root, writing.root);
    const parts = element("div", { class: "fm-parts" }, states.root, beside);
    const above = [...motion, learned.root, chart.root, bar.root];
    const nodes = [...above, ...this.makeChoice(scene), parts];
    return { panels: [bar, chart, learned, states, numbers, writing], nodes };
  }

  // Which of several networks is looked at, below the chart of all.
  /** @type {(scene: FilmModel) => HTMLElement[]} */
  makeChoice({ runs, words }) {
    if (runs.length < 2) return [];
    const root = element("div", { class: "fm-choice", role: "group", "aria-label": words.network });
    const buttons = runs.map((run, place) => {
      const button = element("button", { type: "button", class: "gs-button" }, run.name);
      button.addEventListener("click", () => {
        this.chosen = place;
        press();
        this.render();
      });
      return button;
    });
    const press = () => buttons.forEach((each, place) => { each.ariaPressed = String(place === this.chosen); });
    press();
    root.append(...buttons);
    return [root];
  }

  // A second of the film has as many frames as its speed says.
  /** @override @param {number} from */
  schedule(from) {
    clearTimeout(this.timers.play);
    const due = from + 1000 / this.state.speed;
    const tick = () => {
      this.go(this.state.step + 1);
      requestAnimationFrame(() => {
        if (this.state.playing) this.schedule(Math.max(due, performance.now() - 100));
      });
    };
    this.timers.play = setTimeout(tick, Math.max(0, due - performance.now()));
  }

  /** @override */
  sentence() {
    const { scene, state } = this;
    const run = scene.runs[this.chosen];
    const frame = frameBeside(scene, run, state.step);
    const loss = decimals(run.arrays.held_out.values[frame], 4);
    const start = fill(scene.words.aloud, { step: grouped(scene.steps[state.step]), loss });
    return `${start} ${run.said[run.said_at[frame]] ?? ""}`;
  }

  /** @override @returns {View} */
  view() {
    const last = this.scene.length - 1;
    return { ...this.state, seen: last, opinionSeen: last, answered: true };
  }

  /** @override */
  render() {
    const state = /** @type {FilmState} */ (this.state);
    state.atTheEnd = state.step === this.scene.length - 1;
    super.render();
  }

  /** @override */
  leave() {
    this.watch.disconnect();
    super.leave();
  }
}
