// @ts-check
// pointing: a click goes to a token; dragging, or a click with Shift, marks up to one.

/** @import { PassageActions } from "./passage.js" */

/**
 * @param {HTMLElement} port
 * @param {object} given
 * @param {(event: MouseEvent) => number} given.tokenAt
 * @param {PassageActions} given.actions
 * @param {() => void} given.focus
 */
export function followPointer(port, { tokenAt, actions, focus }) {
  /** @type {number | null} */
  let dragged = null;
  /** @type {PointerEvent | null} */
  let tapped = null;
  /** @type {(event: MouseEvent) => boolean} */
  const onScrollBar = ({ offsetX, target }) => target === port && offsetX >= port.clientWidth;
  port.addEventListener("pointerdown", (event) => {
    tapped = event.pointerType === "touch" ? event : null;
    if (event.button !== 0 || tapped || onScrollBar(event)) return;
    focus();
    dragged = tokenAt(event);
    actions.walk(dragged, event.shiftKey);
    port.setPointerCapture(event.pointerId);
  });
  port.addEventListener("pointermove", (event) => {
    if (dragged === null || tokenAt(event) === dragged) return;
    dragged = tokenAt(event);
    actions.walk(dragged, true);
  });
  // A finger that moves scrolls, and its pointer is cancelled; a tap goes to a token.
  port.addEventListener("pointerup", (event) => {
    if (tapped) actions.walk(tokenAt(event), event.shiftKey);
    dragged = tapped = null;
  });
  port.addEventListener("pointercancel", () => {
    dragged = tapped = null;
  });
}
