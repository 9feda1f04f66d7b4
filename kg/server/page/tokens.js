// Colours for a query. A token of every kind that SPARQL has; what is none of them stays plain.

const TOKENS =
  /(?<comment>#[^\n]*)|(?<iri><[^<>"{}|^`\\\x00-\x20]*>)|(?<string>"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(?<variable>[?$][\p{L}\p{N}_]+)|(?<name>[\p{L}_][\p{L}\p{N}_.-]*:[\p{L}\p{N}_:%.-]*[\p{L}\p{N}_:%-]|[\p{L}_]?[\p{L}\p{N}_-]*:)|(?<word>[A-Za-z_][A-Za-z_0-9]*)/gu;

/**
 * The pieces of a query: [kind, text], kind "" for what is plain.
 *
 * @param {string} sparql
 * @returns {[string, string][]}
 */
export function pieces(sparql) {
  /** @type {[string, string][]} */
  const found = [];
  let end = 0;
  for (const match of sparql.matchAll(TOKENS)) {
    if (match.index > end) found.push(["", sparql.slice(end, match.index)]);
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [""];
    found.push([kind, match[0]]);
    end = match.index + match[0].length;
  }
  if (end < sparql.length) found.push(["", sparql.slice(end)]);
  return found;
}
