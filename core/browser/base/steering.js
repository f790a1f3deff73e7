// @ts-check
// steering: the place in a text, the keys, and the reports to Python.

/** @import { Wish } from "./place.js" */
/** @import { Actions, Place, Screen, Shared, Tell, Words } from "./types.d.ts" */

import { readTheme } from "./colour.js";
import { clamp, element, write } from "./elements.js";
import { InSight } from "./in_sight.js";
import { areDue, wait } from "./keys.js";
import { makeTip } from "./maps.js";
import { announce, forget, lead } from "./place.js";

export const SETTLED_AFTER = 200; // ms after the last step
export const READ_AFTER = 250; // ms: the live region speaks only where people stay

// State that survives when Streamlit removes the component and restores it, by the component's key.
/** @type {Map<string, unknown>} */
export const remembered = new Map();

/** @typedef {{ id: string, length: number, units: number, lecture: boolean, words: Words }} Steered */

// The base of all components that keys step through. Each kind defines what it shows (makeScreen,
// view), what it reports to Python (here), what is read aloud (sentence), and its keys.
/**
 * @template {Steered} S what is walked through
 * @template {Place} T where we are
 * @template V what the panels are shown
 */
export class Steering {
  /** @type {S} */
  scene;
  /** @type {string} */
  digest;
  /** @type {string} */
  pageColours;
  /** @type {InSight<V>} */
  panels;
  /** @type {HTMLElement} */
  voice;
  /** @type {Tell} */
  tell;
  /** @type {unknown} */
  reported;
  /** @type {string} what was used last: the pointer, or a key */
  used;
  inLecture = false;

  /** @param {Element} host */
  constructor(host) {
    this.root = element("div", {
      class: "gs",
      role: "group",
      tabindex: "0",
      "data-testid": "gs-root",
    });
    host.append(this.root);
    this.state = /** @type {T} */ (/** @type {unknown} */ (null)); // until Python has sent a cue
    /** @type {Record<string, ReturnType<typeof setTimeout> | undefined>} */
    this.timers = {};
    /** @type {Actions} */
    this.actions = {
      go: (step, unit) => this.go(step, unit),
      move: (by) => this.go(this.state.step + by),
      pick: (unit) => this.go(this.state.step, unit),
    };
    this.endLead = lead((wish) => {
      if (wish.digest === this.digest) this.heed(wish);
    });
    this.endWait = wait(() => this.focus());
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("mousedown", (event) => this.keepFocus(event));
    this.root.addEventListener("pointerdown", () => { this.used = "pointer"; });
    this.root.addEventListener("keydown", ({ key }) => { this.used = key; }, true);
    this.root.addEventListener("change", (event) => this.leaveField(event));
  }

  // ---- what each kind defines ------------------------------------------------------------

  /** @type {(shared: Shared<S, Actions>) => Screen<V>} */
  makeScreen(shared) {
    throw new Error(`No screen shows ${shared.scene.id}.`);
  }

  /** @returns {V} */
  view() {
    throw new Error("Nothing to see.");
  }

  // Which steps may be seen, by those who follow the reader, and whether the clock moves them.
  /** @type {(view: V) => { seen?: number, playing?: boolean }} */
  veil() {
    return {};
  }

  /** @returns {object} */
  here() {
    throw new Error("Nothing to tell.");
  }

  /** @returns {string} */
  sentence() {
    throw new Error("Nothing to say.");
  }

  /** @type {(event: KeyboardEvent) => Record<string, (() => void) | undefined>} */
  keyActions() {
    return {};
  }

  // ---- what is shown ----------------------------------------------------------------------

  focus() {
    this.root.focus({ preventScroll: true });
  }

  // The arrow keys step from the start of a lecture, unless somebody is typing, and once a sentence
  // was entered.
  takeFocus() {
    const { lecture } = this.scene;
    const begins = lecture && !this.inLecture;
    this.inLecture = lecture;
    const typing = document.activeElement?.matches("input, textarea");
    if (areDue() || (begins && !typing)) this.focus();
  }

  // The page's colours, as one string: when it changes, everything is built again.
  readPageColours() {
    const { backgroundColor, color } = getComputedStyle(this.root);
    return `${backgroundColor} ${color}`;
  }

  /** @param {string} pageColours */
  build(pageColours) {
    this.pageColours = pageColours;
    const { root, scene, actions } = this;
    const theme = readTheme(root);
    const tip = makeTip();
    const screen = this.makeScreen({ scene, theme, actions, tip, calm: prefersCalm });
    this.panels?.leave();
    this.panels = new InSight(screen.panels);
    this.voice = element("p", {
      class: "gs-hidden",
      "aria-live": "polite",
      "data-testid": "gs-voice",
    });
    const body = element("div", { class: "gs-body" }, ...screen.nodes, this.voice, tip.root);
    root.setAttribute("aria-label", scene.words.stepper);
    root.classList.toggle("gs-lecture", scene.lecture);
    root.classList.toggle("gs-dark", theme.dark);
    root.replaceChildren(body);
  }

  render() {
    const view = this.view();
    this.panels.show(view);
    remembered.set(this.scene.id, this.state);
    const { digest, scene, state } = this;
    announce({ digest, step: state.step, unit: state.unit, scene, ...this.veil(view) });
  }

  // ---- where we are ----------------------------------------------------------------------

  /** @type {(step: number, unit?: number) => void} */
  go(step, unit) {
    this.place(step, unit);
    this.render();
    this.settleSoon();
  }

  /** @type {(step: number, unit?: number) => void} */
  place(step, unit = this.state.unit) {
    const { length, units } = this.scene;
    Object.assign(this.state, {
      step: clamp(step, 0, length - 1),
      unit: clamp(unit, 0, units - 1),
    });
  }

  /** @param {Wish} wish */
  heed({ step, unit }) {
    if (step !== undefined) this.go(step, unit);
  }

  // ---- reports to Python and the listener -------------------------------------------------

  settleSoon() {
    clearTimeout(this.timers.settle);
    this.timers.settle = setTimeout(() => this.settle(), SETTLED_AFTER);
    this.readSoon();
  }

  settle() {
    const here = this.here();
    if (JSON.stringify(here) === JSON.stringify(this.reported)) return;
    this.reported = here;
    this.tell("settled", here);
  }

  readSoon() {
    clearTimeout(this.timers.read);
    this.timers.read = setTimeout(() => write(this.voice, this.sentence()), READ_AFTER);
  }

  // ---- keys -------------------------------------------------------------------------------

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element} */ (event.target);
    if (target.matches("select, input:not([type=checkbox])")) return;
    const pressed = event.key === " " || event.key === "Enter";
    if (pressed && target.matches(".gs-button, [type=checkbox]")) return;
    const act = this.keyActions(event)[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // A click with the pointer leaves the focus on the whole, so that Space plays and arrows step.
  /** @param {MouseEvent} event */
  keepFocus(event) {
    if (!(/** @type {Element} */ (event.target).closest("button, .gs-switch"))) return;
    event.preventDefault();
    this.focus();
  }

  // What was chosen with the pointer, or entered, is done: the next arrow key is a step.
  /** @param {Event} event */
  leaveField({ target }) {
    const menu = /** @type {Element} */ (target).matches("select");
    if (this.used === (menu ? "pointer" : "Enter")) this.focus();
  }

  leave() {
    Object.values(this.timers).forEach(clearTimeout);
    this.endLead();
    this.endWait();
    this.panels?.leave();
    forget(this.scene);
    this.root.remove();
  }
}

export const prefersCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
