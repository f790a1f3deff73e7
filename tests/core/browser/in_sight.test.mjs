import assert from "node:assert/strict";
import test from "node:test";

import { InSight } from "../../../core/browser/base/in_sight.js";

/** The browser, which says what is in sight and paints when it is told to. */
class Browser {
  constructor(context) {
    const browser = this;
    browser.frames = [];
    context.mock.timers.enable({ apis: ["setTimeout"] });
    this.context = context;
    globalThis.requestAnimationFrame = (painted) => browser.frames.push(painted);
    globalThis.IntersectionObserver = class {
      constructor(say) {
        browser.say = say;
      }
      observe() {}
      disconnect() {}
    };
  }

  see(panel, isIntersecting) {
    this.say([{ target: panel.root, isIntersecting }]);
  }

  paint() {
    for (const painted of this.frames.splice(0)) painted();
    this.context.mock.timers.tick(1);
  }
}

function panel(root = {}) {
  const shown = [];
  return { root, shown, show: (view) => shown.push(view) };
}

test("what is out of sight follows after the frame in which the rest is painted", (context) => {
  const [near, far] = [panel(), panel()];
  const browser = new Browser(context);
  const panels = new InSight([near, far]);
  browser.see(far, false);
  panels.show("one");
  panels.show("two");
  assert.deepEqual([near.shown, far.shown], [["one", "two"], []]);
  browser.paint();
  assert.deepEqual([near.shown, far.shown], [["one", "two"], ["two"]]);
  panels.show("three");
  browser.paint();
  assert.deepEqual([near.shown.length, far.shown], [3, ["two", "three"]]);
});

test("what has come into sight meanwhile keeps the newest view", (context) => {
  const far = panel();
  const browser = new Browser(context);
  const panels = new InSight([far]);
  browser.see(far, false);
  panels.show("old");
  browser.see(far, true);
  panels.show("new");
  browser.paint();
  assert.equal(far.shown.at(-1), "new");
});

test("panels without a place, and all of them at first, are shown at once", (context) => {
  const [placeless, first] = [panel(undefined), panel()];
  new Browser(context);
  new InSight([{ show: placeless.show }, first]).show("now");
  assert.deepEqual([placeless.shown, first.shown], [["now"], ["now"]]);
});

test("nothing is shown once the screen is left", (context) => {
  const far = panel();
  const browser = new Browser(context);
  const panels = new InSight([far]);
  browser.see(far, false);
  panels.show("late");
  panels.leave();
  browser.paint();
  assert.deepEqual(far.shown, []);
});
