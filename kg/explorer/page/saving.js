// Handing a file to the reader.

import { meta } from "./data.js";

/** Save a file under the page's name. */
export function save(/** @type {Blob} */ blob, /** @type {string} */ ending) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${meta.slug}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
