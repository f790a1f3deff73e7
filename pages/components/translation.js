// @ts-check
// translation: a browser that translates the page leaves no number behind that has changed since.

// A translator puts another node in the place of each text that it translates. React goes on writing
// into the text that was taken away, so that the reader keeps the old number; and it fails where it
// wants to remove that text. So numbers are not translated, and a text that React writes into again
// returns to its place.

const KEPT = [
  "stBidiComponentIsolated", "stBidiComponentRegular", "stPlotlyChart", "stDataFrame", "stTable",
  "stMetric", "stMetricValue", "stMetricDelta", "stCode", "stText", "stJson", "stSliderThumbValue",
  "stSliderTickBar", "stNumberInputContainer", "stProgress", "stMarkdownBadge",
].map((name) => `[data-testid=${name}]`).concat(".katex").join(", ");
const SENTENCE = "p, li, td, th, h1, h2, h3, h4, h5, h6, label, button, a";
const NUMBER = /\p{N}/u;

/** @type {(node: Node) => void} */
function keepFresh(node) {
  const element = node instanceof Element ? node : node.parentElement;
  if (!element || element.closest("[translate=no]")) return;
  if (node instanceof Element) {
    if (node.matches(KEPT)) return void node.setAttribute("translate", "no");
    for (const child of node.childNodes) keepFresh(child);
  } else if (NUMBER.test(node.textContent ?? "")) {
    (element.closest(SENTENCE) ?? element).setAttribute("translate", "no");
  }
}

// Text that was taken away -> the node that a translator has put in its place.
/** @type {WeakMap<Node, Element>} */
const inPlaceOf = new WeakMap();

/**
 * @param {Node | null} node
 * @returns {node is Element}
 */
const isTranslation = (node) => node instanceof Element && node.localName === "font";

/** @type {(record: MutationRecord, written: MutationObserver) => void} */
function noteReplaced({ addedNodes, removedNodes, previousSibling, nextSibling }, written) {
  for (const text of removedNodes) {
    if (text.nodeType !== Node.TEXT_NODE || text.isConnected) continue;
    const other = [...addedNodes, previousSibling, nextSibling].find(isTranslation);
    if (!other) continue;
    inPlaceOf.set(text, other);
    written.observe(text, { characterData: true });
  }
}

/** @type {(records: MutationRecord[]) => void} */
function putBack(records) {
  for (const { target } of records) {
    const other = inPlaceOf.get(target);
    inPlaceOf.delete(target);
    if (other?.isConnected) other.replaceWith(target);
  }
}

// Where React removes a text that is not there, or inserts before it, what stands there is meant.
function meanWhatIsThere() {
  const { insertBefore, removeChild } = Node.prototype;
  /** @type {<N extends Node | null>(parent: Node, child: N) => N} */
  const there = (parent, child) => {
    const other = child && child.parentNode !== parent ? inPlaceOf.get(child) : undefined;
    return other?.parentNode === parent ? /** @type {typeof child} */ (/** @type {unknown} */ (other)) : child;
  };
  Node.prototype.removeChild = function (child) {
    removeChild.call(this, there(this, child));
    return child;
  };
  Node.prototype.insertBefore = function (added, before) {
    insertBefore.call(this, added, there(this, before));
    return added;
  };
}

export function keepNumbersFresh() {
  const written = new MutationObserver(putBack);
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "characterData") keepFresh(record.target);
      record.addedNodes.forEach(keepFresh);
      noteReplaced(record, written);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  keepFresh(document.body);
  meanWhatIsThere();
}
