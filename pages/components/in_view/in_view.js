// @ts-check
// in_view: reports when its container comes near the part of the page that is in view, and when it
// is far from it again. While the container is empty, it keeps the height that it had.

/** @import { Tell } from "../../../core/browser/base/types.d.ts" */

import { mount } from "../base/mount.js";

/** @typedef {{ container: string, drawn: boolean }} Watched the container's key; what is in it */

const MARGIN = "50%"; // of the window's height: what is as near as that counts as in view
const FIRST_HEIGHT = 320; // px, until the container had something in it

class InView {
  /** @type {Watched | undefined} */
  data;
  /** @type {Tell | undefined} */
  tell;
  /** @type {Element | null} */
  container = null;
  /** @type {boolean | undefined} */
  near;
  height = FIRST_HEIGHT;

  /** @param {Element} host */
  constructor(host) {
    this.room = document.createElement("div");
    this.room.dataset.testid = "gs-in-view";
    host.append(this.room);
    this.sizes = new ResizeObserver(() => this.measure());
  }

  /** @type {(data: Watched, tell: Tell) => void} */
  receive(data, tell) {
    const again = !data.drawn && this.near === true; // the server has forgotten it
    Object.assign(this, { data, tell });
    this.room.style.height = data.drawn ? "0" : `${this.height}px`;
    this.watch(document.querySelector(`.st-key-${CSS.escape(data.container)}`));
    if (again) tell("near", true);
  }

  /** @param {Element | null} container */
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
    const near = seen[seen.length - 1].isIntersecting;
    if (near === this.near) return;
    // What was never near need not be told to be far.
    const news = near || this.near !== undefined;
    this.near = near;
    if (news) this.tell?.("near", near);
  }

  measure() {
    const { container, data } = this;
    if (data?.drawn && container?.clientHeight) this.height = container.clientHeight;
  }

  leave() {
    this.views?.disconnect();
    this.sizes.disconnect();
    this.container = null;
  }
}

export default mount(InView, "setTriggerValue");
