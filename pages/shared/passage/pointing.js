// pointing: a click goes to a token, dragging marks from where it began, as Shift and a click do.

function followPointer(port, { tokenAt, actions, focus }) {
  let dragged = null;
  const onScrollBar = ({ offsetX, target }) => target === port && offsetX >= port.clientWidth;
  port.addEventListener("pointerdown", (event) => {
    // A finger scrolls; what it taps comes as a click.
    if (event.button !== 0 || event.pointerType === "touch" || onScrollBar(event)) return;
    focus();
    dragged = tokenAt(event);
    actions.go(dragged, event.shiftKey);
    port.setPointerCapture(event.pointerId);
  });
  port.addEventListener("pointermove", (event) => {
    if (dragged === null || tokenAt(event) === dragged) return;
    dragged = tokenAt(event);
    actions.go(dragged, true);
  });
  for (const end of ["pointerup", "pointercancel"])
    port.addEventListener(end, () => {
      dragged = null;
    });
  port.addEventListener("click", (event) => {
    if (event.pointerType === "touch") actions.go(tokenAt(event), event.shiftKey);
  });
}
