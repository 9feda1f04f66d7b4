// A page without a browser: the data blocks of a real page, and just enough of a document to read them from.

import { readFileSync } from "node:fs";

const blocks = JSON.parse(readFileSync(process.env.KG_PAGE, "utf8"));

globalThis.document = {
  documentElement: { lang: "en" },
  getElementById: (id) => (id in blocks ? { textContent: JSON.stringify(blocks[id]) } : null),
};
Object.defineProperty(globalThis, "navigator", { value: { languages: ["en-GB"] }, configurable: true });

const page = new URL("../../../kg/explorer/page/", import.meta.url);

/** A module of the page. */
export function module(name) {
  return import(new URL(`${name}.js`, page));
}
