// @ts-check
// keyboard_focus: moves the focus into menus opened with the keyboard, and keeps it on moved layers.
//
// Streamlit fades the borders of expanders while it runs. React Aria, which draws its menus, moves
// the focus into one once no transition runs; but where several properties of an element fade, it
// learns that the first was cancelled and waits forever for the others. So it gets no such events.
//
// When two cards change places, React removes one from the page for a moment, and with it the focus
// if it is there: the element that had the focus last gets it back. A mouse press anywhere means
// that the focus is wanted elsewhere.

const ONCE = Symbol.for("gatescope.keyboard");
const FIELDS = "button, input";
/** @type {{ name: string, place: number } | null} */
let lastFocused = null;

/** @type {(node: Element) => typeof lastFocused} */
function fieldOfLayer(node) {
  const box = node.closest?.("[class*=st-key-layer-]");
  if (!box) return null;
  const [name] = [...box.classList].filter((each) => each.startsWith("st-key-layer-"));
  return { name, place: [...box.querySelectorAll(FIELDS)].indexOf(node) };
}

function restoreFocus() {
  if (!lastFocused || document.activeElement !== document.body) return;
  const fields = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(`.${lastFocused.name} :is(${FIELDS})`)
  );
  fields[lastFocused.place]?.focus({ preventScroll: true });
}

export default function () {
  const page = /** @type {Record<symbol, boolean>} */ (/** @type {unknown} */ (window));
  if (page[ONCE]) return;
  page[ONCE] = true;
  window.addEventListener("transitionrun", (event) => event.stopImmediatePropagation(), true);
  document.addEventListener("focusin", ({ target }) => {
    lastFocused = fieldOfLayer(/** @type {Element} */ (target));
  });
  document.addEventListener("pointerdown", () => { lastFocused = null; }, true);
  new MutationObserver(restoreFocus).observe(document.body, { childList: true, subtree: true });
}
