// @ts-check
// in_sight: panels out of sight are shown a step after what is in sight has been painted.

/** @template V @typedef {{ root?: HTMLElement, show: (view: V) => void }} Shown */

// A panel counts as in sight until the browser says otherwise.
/** @template V */
export class InSight {
  /** @type {V | undefined} what those out of sight are still to show */
  owed;

  /** @param {Shown<V>[]} panels */
  constructor(panels) {
    this.panels = panels;
    /** @type {Set<Element | undefined>} */
    this.hidden = new Set();
    this.sights = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen)
        this.hidden[isIntersecting ? "delete" : "add"](target);
    });
    for (const { root } of panels) if (root) this.sights.observe(root);
  }

  /** @param {V} view */
  show(view) {
    const isHidden = (/** @type {Shown<V>} */ { root }) => this.hidden.has(root);
    for (const panel of this.panels) if (!isHidden(panel)) panel.show(view);
    if (!this.panels.some(isHidden)) return;
    if (this.owed === undefined) requestAnimationFrame(() => setTimeout(() => this.pay()));
    this.owed = view;
  }

  // All of them: what was out of sight may have come into view meanwhile.
  pay() {
    const { owed } = this;
    this.owed = undefined;
    if (owed !== undefined) for (const panel of this.panels) panel.show(owed);
  }

  leave() {
    this.owed = undefined;
    this.sights.disconnect();
  }
}
