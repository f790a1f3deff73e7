// @ts-check
// panel: how the token at the reader's place was chosen. It follows the stepper of the same text, so
// that a step asks for nothing; what it reports is a token that is to stand there instead.

/** @import { ReaderPlace } from "../base/place.js" */
/** @import { Tell } from "../base/types.d.ts" */
/** @import { Alternatives } from "./alternatives.js" */
/** @import { Tint } from "./tinted_text.js" */
/** @import { PanelView } from "./view.js" */

import { readTheme } from "../base/colour.js";
import { element, write } from "../base/elements.js";
import { readPayload } from "../base/payload.js";
import { follow, goTo, heedAnswers, lastPlace } from "../base/place.js";
import { makeAlternatives } from "./alternatives.js";
import { Choices } from "./choices.js";
import { makeEntropy } from "./entropy.js";
import { makeBelow, makeHead } from "./head.js";
import { chosenText } from "./shares_text.js";
import { makeStacks } from "./stacks.js";
import { makeTitles } from "./titles.js";
import { makeTintedText, TINTS } from "./tinted_text.js";
import { viewOf } from "./view.js";

/** @typedef {"this" | "next"} Which token's choice is shown: the reader's, or the one after it */
/** @typedef {{ bars: number, dart: number }} Revealed the last positions whose bars and dart were */
/**
 * @typedef {object} PanelState
 * @property {string} digest
 * @property {boolean} lecture
 * @property {number} step
 * @property {boolean} playing whether the clock moves the reader
 * @property {boolean} veiled whether the stepper hides what comes later
 * @property {Which} which
 * @property {Tint} tint
 * @property {number} rows
 * @property {Revealed} revealed
 * @property {number} chosen the row of the token that was chosen, until the text with it has come
 */

// What people chose survives when Streamlit removes the component and restores it, by its key.
/** @type {Map<string, PanelState>} */
const panelStates = new Map();

export class ChoicePanel {
  /** @type {string} */
  content;
  /** @type {string} */
  pageColours;
  /** @type {Choices} */
  choices;
  /** @type {PanelState} */
  state;
  /** @type {Tell} */
  tell;
  /** @type {{ show: (view: PanelView) => void }[]} */
  panels;
  /** @type {Alternatives} */
  alternatives;
  /** @type {HTMLElement} */
  voice;

  /** @param {Element} host */
  constructor(host) {
    const root = { class: "gs", role: "group", tabindex: "0", "data-testid": "gc-root" };
    this.root = element("div", root);
    host.append(this.root);
    const ends = [
      follow((place) => this.step(place)),
      heedAnswers((digest) => { if (digest === this.state.digest) this.reveal(); }),
    ];
    this.end = () => ends.forEach((end) => end());
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("mousedown", (event) => this.keepFocus(event));
  }

  /** @type {(bytes: Uint8Array, tell: Tell) => void} */
  receive(bytes, tell) {
    this.tell = tell;
    const { cue, content, numbers } = readPayload(bytes);
    const same = content === this.content && cue.digest === this.state.digest;
    if (!same) {
      this.content = content;
      this.choices = new Choices(JSON.parse(content), numbers());
      this.begin(cue.digest);
    }
    const { backgroundColor, color } = getComputedStyle(this.root);
    const isDressed = this.pageColours === `${backgroundColor} ${color}`;
    this.pageColours = `${backgroundColor} ${color}`;
    if (!same || !isDressed) this.rebuild();
    const place = lastPlace();
    if (place) this.step(place); // the stepper may have been there before, or comes later
  }

  // A new text: the reader stays where they were, and nothing of it was revealed; nor is it where a
  // lecture begins, or comes back from another screen.
  /** @param {string} digest */
  begin(digest) {
    const { id, lecture, length, drawn } = this.choices;
    const before = this.state;
    const known = before ?? panelStates.get(id);
    const which = /** @type {Which} */ (lecture ? "next" : "this");
    const fresh = { step: 0, playing: false, veiled: lecture, which, tint: TINTS[0], rows: drawn, chosen: -1 };
    this.state = { ...fresh, ...known, digest, lecture, revealed: { bars: -1, dart: -1 } };
    if (known && known.lecture !== lecture) Object.assign(this.state, { which, veiled: lecture });
    const goesOn = before?.digest === digest && before.lecture === lecture;
    if (goesOn) this.state.revealed = before.revealed;
    this.state.step = Math.min(this.state.step, length - 1);
    panelStates.set(id, this.state);
  }

  /** @param {ReaderPlace} place */
  step({ digest, step, seen, playing = false }) {
    const { state, choices } = this;
    if (digest !== state.digest || step >= choices.length) return;
    const veiled = choices.lecture || seen !== undefined;
    if (step === state.step && veiled === state.veiled && playing === state.playing) return;
    Object.assign(state, { step, veiled, playing });
    this.render();
  }

  // The focus stays on its row when another text has come, as after a choice by keyboard.
  rebuild() {
    const { activeElement } = /** @type {ShadowRoot | Document} */ (this.root.getRootNode());
    const row = this.alternatives?.rowOf(activeElement) ?? -1;
    const hasFocus = this.root !== activeElement && this.root.contains(activeElement);
    this.build();
    const chosen = this.takeChosen();
    if (row >= 0) this.alternatives.focus(row);
    else if (hasFocus) this.root.focus({ preventScroll: true });
    else if (chosen >= 0 && document.activeElement === document.body) this.alternatives.focus(chosen);
  }

  // A text that takes long to write takes the panel from the page, and the focus with it.
  takeChosen() {
    const { chosen } = this.state;
    this.state.chosen = -1;
    return chosen;
  }

  build() {
    const { root, choices, state } = this;
    const { words } = choices;
    const theme = readTheme(root);
    const text = makeTintedText(choices, theme, (step) => this.go(step));
    text.tint(state.tint);
    /** @param {Tint} tint */
    const tint = (tint) => {
      state.tint = tint;
      text.tint(tint);
    };
    const head = makeHead(choices, theme, state.tint, tint);
    const entropy = makeEntropy(choices, (step) => this.go(step));
    const below = makeBelow(choices, {
      show: (which) => this.set({ which }),
      reveal: () => this.reveal(),
      move: (by) => this.go(state.step + by),
      toggle: () => this.toggle(),
    });
    const [titles, stacks] = [makeTitles(choices), makeStacks(choices)];
    /** @param {number} rows */
    const keepRows = (rows) => { state.rows = rows; };
    this.alternatives = makeAlternatives(choices, (output) => this.choose(output), keepRows, state.rows);
    const drawing = element("div", { class: "gc-drawing" }, titles, stacks.root);
    const stage = { show: showStage(root, [stacks, this.alternatives]) };
    this.voice = element("p", { class: "gs-hidden", "aria-live": "polite" });
    this.panels = [text, entropy, below, stage];
    const written = element("div", { class: "gc-written" }, head, text.root, entropy.root, below.root);
    const nodes = [written, drawing, this.alternatives.root, below.keys, this.voice];
    root.setAttribute("aria-label", words.panel);
    root.classList.toggle("gs-lecture", choices.lecture);
    root.classList.toggle("gs-dark", theme.dark);
    root.replaceChildren(element("div", { class: "gs-body gc-body" }, ...nodes));
    this.render();
  }

  view() {
    return viewOf(this.state, this.choices);
  }

  render() {
    const view = this.view();
    for (const panel of this.panels) panel.show(view);
  }

  /** @param {Partial<PanelState>} choice */
  set(choice) {
    Object.assign(this.state, choice);
    this.render();
  }

  // First the probabilities, then the throw.
  reveal() {
    const { position, bars, dart } = this.view();
    const { revealed } = this.state;
    if (!bars) revealed.bars = position;
    else if (!dart) revealed.dart = position;
    else return;
    const { activeElement } = /** @type {ShadowRoot | Document} */ (this.root.getRootNode());
    const pressed = activeElement?.matches(".gc-ask"); // which will be hidden
    if (pressed) this.root.focus({ preventScroll: true });
    this.render();
    if (bars) write(this.voice, chosenText(this.choices, position));
  }

  // The token that is there already needs no branch, and what was given gets none.
  /** @param {number} output */
  choose(output) {
    const { position, dart } = this.view();
    if (position < this.choices.prime) return;
    if (dart && output === this.choices.taken(position)) return;
    const { activeElement } = /** @type {ShadowRoot | Document} */ (this.root.getRootNode());
    this.state.chosen = this.alternatives.rowOf(activeElement);
    this.tell("chosen", { position: position + 1, output, digest: this.state.digest });
  }

  /** @param {number} step */
  go(step) {
    goTo({ digest: this.state.digest, step });
  }

  toggle() {
    goTo({ digest: this.state.digest });
  }

  // Left and right do what they do in the stepper; up and down go through the alternatives.
  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element} */ (event.target);
    if (target.matches("select")) return;
    const { state, choices } = this;
    const asks = event.key === "Enter" && !target.matches("button") && !this.view().dart;
    const act = {
      ArrowRight: () => this.go(state.step + 1),
      ArrowLeft: () => this.go(state.step - 1),
      Home: () => this.go(0),
      End: () => this.go(choices.length - 1),
      ArrowDown: () => this.alternatives.move(target, 1),
      ArrowUp: () => this.alternatives.move(target, -1),
      " ": target.matches("button") ? undefined : () => this.toggle(),
      Enter: asks ? () => this.reveal() : undefined,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // A click with the pointer leaves the focus on the whole, so that Enter throws and arrows step.
  /** @param {MouseEvent} event */
  keepFocus(event) {
    if (!(/** @type {Element} */ (event.target).closest("button:not(.gc-row)"))) return;
    event.preventDefault();
    this.root.focus({ preventScroll: true });
  }

  leave() {
    this.end();
    this.root.remove();
  }
}

// What is hidden keeps its place, so that nothing jumps when it is shown.
/** @type {(root: HTMLElement, panels: { show: (view: PanelView) => void }[]) => (view: PanelView) => void} */
const showStage = (root, panels) => (view) => {
  const isShown = view.isThere && view.bars;
  root.classList.toggle("gc-unseen", !isShown);
  if (isShown) for (const panel of panels) panel.show(view);
};
