// @ts-check
// stepping: through a trace token by token, by hand or by the clock; a lecture asks before it shows.

/** @import { Wish } from "./place.js" */
/** @import { Cue, Shared, Screen, Stepped } from "./types.d.ts" */
/** @import { SteppingActions, SteppingState, Tell, View } from "./types.d.ts" */

import { Bytes } from "./arrays.js";
import { clamp, fill, isolated } from "./elements.js";
import { readPayload } from "./payload.js";
import { wantAnswer } from "./place.js";
import { remembered, Steering } from "./steering.js";

const STEP_AFTER = 1000; // ms per token at speed 1×

// The common base of the stepper and of networks in lock-step. Each defines what it shows of its
// scene: readScene, knownSignal, makePanels and spoken.
/**
 * @template {Stepped} S
 * @extends {Steering<S, SteppingState, View>}
 */
export class Stepping extends Steering {
  /** @type {string} */
  content;
  /** @type {string} */
  text;

  // ---- what each kind defines ------------------------------------------------------------

  /** @type {(content: any, numbers: Bytes) => S} */
  readScene(content) {
    throw new Error(`No scene is read from ${content}.`);
  }

  // The chosen signal, or one that this scene has if it lacks the chosen one.
  /** @type {(wanted: string | undefined) => string} */
  knownSignal(wanted) {
    throw new Error(`No signal is called ${wanted}.`);
  }

  /** @type {(shared: Shared<S, SteppingActions>) => Screen<View>} */
  makePanels(shared) {
    throw new Error(`No panels show ${shared.scene.id}.`);
  }

  // The parts of a step that are read aloud.
  /** @type {(view: View) => string[]} */
  spoken() {
    return [];
  }

  // ---- what Python sends -----------------------------------------------------------------

  /** @type {(bytes: Uint8Array, tell: Tell) => void} */
  receive(bytes, tell) {
    this.tell = tell;
    const payload = readPayload(bytes);
    const cue = /** @type {Cue} */ (payload.cue);
    const { content, digest } = this;
    const same = payload.content === content && cue.digest === digest;
    if (!same) {
      this.content = payload.content;
      this.scene = this.readScene(JSON.parse(payload.content), new Bytes(payload.numbers()));
    }
    this.follow(cue);
    this.digest = cue.digest;
    const pageColours = this.readPageColours();
    if (!same || pageColours !== this.pageColours) this.build(pageColours);
    this.render();
    this.takeFocus();
  }

  // Python moves us only by a new cue or a new trace; anything else is an echo of an older step.
  /** @param {Cue} cue */
  follow(cue) {
    const stored = /** @type {SteppingState | undefined} */ (remembered.get(this.scene.id));
    const { state, reported } = this;
    const known = state ?? stored;
    const { lecture, length, units } = this.scene;
    const sameTrace = known?.digest === cue.digest;
    const moved = !sameTrace || known.cue !== cue.number;
    const fresh = { speed: 1, reveal: lecture, derivatives: false, tags: false };
    this.state = { ...fresh, ...known, digest: cue.digest, cue: cue.number };
    if (!sameTrace) {
      clearTimeout(this.timers.play);
      Object.assign(this.state, { answered: -1, playing: false });
    }
    const text = this.scene.tokens.map(({ full }) => full).join("\n");
    const sameText = text === this.text;
    this.text = text;
    this.cover(lecture, Boolean(known?.lecture), sameText);
    this.state.signal = this.knownSignal(this.state.signal);
    if (!moved) return;
    clearTimeout(this.timers.settle);
    // If the cue keeps our place while Python has not yet heard of our last steps, we stay.
    const lastReport = /** @type {{ position: number }} */ (reported);
    const stays = sameText && lastReport.position === cue.position;
    this.reported = { position: cue.position, unit: cue.unit, digest: cue.digest };
    if (!stays) this.state.step = clamp(cue.position - 1, 0, length - 1);
    this.state.unit = clamp(cue.unit, 0, units - 1);
    this.settleSoon();
  }

  // In a lecture, each text that comes is covered, on whichever screen; after it, none is.
  /** @type {(lecture: boolean, wasLecture: boolean, sameText: boolean) => void} */
  cover(lecture, wasLecture, sameText) {
    const asksAnew = lecture && !(wasLecture && sameText);
    if (asksAnew) Object.assign(this.state, { reveal: true, answered: -1 });
    if (wasLecture && !lecture) this.state.reveal = false;
    this.state.lecture = lecture;
  }

  /** @override @type {Steering<S, SteppingState, View>["makeScreen"]} */
  makeScreen(shared) {
    const actions = {
      ...shared.actions,
      toggle: () => this.toggle(),
      set: (/** @type {Partial<SteppingState>} */ choice) => this.set(choice),
      answer: () => this.answer(),
    };
    return this.makePanels({ ...shared, actions });
  }

  // ---- where we are ----------------------------------------------------------------------

  /** @override @type {(step: number, unit?: number) => void} */
  go(step, unit) {
    this.place(step, unit);
    if (this.state.playing && this.state.step === this.scene.length - 1) this.pause();
    this.render();
    this.settleSoon();
  }

  /** @param {Partial<SteppingState>} choice */
  set(choice) {
    Object.assign(this.state, choice);
    if ("speed" in choice && this.state.playing) this.schedule(performance.now());
    this.render();
  }

  answer() {
    this.state.answered = Math.max(this.state.answered, this.state.step);
    this.render();
    this.readSoon();
    wantAnswer(this.digest);
  }

  // How far the text is shown: to the current step in reveal mode, and never beyond an open answer.
  /** @override @returns {View} */
  view() {
    const { state, scene } = this;
    const asks = scene.lecture && scene.outputs.length > 0;
    if (state.playing) state.answered = Math.max(state.answered, state.step);
    const seen = state.reveal ? state.step : scene.length - 1;
    const opinionSeen = asks ? Math.min(seen, state.answered) : seen;
    return { ...state, seen, opinionSeen, answered: !asks || state.step <= state.answered };
  }

  /** @override @type {(view: View) => { seen?: number, playing?: boolean }} */
  veil({ seen, playing }) {
    return { ...(seen < this.scene.length - 1 ? { seen } : {}), ...(playing ? { playing } : {}) };
  }

  // ---- playing: by the clock, but each step is shown --------------------------------------

  play() {
    const atEnd = this.state.step === this.scene.length - 1;
    if (atEnd && this.scene.length > 1) this.state.step = 0;
    this.state.playing = this.scene.length > 1;
    clearTimeout(this.timers.settle);
    this.render();
    this.schedule(performance.now());
  }

  toggle() {
    if (this.state.playing) this.pause();
    else this.play();
  }

  /** @override @param {Wish} wish */
  heed(wish) {
    if (wish.step === undefined) this.toggle();
    else super.heed(wish);
  }

  pause() {
    clearTimeout(this.timers.play);
    this.state.playing = false;
    this.render();
    this.settleSoon();
  }

  /** @param {number} from when the current step was shown, in ms */
  schedule(from) {
    clearTimeout(this.timers.play);
    const due = from + STEP_AFTER / this.state.speed;
    const tick = () => {
      this.go(this.state.step + 1);
      // The next step waits for this one to be painted, however late it came.
      requestAnimationFrame(() => {
        if (this.state.playing) this.schedule(Math.max(due, performance.now() - 100));
      });
    };
    this.timers.play = setTimeout(tick, Math.max(0, due - performance.now()));
  }

  // ---- reports to Python and the listener -------------------------------------------------

  /** @override */
  here() {
    return { position: this.state.step + 1, unit: this.state.unit, digest: this.digest };
  }

  /** @override */
  settleSoon() {
    clearTimeout(this.timers.settle);
    if (!this.state.playing) super.settleSoon();
  }

  /** @override */
  sentence() {
    const { scene } = this;
    const view = this.view();
    const start = fill(scene.words.aloud, {
      step: view.step + 1,
      length: scene.length,
      token: isolated(scene.tokens[view.step].label),
    });
    return `${start} ${this.spoken(view).join(", ")}.`;
  }

  // ---- keys -------------------------------------------------------------------------------

  /** @override @type {Steering<S, SteppingState, View>["keyActions"]} */
  keyActions() {
    const { state, actions } = this;
    return {
      ArrowRight: () => actions.move(1),
      ArrowLeft: () => actions.move(-1),
      Home: () => actions.go(0),
      End: () => actions.go(this.scene.length - 1),
      ArrowDown: () => actions.pick(state.unit + 1),
      ArrowUp: () => actions.pick(state.unit - 1),
      " ": () => this.toggle(),
      Enter: this.scene.lecture ? () => this.answer() : undefined,
    };
  }

  /** @override */
  leave() {
    if (this.state) this.state.playing = false;
    super.leave();
  }
}
