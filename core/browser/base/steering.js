// steering: where we are in a text, what the keys do, and what Python is told.

import { readTheme } from "./colour.js";
import { clamp, element, fill, isolated, write } from "./elements.js";
import { makeTip } from "./maps.js";
import { readPayload } from "./payload.js";

export const SETTLED_AFTER = 200; // ms after the last step
export const READ_AFTER = 250; // ms: the live region speaks only where one stays
const STEP_AFTER = 1000; // ms a token at speed 1×

// What stays when Streamlit takes the component away and brings it back, by the component's key.
export const remembered = new Map();

// What every such screen shares. Each kind of it says for itself what it shows of its scene:
// readScene, knownSignal, makeScreen (panels, and their nodes in order) and spoken.
export class Steering {
  constructor(host) {
    this.root = element("div", {
      class: "gs",
      role: "group",
      tabindex: "0",
      "data-testid": "gs-root",
    });
    host.append(this.root);
    this.state = null;
    this.timers = {};
    this.actions = {
      go: (step, unit) => this.go(step, unit),
      move: (by) => this.go(this.state.step + by),
      pick: (unit) => this.go(this.state.step, unit),
      toggle: () => (this.state.playing ? this.pause() : this.play()),
      set: (choice) => this.set(choice),
      answer: () => this.answer(),
    };
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("mousedown", (event) => this.keepFocus(event));
  }

  // ---- what Python sends -----------------------------------------------------------------

  receive(bytes, tell) {
    this.tell = tell;
    const payload = readPayload(bytes);
    const { cue } = payload;
    const same = payload.content === this.content && cue.digest === this.digest;
    if (!same) {
      this.content = payload.content;
      this.scene = this.readScene(JSON.parse(payload.content), payload.numbers());
    }
    const begins = this.state === null;
    this.follow(cue);
    this.digest = cue.digest;
    const theme = getComputedStyle(this.root);
    const look = `${theme.backgroundColor} ${theme.color}`;
    if (!same || look !== this.look) this.build(look);
    this.render();
    this.takeFocus(begins);
  }

  // In a lecture the arrow keys step from the start, unless somebody is typing.
  takeFocus(begins) {
    if (begins && this.scene.lecture && document.activeElement === document.body)
      this.root.focus({ preventScroll: true });
  }

  // Python moves us only by a new cue or a new trace; anything else is an echo of an older step.
  follow(cue) {
    const known = this.state ?? remembered.get(this.scene.id);
    const { lecture, length, units } = this.scene;
    const sameTrace = known?.digest === cue.digest;
    const moved = !sameTrace || known.cue !== cue.number;
    const fresh = { speed: 1, reveal: lecture };
    this.state = { ...fresh, ...known, digest: cue.digest, cue: cue.number };
    if (!sameTrace) {
      clearTimeout(this.timers.play);
      Object.assign(this.state, { answered: -1, playing: false });
    }
    if (lecture && !known?.lecture) this.state.reveal = true;
    this.state.lecture = lecture;
    this.state.signal = this.knownSignal(this.state.signal);
    const text = this.scene.tokens.map(({ full }) => full).join("\n");
    const sameText = text === this.text;
    this.text = text;
    if (!moved) return;
    clearTimeout(this.timers.settle);
    // Where we are told to stay while the page has not heard of our last steps, we stay.
    const stays = sameText && this.told.position === cue.position;
    this.told = { position: cue.position, unit: cue.unit, digest: cue.digest };
    if (!stays) this.state.step = clamp(cue.position - 1, 0, length - 1);
    this.state.unit = clamp(cue.unit, 0, units - 1);
    this.settleSoon();
  }

  build(look) {
    this.look = look;
    const { root, scene, actions } = this;
    const theme = readTheme(root);
    const tip = makeTip();
    const screen = this.makeScreen({ scene, theme, actions, tip, calm: prefersCalm });
    this.panels = screen.panels;
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

  // ---- where we are ----------------------------------------------------------------------

  go(step, unit = this.state.unit) {
    const { length, units } = this.scene;
    const target = clamp(step, 0, length - 1);
    Object.assign(this.state, { step: target, unit: clamp(unit, 0, units - 1) });
    if (this.state.playing && target === length - 1) this.pause();
    this.render();
    this.settleSoon();
  }

  set(choice) {
    Object.assign(this.state, choice);
    if ("speed" in choice && this.state.playing) this.schedule(performance.now());
    this.render();
  }

  answer() {
    this.state.answered = Math.max(this.state.answered, this.state.step);
    this.render();
    this.readSoon();
  }

  // How far one may look: to the current step in reveal mode, and no further than was answered.
  view() {
    const { state, scene } = this;
    const asks = scene.lecture && scene.outputs.length > 0;
    if (state.playing) state.answered = Math.max(state.answered, state.step);
    const seen = state.reveal ? state.step : scene.length - 1;
    const opinionSeen = asks ? Math.min(seen, state.answered) : seen;
    return { ...state, seen, opinionSeen, answered: !asks || state.step <= state.answered };
  }

  render() {
    const view = this.view();
    for (const panel of this.panels) panel.show(view);
    remembered.set(this.scene.id, this.state);
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

  pause() {
    clearTimeout(this.timers.play);
    this.state.playing = false;
    this.render();
    this.settleSoon();
  }

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

  // ---- telling Python and the listener ----------------------------------------------------

  here() {
    return { position: this.state.step + 1, unit: this.state.unit, digest: this.digest };
  }

  settleSoon() {
    clearTimeout(this.timers.settle);
    if (this.state.playing) return;
    this.timers.settle = setTimeout(() => this.settle(), SETTLED_AFTER);
    this.readSoon();
  }

  settle() {
    const here = this.here();
    if (JSON.stringify(here) === JSON.stringify(this.told)) return;
    this.told = here;
    this.tell("settled", here);
  }

  readSoon() {
    clearTimeout(this.timers.read);
    this.timers.read = setTimeout(() => write(this.voice, this.sentence()), READ_AFTER);
  }

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

  onKey(event) {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select")) return;
    const onButton = event.target.matches(".gs-button");
    if (onButton && (event.key === " " || event.key === "Enter")) return;
    const act = this.keyActions(event)[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  keyActions() {
    const { state, actions } = this;
    return {
      ArrowRight: () => actions.move(1),
      ArrowLeft: () => actions.move(-1),
      Home: () => actions.go(0),
      End: () => actions.go(this.scene.length - 1),
      ArrowDown: () => actions.pick(state.unit + 1),
      ArrowUp: () => actions.pick(state.unit - 1),
      " ": actions.toggle,
      Enter: this.scene.lecture ? actions.answer : undefined,
    };
  }

  // A click with the pointer leaves the focus on the whole, so that Space plays and arrows step.
  keepFocus(event) {
    if (!event.target.closest("button")) return;
    event.preventDefault();
    this.root.focus({ preventScroll: true });
  }

  leave() {
    Object.values(this.timers).forEach(clearTimeout);
    if (this.state) this.state.playing = false;
    this.root.remove();
  }
}

const prefersCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
