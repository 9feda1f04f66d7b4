// What the page shows, as the fragment of its address: it can be shared, and no server ever logs it.

/** The fragment for a query and a view. */
export function addressOf(/** @type {Record<string, string>} */ state) {
  return `#${new URLSearchParams(state)}`;
}

/** The query and the view in the address, or the words to look for. */
export function stateOf(/** @type {string} */ fragment) {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  return { q: given.get("q") ?? "", view: given.get("view") ?? "", words: given.get("words") ?? "" };
}
