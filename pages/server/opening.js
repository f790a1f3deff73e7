// @ts-check
// opening: the first script of a page that is loaded; Streamlit's own come after it.

const script = /** @type {HTMLScriptElement} */ (document.currentScript);

// Streamlit would look for its server below the address of the screen first, where there is none.
Object.assign(window, { __streamlit: { BACKEND_BASE_URL: new URL(".", script.src).href } });

// Until somebody does something on the finished page, what Streamlit writes into the address only
// says in full what was opened: it takes the place of the link, so that Back leads away from both.
const ACTS = ["pointerdown", "keydown", "click"];
const RUNS_NO_MORE = "[data-testid=stApp][data-test-script-state=notRunning]";

function begin() {
  if (!document.querySelector(RUNS_NO_MORE)) return;
  Reflect.deleteProperty(history, "pushState");
  for (const act of ACTS) removeEventListener(act, begin, true);
}

history.pushState = history.replaceState;
for (const act of ACTS) addEventListener(act, begin, true);
