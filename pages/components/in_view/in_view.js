// @ts-check
// in_view: reports when its container comes near the part of the page that is in view, and when it
// is far from it again. While the container is empty, it keeps the height that it had.

/** @import { Tell } from "../../../core/browser/base/types.d.ts" */

import { mount } from "../base/mount.js";

/** @typedef {{ container: string, drawn: boolean }} Watched the container's key; what is in it */

const MARGIN = "50%"; // of the window's height: what is as near as that counts as in view
const STAYS = 150; // ms: a page that is being drawn, or scrolled past, tells nothing
const FIRST_HEIGHT = 320; // px, until the container had something in it

// Heights that containers had, by their keys: Streamlit may replace the watcher at any time.
/** @type {Map<string, number>} */
const heights = new Map();

class InView {
  /** @type {Watched | undefined} */
  data;
  /** @type {Tell | undefined} */
  tell;
  /** @type {HTMLElement | null} */
  container = null;
  /** @type {boolean | undefined} */
  near;
  /** @type {boolean | undefined} */
  known; // what Python takes to be the case
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;

  constructor() {
    this.sizes = new ResizeObserver(() => this.measure());
  }

  /** @type {(data: Watched, tell: Tell) => void} */
  receive(data, tell) {
    Object.assign(this, { data, tell, known: data.drawn });
    this.watch(document.querySelector(`.st-key-${CSS.escape(data.container)}`));
    // The container keeps its room itself: what is drawn in it takes that at once.
    const height = heights.get(data.container) ?? FIRST_HEIGHT;
    if (this.container) this.container.style.minHeight = data.drawn ? "" : `${height}px`;
    this.measure();
    this.reportSoon();
  }

  /** @param {HTMLElement | null} container */
  watch(container) {
    if (!container || container === this.container) return;
    this.leave();
    this.container = container;
    this.sizes.observe(container);
    this.views = new IntersectionObserver((seen) => this.see(seen), {
      root: container.closest("[data-testid=stMain]"),
      rootMargin: `${MARGIN} 0px`,
    });
    this.views.observe(container);
  }

  /** @param {IntersectionObserverEntry[]} seen */
  see(seen) {
    this.near = seen[seen.length - 1].isIntersecting;
    this.reportSoon();
  }

  reportSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.report(), STAYS);
  }

  report() {
    if (this.near === undefined || this.near === this.known) return;
    this.known = this.near;
    this.tell?.("near", this.near);
  }

  measure() {
    const { container, data } = this;
    if (data?.drawn && container?.clientHeight) heights.set(data.container, container.clientHeight);
  }

  leave() {
    clearTimeout(this.timer);
    this.views?.disconnect();
    this.sizes.disconnect();
    if (this.container) this.container.style.minHeight = "";
    this.container = null;
  }
}

export default mount(InView, "setTriggerValue");
