// @ts-check
// passage: the place in a long text, the unit that colours it, and the marked span.

/** @import { Actions, Screen, Shared, Theme, Words } from "../../../core/browser/base/types.d.ts" */
/** @import { Place, Tell } from "../../../core/browser/base/types.d.ts" */
/** @import { Lines } from "./lines.js" */
/** @import { Colours, Column } from "./units.js" */

import { Palette } from "../../../core/browser/base/colour.js";
import {
  clamp,
  element,
  fill,
  grouped,
  isolated,
  write,
} from "../../../core/browser/base/elements.js";
import { readPayload } from "../../../core/browser/base/payload.js";
import { remembered, Steering } from "../../../core/browser/base/steering.js";
import { mount } from "../base/mount.js";
import { makeFoot, makeHead, markedWords } from "./head.js";
import { makeLines } from "./lines.js";
import { makeOverview } from "./overview.js";
import { isOn, makeColours, Units } from "./units.js";

/** @typedef {[from: number, to: number]} Marked tokens, the second one excluded */
/**
 * @typedef {object} SentText
 * @property {string} id
 * @property {string} digest
 * @property {number} first position of the first token in the corpus
 * @property {number} total
 * @property {number} units
 * @property {string[]} labels
 * @property {Record<number, string>} full
 * @property {number[]} blanks
 * @property {number[]} ends
 * @property {Record<number, string>} gaps
 * @property {number[]} unknown
 * @property {Record<number, string>} titles
 * @property {boolean} fixed
 * @property {boolean} lecture
 * @property {number} most_marked
 * @property {Words} words
 */
/** @typedef {Record<"blanks" | "ends" | "unknown", Set<number>>} TokenSets */
/** @typedef {Omit<SentText, keyof TokenSets> & TokenSets & { length: number }} PassageText */
/**
 * @typedef {object} PassageCue
 * @property {string} digest
 * @property {number} number
 * @property {number} position
 * @property {number} unit
 * @property {Marked | null} span
 * @property {boolean} into_view
 */
/**
 * @typedef {Place & { marking: boolean, span: Marked | null, anchor: number | null }} PassageState
 */
/** @typedef {PassageState & { marks: Marked | null, column: Column | undefined }} PassageView */
/**
 * @typedef {Actions & {
 *   walk: (step: number, marks?: boolean) => void,
 *   step: (by: number) => void,
 *   mark: () => void,
 *   clear: () => void,
 * }} PassageActions
 */
/**
 * @typedef {Omit<Shared<PassageText, PassageActions>, "theme"> & {
 *   theme: Theme & { accent: string },
 *   units: Units,
 *   palette: Palette,
 *   colours: Colours,
 * }} PassageContext
 */
/**
 * @typedef {PassageContext & {
 *   tokenWords: (token: number, node: HTMLElement) => boolean,
 *   focus: () => void,
 *   startAt: number | null,
 * }} LinesContext
 */

/** @extends {Steering<PassageText, PassageState, PassageView>} */
export class Passage extends Steering {
  /** @type {string} */
  content;
  /** @type {string} */
  unitsKey;
  /** @type {string} */
  drawn;
  /** @type {boolean} */
  intoView;
  /** @type {Units} */
  units;
  /** @type {Lines} */
  lines;

  // ---- what Python sends -----------------------------------------------------------------

  /** @type {(bytes: Uint8Array, tell: Tell) => void} */
  receive(bytes, tell) {
    this.tell = tell;
    const payload = readPayload(bytes);
    const fresh = payload.content !== this.content && this.read(payload);
    this.content = payload.content;
    this.follow(/** @type {PassageCue} */ (payload.cue));
    const pageColours = this.readPageColours();
    if (fresh || pageColours !== this.pageColours) this.build(pageColours);
    this.render();
    if (this.intoView) this.root.scrollIntoView({ block: "nearest" });
    this.takeFocus();
    this.readSoon(); // values that were missing may have arrived
  }

  // Returns whether everything must be built again; mere neighbours join the existing units.
  /** @type {(payload: { content: string, numbers: () => ArrayBuffer }) => boolean} */
  read({ content, numbers }) {
    const { look, text, values } = JSON.parse(content);
    const { units, ...kind } = values;
    const unitsKey = JSON.stringify([look, kind]);
    const fresh = unitsKey !== this.unitsKey;
    if (fresh) {
      this.unitsKey = unitsKey;
      this.scene = readText(text);
      this.units = new Units(this.scene.length, kind);
    }
    this.units.add(numbers(), units);
    return fresh;
  }

  // Python moves us only by a new cue or a new passage; anything else is an echo of an older step.
  /** @param {PassageCue} cue */
  follow(cue) {
    const { id, first, length, units } = this.scene;
    const { state } = this;
    const known = state ?? /** @type {PassageState | undefined} */ (remembered.get(id));
    const moved = known?.digest !== cue.digest || known.cue !== cue.number;
    this.intoView = known !== undefined && known.cue !== cue.number && cue.into_view;
    this.digest = cue.digest;
    const fresh = { step: 0, unit: 0, marking: false, span: null, anchor: null };
    this.state = { ...fresh, ...known, digest: cue.digest, cue: cue.number };
    if (!moved) return;
    const { position, unit, span } = cue;
    this.reported = { position, unit, span, digest: cue.digest };
    Object.assign(this.state, {
      step: clamp(position - first, 0, length - 1),
      unit: clamp(unit, 0, units - 1),
      span,
      anchor: null,
    });
    this.settleSoon();
  }

  /** @override @type {(shared: Shared<PassageText, Actions>) => Screen<PassageView>} */
  makeScreen(shared) {
    const { scene, units } = this;
    /** @type {PassageActions} */
    const actions = {
      ...shared.actions,
      walk: (step, marks) => this.walk(step, marks),
      step: (by) => this.step(by),
      mark: () => this.mark(),
      clear: () => this.clear(),
    };
    const { quantity, largest } = units;
    const palette = new Palette(
      { diverging: units.diverging, quantities: [quantity], largest: () => largest },
      shared.theme,
    );
    const colours = makeColours(palette.scale(quantity.name), largest);
    const accent = getComputedStyle(this.root).getPropertyValue("--st-primary-color");
    const theme = { ...shared.theme, accent };
    const context = { ...shared, scene, theme, units, palette, colours, actions };
    /** @type {LinesContext["tokenWords"]} */
    const tokenWords = (token, node) => this.point(token, node);
    const focus = () => this.root.focus({ preventScroll: true });
    const startAt = this.drawn === this.digest ? this.lines.root.scrollTop : null;
    this.drawn = this.digest;
    this.lines = makeLines({ ...context, tokenWords, focus, startAt });
    const overview = makeOverview({ ...context, lines: this.lines });
    const [head, foot] = [makeHead(context), makeFoot(context)];
    const both = element("div", { class: "gp-text" }, this.lines.root, overview.root);
    return {
      panels: [head, this.lines, overview, foot],
      nodes: [head.root, both, foot.root],
    };
  }

  // ---- where we are ----------------------------------------------------------------------

  // Marking keeps its starting end; the step stops at the most tokens that can be marked.
  /** @type {(step: number, marks?: boolean) => void} */
  walk(step, marks = false) {
    const { state, scene } = this;
    const marking = marks || state.marking;
    state.anchor = marking ? (state.anchor ?? state.step) : null;
    const reach = marking ? scene.most_marked - 1 : scene.length;
    const from = state.anchor ?? step;
    const target = clamp(clamp(step, 0, scene.length - 1), from - reach, from + reach);
    const ends = [Math.min(from, target), Math.max(from, target) + 1];
    if (marking) state.span = [ends[0] + scene.first, ends[1] + scene.first];
    this.go(target);
  }

  // Goes to a unit further on or back.
  /** @param {number} by */
  step(by) {
    this.go(this.state.step, this.state.unit + by);
  }

  mark() {
    this.state.marking = !this.state.marking;
    if (this.state.marking) this.walk(this.state.step);
    else this.render();
  }

  clear() {
    Object.assign(this.state, { span: null, anchor: null, marking: false });
    this.render();
    this.settleSoon();
  }

  /** @override @returns {PassageView} */
  view() {
    const { span, unit } = this.state;
    const inPassage = span && within(span, this.scene);
    return { ...this.state, marks: span, span: inPassage, column: this.units.at(unit) };
  }

  /** @override */
  here() {
    const { step, unit, span } = this.state;
    return { position: step + this.scene.first, unit, span, digest: this.digest };
  }

  // ---- what is shown and read aloud --------------------------------------------------------

  /** @type {(token: number, node: HTMLElement) => boolean} */
  point(token, node) {
    const { scene, units } = this;
    const { unit, column } = this.view();
    if (!column) return false;
    const sentence = fill(scene.words.tip, {
      token: `\u2068${scene.full[token] ?? scene.labels[token]}\u2069`,
      unit,
      quantity: units.quantity.title,
      value: units.written(column, token),
      precision: units.precision,
      position: grouped(scene.first + token + 1),
    });
    write(node, sentence);
    return true;
  }

  /** @override */
  sentence() {
    const { scene, units } = this;
    const { step, unit, column } = this.view();
    const { span } = this.state;
    const start = fill(scene.words.aloud, {
      position: grouped(scene.first + step + 1),
      token: isolated(scene.labels[step]),
    });
    if (!column) return `${start} ${fill(scene.words.waiting, { unit })}`;
    const value = units.written(column, step);
    const words = fill(scene.words.value_of_unit, { quantity: units.quantity.title, unit, value });
    const state = isOn(column, step) ? scene.words.on : scene.words.off;
    return [`${start} ${words}`, state, ...(span ? [markedWords(span, scene)] : [])].join(", ");
  }

  // ---- keys ----------------------------------------------------------------------------------

  /** @override @type {(event: KeyboardEvent) => Record<string, (() => void) | undefined>} */
  keyActions({ shiftKey: marks }) {
    const { state, scene } = this;
    /** @type {(tokens: number) => () => void} */
    const by = (tokens) => () => this.walk(state.step + tokens, marks);
    /** @type {(pages: number) => () => void} */
    const page = (pages) => () => this.walk(this.lines.pageOf(state.step, pages), marks);
    return {
      ArrowRight: by(1),
      ArrowLeft: by(-1),
      Home: () => this.walk(0, marks),
      End: () => this.walk(scene.length - 1, marks),
      PageDown: page(1),
      PageUp: page(-1),
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      Escape: state.span || state.marking ? () => this.clear() : undefined,
    };
  }
}

/** @type {(text: SentText) => PassageText} */
function readText(text) {
  const { blanks, ends, unknown, labels } = text;
  const sets = { blanks: new Set(blanks), ends: new Set(ends), unknown: new Set(unknown) };
  return { ...text, ...sets, length: labels.length };
}

// The part of a corpus span that lies in the passage, if any, as token indices there.
/** @type {(span: Marked, text: PassageText) => Marked | null} */
function within(span, { first, length }) {
  const [from, to] = span.map((position) => clamp(position - first, 0, length));
  return from < to ? [from, to] : null;
}

export default mount(Passage);
