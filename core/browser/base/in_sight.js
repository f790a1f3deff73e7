// @ts-check
// in_sight: panels out of sight are shown a step after what is in sight has been painted.

/** @template V @typedef {{ root?: HTMLElement, show: (view: V) => void }} Shown */

// A panel counts as in sight until the browser says otherwise.
/** @template V */
export class InSight {
  /** @type {V | undefined} what was shown last */
  view;

  /** @param {Shown<V>[]} panels */
  constructor(panels) {
    this.panels = panels;
    /** @type {Set<Element | undefined>} */
    this.hidden = new Set();
    /** @type {Set<Shown<V>>} those that are still to show it: no other is touched for them */
    this.late = new Set();
    this.sights = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen)
        this.hidden[isIntersecting ? "delete" : "add"](target);
    });
    for (const { root } of panels) if (root) this.sights.observe(root);
  }

  /** @param {V} view */
  show(view) {
    this.view = view;
    const waits = this.late.size > 0;
    for (const panel of this.panels) {
      if (this.hidden.has(panel.root)) this.late.add(panel);
      else {
        this.late.delete(panel);
        panel.show(view);
      }
    }
    if (!waits && this.late.size) requestAnimationFrame(() => setTimeout(() => this.follow()));
  }

  follow() {
    const late = [...this.late];
    this.late.clear();
    for (const panel of late) panel.show(/** @type {V} */ (this.view));
  }

  leave() {
    this.late.clear();
    this.sights.disconnect();
  }
}
