// What no script may do, besides what the recommended rules find. Names are checked by tsc.
import js from "@eslint/js";

const MARKUP = "People's text must stay text: use element() and textContent.";
const NETWORK = "The app works without a network: everything comes from Python.";
const CODE = "No code is made from text.";

const names = (all, message) => all.map((name) => ({ name, message }));
const properties = (all, message) => all.map((property) => ({ property, message }));

// Nothing is loaded from elsewhere; that of SVG is a name and no place. (\u002F is a slash.)
const ADDRESS = String.raw`/((https?|wss?|ftp):|^\s*|\(\s*["']?)\u002F\u002F(?!www\.w3\.org\u002F)/i`;

const recommended = {
  linterOptions: { noInlineConfig: true },
  rules: {
    ...js.configs.recommended.rules,
    "no-undef": "off",
    "no-var": "error",
    "one-var": ["error", "never"], // assemble() finds one name a declaration
    "prefer-const": ["error", { destructuring: "all" }],
    eqeqeq: "error",
  },
};

const onAPage = {
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-script-url": "error",
  "no-restricted-globals": [
    "error",
    ...names(["fetch", "XMLHttpRequest", "WebSocket", "EventSource"], NETWORK),
    ...names(["importScripts", "Worker", "SharedWorker"], CODE),
  ],
  "no-restricted-properties": [
    "error",
    ...properties(["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon"], NETWORK),
    ...properties(["innerHTML", "outerHTML", "insertAdjacentHTML", "srcdoc"], MARKUP),
    ...properties(["setHTMLUnsafe", "createContextualFragment"], MARKUP),
    { object: "document", property: "write", message: MARKUP },
    { object: "document", property: "writeln", message: MARKUP },
    ...properties(["eval", "Function"], CODE),
  ],
  "no-restricted-syntax": [
    "error",
    { selector: "ImportExpression", message: "A file opened from disk loads no modules." },
    { selector: "MetaProperty[meta.name=import]", message: "A module has no address here." },
    {
      selector: "CallExpression[callee.name=/^set(Timeout|Interval)$/][arguments.0.type=/Literal$/]",
      message: CODE,
    },
    { selector: `Literal[value=${ADDRESS}]`, message: NETWORK },
    { selector: `TemplateElement[value.cooked=${ADDRESS}]`, message: NETWORK },
  ],
};

export default [
  { files: ["**/*.js", "**/*.mjs"], ...recommended },
  { files: ["core/**/*.js", "pages/**/*.js"], rules: onAPage },
];
