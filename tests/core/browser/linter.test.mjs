// The linter's own rules, each seen to fail where it should.
import assert from "node:assert/strict";
import test from "node:test";

import { Linter } from "eslint";

import config from "../../../eslint.config.js";

const PLANTED = [
  'document.body.innerHTML = "a";',
  'document.body["innerHTML"] = "a";',
  "const { outerHTML } = document.body;\nexport const html = outerHTML;",
  'document.body.insertAdjacentHTML("beforeend", "a");',
  'document.body.setHTMLUnsafe("a");',
  'document.write("a");',
  'eval("1");',
  'window.eval("1");',
  'new Function("1");',
  'setTimeout("a()", 1);',
  'fetch("/a");',
  'window.fetch("/a");',
  "new XMLHttpRequest();",
  'new WebSocket("/a");',
  'navigator.sendBeacon("/a");',
  'new Worker("a.js");',
  'import { x } from "https://cdn.example.com/x.js";\nexport const y = x;',
  'export const source = "//cdn.example.com/x.js";',
  "export const source = (name) => `https://fonts.example.com/${name}`;",
  'export const style = "background: url(//cdn.example.com/a.png)";',
  'export const style = "background: url(https://cdn.example.com/a.png)";',
  'export const late = import("./x.js");',
  "export const here = import.meta.url;",
  "export const a = 1, b = 2;",
  "const unused = 1;",
  "/* eslint-disable */ eval('1');",
];

const INNOCENT = [
  'import { x } from "./x.js";\nexport const y = x;',
  "// see https://example.com\nexport const a = 1;",
  'export const SVG = "http://www.w3.org/2000/svg";',
  'document.body.textContent = "<b>";',
  "setTimeout(() => {}, 1);",
];

const faults = (code, filename) => new Linter().verify(code, config, { filename });

for (const filename of ["core/browser/planted.js", "pages/components/planted.js"]) {
  for (const code of PLANTED)
    test(`${filename}: ${code}`, () => assert.notDeepEqual(faults(code, filename), []));
  for (const code of INNOCENT)
    test(`${filename} may have ${code}`, () => assert.deepEqual(faults(code, filename), []));
}
