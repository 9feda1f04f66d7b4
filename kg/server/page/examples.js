// The named queries: a question to click, its parameters to fill in, and then it is asked.

import { element, fill, h } from "./element.js";

const HINTS = {
  date: "2024-06-30, 2024-06 or 2024",
  actor: "a name or an id",
  issue: "a name or an id",
  topic: "an issue, with all that is narrower",
  thing: "an actor or an issue",
  relation: "supports, opposes …",
};

/** Show the queries; `chosen(name, parameters)` is called when one is asked. */
export function examples(queries, chosen) {
  const find = element("find");
  const all = queries.map((query) => [query, example(query, chosen)]);
  fill(element("named"), all.map(([, shown]) => shown));
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase().split(/\s+/);
    for (const [query, shown] of all) {
      const text = `${query.name} ${query.question}`.toLowerCase();
      shown.hidden = !words.every((word) => text.includes(word));
    }
  });
}

function example(query, chosen) {
  const inputs = query.parameters.map((one) =>
    h("input", { name: one.name, placeholder: one.default ?? HINTS[one.type] ?? "anything", autocomplete: "off" }),
  );
  const labels = query.parameters.map((one, number) =>
    h("label", null, `${one.name.replaceAll("_", " ")}${one.help ? `: ${one.help}` : ""}`, inputs[number]),
  );
  const asked = (event) => {
    event.preventDefault();
    chosen(query.name, inputs.filter((input) => input.value.trim()).map((input) => [input.name, input.value.trim()]));
  };
  const form = h("form", { onsubmit: asked }, labels, h("button", { type: "submit", class: "main" }, "Ask this"));
  return h("details", { "data-query": query.name, name: "questions" }, h("summary", null, query.question), form);
}
