// Triples as circles and lines. Literals are no circles: labels name them, the rest stands in the table.

import { h, svg } from "./element.js";
import { addressOf } from "./state.js";
import { describing, short } from "./terms.js";

const LABELS = new Set([
  "http://www.w3.org/2000/01/rdf-schema#label",
  "http://www.w3.org/2004/02/skos/core#prefLabel",
]);
const MOST = 120; // circles; more are a hairball
const ROUNDS = 250;
const GRAVITY = 2;
const [WIDTH, HEIGHT] = [1000, 620];

export function picture(triples, prefixes) {
  const names = new Map(triples.filter((one) => LABELS.has(one.predicate.value)).map((one) => [one.subject.value, one.object.value]));
  const linking = triples.filter((one) => one.object.type !== "literal");
  const degree = new Map();
  for (const { subject, object } of linking) {
    for (const end of [subject, object]) degree.set(end.value, (degree.get(end.value) ?? 0) + 1);
  }
  const chosen = [...degree].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
  const nodes = chosen.map(([id], number) => ({ id, ...start(number, chosen.length) }));
  const at = new Map(nodes.map((node) => [node.id, node]));
  const links = linking.filter((one) => at.has(one.subject.value) && at.has(one.object.value));
  if (!nodes.length) return [h("p", { class: "none" }, "These triples link no two things; see the table.")];
  settle(nodes, links.map((one) => [at.get(one.subject.value), at.get(one.object.value)]));
  const kinds = new Map(linking.flatMap((one) => [one.subject, one.object]).map((end) => [end.value, end.type]));
  const lines = [...between(links, prefixes)].map(([, one]) => line(at.get(one.from), at.get(one.to), one.names, links.length));
  const circles = nodes.map((node) => circle(node, names.get(node.id) ?? short(node.id, prefixes), kinds.get(node.id)));
  const left = degree.size - nodes.length;
  const label = `${nodes.length} things and ${links.length} links between them; the table has the same`;
  return [
    left > 0 && h("p", null, `The ${MOST} with the most links are shown; ${left} are not.`),
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": label }, lines, circles),
  ];
}

function start(number, all) {
  const turn = (2 * Math.PI * number) / all;
  return { x: WIDTH / 2 + (WIDTH / 3) * Math.cos(turn), y: HEIGHT / 2 + (HEIGHT / 3) * Math.sin(turn) };
}

// Fruchterman and Reingold: all push each other away, links pull, the middle draws, and everything cools down. At the
// end all of it is made to fit: whoever is stopped at an edge while it moves piles up there with the others.
function settle(nodes, links) {
  const ideal = 0.8 * Math.sqrt((WIDTH * HEIGHT) / nodes.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const pull = nodes.map(() => [0, 0]);
    const place = new Map(nodes.map((node, number) => [node, number]));
    const push = (a, b, force) => {
      const [dx, dy] = [nodes[a].x - nodes[b].x || 0.01, nodes[a].y - nodes[b].y || 0.01];
      const far = Math.hypot(dx, dy);
      const by = force(far) / far;
      pull[a][0] += dx * by;
      pull[a][1] += dy * by;
      pull[b][0] -= dx * by;
      pull[b][1] -= dy * by;
    };
    for (let a = 0; a < nodes.length; a += 1) for (let b = 0; b < a; b += 1) push(a, b, (far) => ideal ** 2 / far);
    for (const [from, to] of links) if (from !== to) push(place.get(from), place.get(to), (far) => -(far ** 2) / ideal);
    nodes.forEach((node, number) => {
      pull[number][0] += GRAVITY * (WIDTH / 2 - node.x);
      pull[number][1] += GRAVITY * (HEIGHT / 2 - node.y);
    });
    const heat = (WIDTH / 12) * (1 - round / ROUNDS);
    nodes.forEach((node, number) => {
      const far = Math.hypot(...pull[number]) || 1;
      node.x += (pull[number][0] / far) * Math.min(far, heat);
      node.y += (pull[number][1] / far) * Math.min(far, heat);
    });
  }
  fit(nodes, "x", 30, WIDTH - 180); // names stand to the right of their circles
  fit(nodes, "y", 20, HEIGHT - 20);
}

function fit(nodes, axis, least, most) {
  const places = nodes.map((node) => node[axis]);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  for (const node of nodes) node[axis] = high > low ? least + ((most - least) * (node[axis] - low)) / (high - low) : (least + most) / 2;
}

// One line for each pair, with all that links it, whichever way.
function between(links, prefixes) {
  const pairs = new Map();
  for (const { subject, predicate, object } of links) {
    const [from, to] = [subject.value, object.value].sort();
    const pair = pairs.get(`${from} ${to}`) ?? { from, to, names: new Set() };
    pair.names.add(`${short(predicate.value, prefixes)}${subject.value === from ? " →" : " ←"}`);
    pairs.set(`${from} ${to}`, pair);
  }
  return pairs;
}

function line(from, to, names, all) {
  // An arrow reads from left to right.
  const turned = from.x > to.x;
  const name = [...names].map((one) => (turned ? one.replace(/[→←]$/, (arrow) => (arrow === "→" ? "←" : "→")) : one)).join(", ");
  const drawn = svg("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y }, svg("title", null, name));
  // Every line says on hovering what it is; where there are few, they say so at once.
  const label = all <= 40 && svg("text", { class: "edge", x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, name);
  return [drawn, label];
}

function circle(node, label, kind) {
  const drawn = [
    svg("circle", { cx: node.x, cy: node.y, r: 6 }),
    svg("text", { x: node.x + 9, y: node.y + 4 }, label.length > 40 ? `${label.slice(0, 39)}…` : label),
    svg("title", null, node.id),
  ];
  return kind === "uri" ? svg("a", { href: addressOf({ q: describing(node.id), view: "graph" }), "aria-label": label }, drawn) : svg("g", null, drawn);
}
