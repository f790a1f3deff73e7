// @ts-check
// over_chart: frames the current token over a Plotly chart of the page, veils what the reader is not
// to see yet, and hears its clicks. The chart itself stays as it is, so that nothing is drawn again when the token changes.

/** @import { Frame, Panel } from "./frames.js" */
/** @import { ReaderPlace } from "../../../core/browser/base/place.js" */
/** @import { Tell } from "../../../core/browser/base/types.d.ts" */

import { follow, goTo, lastPlace } from "../../../core/browser/base/place.js";
import { mount } from "../base/mount.js";
import { frames, shapes, veils, veilShapes } from "./frames.js";

/**
 * @typedef {object} Cursor
 * @property {number} x
 * @property {number | null} unit
 * @property {string | null} follows the trace whose reader is followed, by its digest
 * @property {number} first the x of the trace's first token
 */
/**
 * @typedef {object} Over
 * @property {string} chart the key of the chart
 * @property {string} colour of the frames
 * @property {Cursor | null} cursor
 * @property {boolean} reports whether Python wants to know what was clicked
 */
/** @typedef {{ x: number, y: number, pointIndex: number }} Clicked */
/**
 * @typedef {HTMLElement & {
 *   _fullLayout?: { _plots: Record<string, Panel> },
 *   _fullData: { type: string }[],
 *   layout: { shapes?: object[] },
 *   on: (event: string, heard: (happened: { points: Clicked[] }) => void) => void,
 * }} Chart a chart as Plotly leaves it in the page
 */

/** @type {Partial<CSSStyleDeclaration>} */
const LAYER = { position: "absolute", inset: "0", pointerEvents: "none" };
/** @type {Partial<CSSStyleDeclaration>} */
const FRAME = { position: "absolute", boxSizing: "border-box", left: "0", top: "0" };
/** How far a step reaches to the right: to the end of its column, or just over its point. */
const [COLUMN, POINT] = [0.5, 0.15];

class OverChart {
  /** @type {Over | undefined} */
  data;

  /** @param {Element} host */
  constructor(host) {
    this.host = host;
    this.layer = document.createElement("div");
    this.layer.dataset.testid = "gs-over-chart";
    Object.assign(this.layer.style, LAYER);
    /** @type {{ x: number, unit: number | null } | null} */
    this.at = null;
    /** @type {number | null} the x of the last token that may be seen, where later ones are veiled */
    this.seen = null;
    /** @type {WeakSet<Chart>} */
    this.known = new WeakSet();
    // Streamlit may replace the chart at any time; the layer goes with it and has to come back.
    this.watcher = new MutationObserver(() => this.layer.isConnected || this.attach());
    this.watcher.observe(document.body, { childList: true, subtree: true });
    this.end = follow((place) => this.step(place));
  }

  /** @type {(data: Over, tell: Tell) => void} */
  receive(data, tell) {
    this.data = data;
    this.tell = tell;
    this.at = data.cursor && { x: data.cursor.x, unit: data.cursor.unit };
    this.seen = null;
    const place = lastPlace();
    if (place) this.step(place);
    if (this.layer.isConnected && this.find() === this.chart) this.draw();
    else this.attach();
  }

  // The reader may have gone on since the page last heard of it.
  /** @param {ReaderPlace} place */
  step({ digest, step, unit, seen }) {
    const cursor = this.data?.cursor;
    if (!cursor?.follows || digest !== cursor.follows) return;
    this.at = { x: cursor.first + step, unit: cursor.unit === null ? null : unit };
    this.seen = seen === undefined ? null : cursor.first + seen;
    this.draw();
  }

  /** @returns {Chart | null} */
  find() {
    return document.querySelector(`.st-key-${CSS.escape(this.data?.chart ?? "")} .js-plotly-plot`);
  }

  attach() {
    const chart = this.find();
    const box = chart?.querySelector(".svg-container");
    if (!chart?._fullLayout || !box) return;
    box.append(this.layer);
    this.chart = chart;
    if (!this.known.has(chart)) {
      this.known.add(chart);
      chart.on("plotly_afterplot", () => this.draw());
      chart.on("plotly_click", ({ points }) => this.click(points[0]));
      chart.addEventListener("click", (event) => this.enter(event), true);
    }
    this.draw();
  }

  panels() {
    return this.chart?._fullLayout?._plots ?? {};
  }

  draw() {
    const { at, data, layer } = this;
    if (!data || !layer.isConnected) return;
    const panels = Object.values(this.panels());
    const border = { border: `1.5px solid ${data.colour}`, background: "", pointerEvents: "none" };
    // Under a veil, the chart hears no pointer: it has nothing to say.
    const veil = { border: "", background: this.veilColour(), pointerEvents: "auto" };
    const edge = this.edge();
    const shown = [
      ...(edge === null ? [] : veils(panels, edge)).map((place) => ({ place, look: veil })),
      ...(at ? frames(panels, at.x, at.unit) : []).map((place) => ({ place, look: border })),
    ];
    while (layer.children.length > shown.length) layer.lastChild?.remove();
    shown.forEach(({ place, look }, index) => this.put(index, place, look));
  }

  /** @type {(index: number, place: Frame, look: Partial<CSSStyleDeclaration>) => void} */
  put(index, { left, top, width, height }, look) {
    const { layer } = this;
    const node = /** @type {HTMLElement} */ (
      layer.children[index] ?? layer.appendChild(document.createElement("div"))
    );
    const size = { width: `${width}px`, height: `${height}px` };
    Object.assign(node.style, FRAME, look, size, { transform: `translate(${left}px, ${top}px)` });
  }

  // Where the veil begins: a line that goes on would tell where it goes.
  edge() {
    const { chart, seen } = this;
    if (seen === null || !chart) return null;
    return seen + (chart._fullData.some(({ type }) => type === "heatmap") ? COLUMN : POINT);
  }

  veilColour() {
    return getComputedStyle(this.host).getPropertyValue("--st-secondary-background-color");
  }

  // What is followed goes there at once; anything else is for Python to answer.
  /** @param {Clicked | undefined} point */
  click(point) {
    const { data } = this;
    if (!point || !data) return;
    const { x, y, pointIndex } = point;
    if (data.reports)
      this.tell?.("clicked", { x, y, index: pointIndex });
    else if (data.cursor?.follows)
      goTo({
        digest: data.cursor.follows,
        step: x - data.cursor.first,
        ...(data.cursor.unit === null ? {} : { unit: y }),
      });
  }

  // A picture that is saved is drawn from the chart's layout: for that moment the frames enter it.
  /** @param {Event} event */
  enter(event) {
    const { at, chart, data, layer } = this;
    const button = /** @type {Element} */ (event.target).closest(".modebar-btn");
    if (!button || !at || !chart || !data || !layer.isConnected) return;
    const { layout } = chart;
    const own = layout.shapes;
    const edge = this.edge();
    const veil = edge === null ? [] : veilShapes(this.panels(), edge, this.veilColour());
    const added = shapes(Object.keys(this.panels()), at.x, at.unit, data.colour);
    layout.shapes = [...(own ?? []), ...veil, ...added];
    setTimeout(() => { layout.shapes = own; });
  }

  // The chart may stay, with what it has been given to call: without data, that does nothing.
  leave() {
    this.data = undefined;
    this.watcher.disconnect();
    this.end();
    this.layer.remove();
  }
}

export default mount(OverChart, "setTriggerValue");
