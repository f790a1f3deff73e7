// @ts-check
// connections: the selected output, the reports to Python, and what is read aloud.

/** @import { Shades, Tell, Token, Words } from "../../../core/browser/base/types.d.ts" */

import { readTheme } from "../../../core/browser/base/colour.js";
import { clamp, element, fill, isolated, write } from "../../../core/browser/base/elements.js";
import { readPayload } from "../../../core/browser/base/payload.js";
import { READ_AFTER, remembered, SETTLED_AFTER } from "../../../core/browser/base/steering.js";
import { mount } from "../base/mount.js";
import { heardWords, makeMember, MOST_NUMBERED } from "./rows.js";
import { Triangle } from "./triangle.js";

const ECHO_WITHIN = 5000; // ms in which a report comes back, if Python takes it over at all

/**
 * @typedef {object} ConnectionMember
 * @property {string} title
 * @property {number} colour_index
 * @property {Shades<string>} colour
 * @property {Triangle} triangle
 */
/**
 * @typedef {object} ConnectionScene
 * @property {string} id
 * @property {boolean} lecture
 * @property {"strength" | "signed"} measure
 * @property {Token[]} tokens
 * @property {ConnectionMember[]} members
 * @property {Shades<[negative: string, positive: string]>} diverging
 * @property {Words} words
 */
/** @typedef {{ row: number, index: number }} At */
/** @typedef {{ output: number, pinned: number, logarithmic: boolean }} ConnectionView */
/**
 * @typedef {object} State
 * @property {boolean} logarithmic
 * @property {number} pinned
 * @property {number | null} received the pinned output that Python sent last
 * @property {number | null} [focused]
 * @property {number | null} [hovered]
 */

export class Connections {
  /** @type {ConnectionScene} */
  scene;
  /** @type {State} */
  state;
  /** @type {string} */
  content;
  /** @type {string} */
  digest;
  /** @type {string} */
  theme;
  /** @type {Tell} */
  tell;
  /** @type {ReturnType<typeof makeMember>[]} */
  rows;
  /** @type {HTMLElement} */
  heading;
  /** @type {HTMLElement} */
  scale;
  /** @type {HTMLElement} */
  voice;
  /** @type {HTMLElement | undefined} */
  stopped;

  /** @param {Element} host */
  constructor(host) {
    this.root = element("div", { class: "gs gc", "data-testid": "gc-root" });
    host.append(this.root);
    /** @type {Record<string, ReturnType<typeof setTimeout>>} */
    this.timers = {};
    /** @type {{ position: number, until: number }[]} */
    this.sent = []; // outputs that were reported and have not come back yet, and until when they may
    /** @type {(act: (place: At, event: Event) => void) => (event: Event) => void} */
    const at = (act) => (event) => {
      const place = this.placeOf(event.target);
      if (place) act(place, event);
    };
    this.root.addEventListener("pointerover", ({ target }) =>
      this.point(/** @type {Element} */ (target)),
    );
    this.root.addEventListener("pointerleave", () => this.hover(null));
    this.root.addEventListener("focusin", at(({ index }) => this.look({ focused: index })));
    this.root.addEventListener("focusout", () => this.look({ focused: null }));
    this.root.addEventListener("click", at((place) => this.pin(place)));
    this.root.addEventListener("keydown", at((place, event) => this.onKey(place, /** @type {KeyboardEvent} */ (event))));
  }

  // ---- what Python sends -----------------------------------------------------------------

  /** @type {(bytes: Uint8Array, tell: Tell) => void} */
  receive(bytes, tell) {
    this.tell = tell;
    const { cue, content, numbers } = readPayload(bytes);
    const same = content === this.content && cue.digest === this.digest;
    if (!same) {
      this.scene = JSON.parse(content);
      readTriangles(this.scene, new Float32Array(numbers()));
    }
    if (cue.digest !== this.digest) this.sent = [];
    Object.assign(this, { content, digest: cue.digest });
    this.follow(cue.pinned);
    const theme = getComputedStyle(this.root);
    const look = `${theme.backgroundColor} ${theme.color}`;
    if (!same || look !== this.theme) this.build(look);
    this.render();
  }

  // An echo of our own report moves nothing: the reader may have gone on since.
  /** @param {number} pinned */
  follow(pinned) {
    const { id, tokens } = this.scene;
    const stored = /** @type {Partial<State> | undefined} */ (remembered.get(id));
    const known = this.state ?? { logarithmic: false, pinned: 0, ...stored, received: null };
    this.sent = this.sent.filter(({ until }) => until > performance.now());
    const echo = this.sent.findIndex(({ position }) => position === pinned);
    const moved = pinned !== known.received && echo < 0;
    if (echo >= 0) this.sent.splice(0, echo + 1);
    this.state = { ...known, received: pinned };
    const last = tokens.length - 1;
    if (moved) {
      clearTimeout(this.timers.settle);
      this.sent = [];
      Object.assign(this.state, { pinned: clamp(pinned, 0, last), focused: null, hovered: null });
    }
    this.state.pinned = clamp(this.state.pinned, 0, last);
  }

  /** @param {string} look */
  build(look) {
    this.theme = look;
    const { root, scene } = this;
    const { words, members, lecture, tokens, measure } = scene;
    const context = { scene, theme: readTheme(root) };
    this.rows = members.map((member, place) => makeMember(member, place, context));
    this.heading = element("p", { class: "gc-said", "data-testid": "gc-output" });
    this.scale = element(
      "button",
      { type: "button", class: "gc-scale", title: words.logarithmic_help },
      words.logarithmic,
    );
    this.scale.hidden = measure === "signed";
    this.scale.addEventListener("click", () => this.look({ logarithmic: !this.state.logarithmic }));
    this.voice = element("p", { class: "gs-hidden", "aria-live": "polite" });
    this.voice.dataset.testid = "gc-voice";
    const above = element("div", { class: "gc-above" }, this.heading, this.scale);
    const numbers = measure === "signed" ? words.signs : words.shares;
    const hint = element("p", { class: "gs-aside" }, `${words.hint} ${numbers}`);
    const rows = element("div", { class: "gc-rows", role: "group", "aria-label": words.what });
    rows.append(...this.rows.map((row) => row.root));
    root.classList.toggle("gs-lecture", lecture);
    root.classList.toggle("gc-numbered", tokens.length <= MOST_NUMBERED);
    root.replaceChildren(element("div", { class: "gs-body" }, above, rows, hint, this.voice));
    this.stop(0, this.state.pinned);
  }

  // ---- which output is selected ----------------------------------------------------------

  // The output under the pointer comes first, then the focused one, then the pinned one.
  /** @returns {ConnectionView} */
  view() {
    const { hovered, focused, pinned, logarithmic } = this.state;
    const last = this.scene.tokens.length - 1;
    return { output: Math.min(hovered ?? focused ?? pinned, last), pinned, logarithmic };
  }

  /** @param {Partial<State>} change */
  look(change) {
    Object.assign(this.state, change);
    this.render();
    this.readSoon();
  }

  // Between two tokens, the pointer's last token stays selected.
  /** @param {Element} target */
  point(target) {
    const place = this.placeOf(target);
    if (place || !target.closest(".gc-text")) this.hover(place);
  }

  /** @param {At | null} place */
  hover(place) {
    const hovered = place ? place.index : null;
    if (hovered !== this.state.hovered) this.look({ hovered });
  }

  /** @param {At} place */
  pin({ row, index }) {
    this.stop(row, index);
    this.look({ pinned: index });
    clearTimeout(this.timers.settle);
    this.timers.settle = setTimeout(() => this.settle(), SETTLED_AFTER);
  }

  settle() {
    const { pinned, received } = this.state;
    if (pinned === (this.sent.at(-1)?.position ?? received)) return;
    this.sent.push({ position: pinned, until: performance.now() + ECHO_WITHIN });
    this.tell("settled", { position: pinned, digest: this.digest });
  }

  render() {
    const view = this.view();
    for (const row of this.rows) row.show(view);
    write(this.heading, this.outputWords(view.output));
    this.heading.dataset.position = String(view.output + 1);
    this.scale.setAttribute("aria-pressed", String(view.logarithmic));
    remembered.set(this.scene.id, { logarithmic: view.logarithmic });
  }

  // ---- what is read aloud ----------------------------------------------------------------

  /** @param {number} output */
  outputWords(output) {
    const { words, tokens } = this.scene;
    const token = isolated(tokens[output].label);
    return fill(words.output, { step: output + 1, length: tokens.length, token });
  }

  readSoon() {
    clearTimeout(this.timers.read);
    this.timers.read = setTimeout(() => write(this.voice, this.sentence()), READ_AFTER);
  }

  sentence() {
    const { output, logarithmic } = this.view();
    const heard = this.scene.members.map(({ title, triangle }) => {
      return `${isolated(title)}: ${heardWords(triangle.heard(output, logarithmic), this.scene)}`;
    });
    return `${this.outputWords(output)}. ${heard.join("; ")}.`;
  }

  // ---- keys ------------------------------------------------------------------------------

  /** @type {(target: EventTarget | null) => At | null} */
  placeOf(target) {
    const button = /** @type {Element} */ (target).closest(".gc-token");
    const row = button ? this.rows.findIndex(({ root }) => root.contains(button)) : -1;
    return row < 0 ? null : { row, index: Number(/** @type {HTMLElement} */ (button).dataset.index) };
  }

  // One stop for Tab; the arrow keys go from token to token, and from network to network.
  /** @type {(row: number, index: number) => void} */
  stop(row, index) {
    if (this.stopped) this.stopped.tabIndex = -1;
    this.stopped = this.rows[row].buttons[index];
    this.stopped.tabIndex = 0;
  }

  /** @type {(place: At, event: KeyboardEvent) => void} */
  onKey({ row, index }, event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const [lastRow, last] = [this.rows.length - 1, this.scene.tokens.length - 1];
    /** @type {Record<string, [row: number, index: number]>} */
    const keys = {
      ArrowRight: [row, Math.min(index + 1, last)],
      ArrowLeft: [row, Math.max(index - 1, 0)],
      ArrowDown: [Math.min(row + 1, lastRow), index],
      ArrowUp: [Math.max(row - 1, 0), index],
      Home: [row, 0],
      End: [row, last],
    };
    const next = keys[event.key];
    if (!next) return;
    event.preventDefault();
    this.stop(...next);
    this.state.hovered = null; // from now on, the keys choose the output, not a pointer at rest
    this.stopped?.focus();
  }

  leave() {
    Object.values(this.timers).forEach(clearTimeout);
    this.root.remove();
  }
}

/** @type {(scene: ConnectionScene, numbers: Float32Array) => void} */
function readTriangles({ members, tokens, measure }, numbers) {
  const size = (tokens.length * (tokens.length + 1)) / 2;
  members.forEach((member, place) => {
    const values = numbers.subarray(place * size, (place + 1) * size);
    member.triangle = new Triangle(values, measure);
  });
}

export default mount(Connections);
