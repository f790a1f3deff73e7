// @ts-check
// copy_link: a button that copies this page's address with the view's parameters.

const SHOWN_FOR = 2000;

/** @typedef {{ query: string, words: { copy: string, copied: string, by_hand: string } }} Link */
/** @typedef {{ button: HTMLButtonElement, field: HTMLInputElement }} Built */

/** @type {(query: string) => string} */
function addressOf(query) {
  const address = new URL(window.location.href);
  address.search = query;
  address.hash = "";
  return address.href;
}

// Where the clipboard is closed to pages (plain http), the address is shown, selected, to be copied by hand.
/** @type {(button: HTMLElement, field: HTMLInputElement, link: Link) => Promise<void>} */
async function copy(button, field, { query, words }) {
  const address = addressOf(query);
  try {
    await navigator.clipboard.writeText(address);
    button.textContent = words.copied;
  } catch {
    field.hidden = false;
    field.value = address;
    field.select();
    button.textContent = words.by_hand;
  }
  setTimeout(() => { button.textContent = words.copy; }, SHOWN_FOR);
}

/** @type {(parent: Element) => Built} */
function build(parent) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.testid = "gs-copy-link";
  button.translate = false; // its words are written anew
  button.setAttribute("aria-live", "polite");
  const field = document.createElement("input");
  field.readOnly = true;
  field.hidden = true;
  parent.append(button, field);
  return { button, field };
}

/** @type {WeakMap<Element, Built>} */
const built = new WeakMap();

/** @param {{ parentElement: Element, data: Link }} given */
export default function ({ parentElement, data }) {
  const { button, field } = built.get(parentElement) ?? build(parentElement);
  built.set(parentElement, { button, field });
  button.textContent = data.words.copy;
  field.setAttribute("aria-label", data.words.copy);
  button.onclick = () => copy(button, field, data);
}
