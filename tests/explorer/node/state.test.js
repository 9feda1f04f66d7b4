import assert from "node:assert/strict";
import test from "node:test";

import { module } from "./without_browser.js";

const { fragment, stateOf } = await module("address");
const { filterWords } = await module("captions");
const { filtersOfSides, firstComparison, sideNames } = await module("comparing");
const { allStatements, nodeById, period, sourceById } = await module("data");
const { FACETS } = await module("facets");
const { viewOf, sideOf, touches } = await module("view");
const { coreOf, linksAmong } = await module("structure");
const { total } = await module("tallies");

const look = (text) => viewOf(stateOf(text));

test("what an address says comes out as it went in", () => {
  for (const text of [
    "",
    "sel=n%3Anorland",
    "sel=e%3Anorland%7Cvestria&pol=1%2C0",
    "lay=spectrum&on=issue%2Ftolls",
    "cmp=2023-01-01",
    "cmp=Northern+Post%7CStrait+Daily&lay=columns",
    "sel=d%3Awire-3&v=table&theme=dark",
    "t0=2022-03-01&t1=2023-02-28&w=2&c=0.5&step=2&all=1",
    "deg=2&core=1",
  ])
    assert.equal(fragment(stateOf(text)), fragment(stateOf(fragment(stateOf(text)))), text);
  assert.equal(fragment(stateOf("cmp=2023-01-01")), "cmp=2023-01-01");
});

test("nonsense in an address is ignored", () => {
  for (const text of [
    "cmp=x",
    "cmp=2099-01-01",
    "cmp=a|b",
    "on=norland",
    "sel=d:nowhere",
    "step=-4",
    "lay=__proto__",
  ])
    assert.equal(fragment(stateOf(text)), "", text);
});

test("every statement passes without a filter, and none is counted twice", () => {
  const view = look("");
  assert.equal(view.statements.length, allStatements.length);
  assert.equal(
    view.links.reduce((sum, link) => sum + link.statements.length, 0),
    allStatements.length,
  );
});

test("a facet's own filter does not change its counts", () => {
  const sum = (view, facet) =>
    [...view.counts.get(facet).values()].reduce((all, tally) => all + total(tally), 0);
  const view = look("pol=1");
  assert.equal(sum(view, "pol"), allStatements.length);
  assert.equal(sum(view, "rel"), view.statements.length);
  assert.ok(FACETS.every(({ id, all }) => view.counts.get(id).size === all.length));
});

test("two periods share all dated statements between them", () => {
  const state = { ...stateOf(""), compare: firstComparison("time") };
  const whole = viewOf(state);
  const [before, after] = filtersOfSides(state).map((filters) => sideOf(state, filters, whole));
  const dated = allStatements.filter(({ day }) => day !== null);
  assert.equal(before.statements.length + after.statements.length, dated.length);
  assert.ok(before.statements.every((one) => one.day < state.compare.day));
  assert.ok(after.statements.every((one) => one.day >= state.compare.day));
  assert.equal(before.drawnNodes, whole.drawnNodes);
  assert.match(sideNames(state.compare)[0], /^before /);
});

test("the first period ends where half of the statements are made", () => {
  const { day } = firstComparison("time");
  const share = allStatements.filter((one) => one.day < day).length / allStatements.length;
  assert.ok(share > 0.4 && share < 0.6);
  assert.ok(day > period.first && day <= period.last);
});

test("in the core everybody is linked to so many others, and in nothing larger to more", () => {
  const { core, links } = look("core=1");
  const others = (node) =>
    new Set(links.flatMap(({ from, to }) => (from === node ? [to] : to === node ? [from] : [])));
  assert.ok(core.degree > 1);
  for (const node of core.nodes) assert.ok(others(node).size >= core.degree, node.id);
  assert.equal(linksAmong(links, core.nodes).length, links.length);
  assert.equal(coreOf([]).degree, 0);
});

test("actors with one link are hidden once, however many statements it has, and issues stay", () => {
  const { loose, links } = look("w=2");
  const count = (node) => links.filter(({ from, to }) => from === node || to === node).length;
  assert.ok(loose.size > 0);
  assert.ok([...loose].every((node) => !node.issue && count(node) === 1));
  assert.ok(look("w=2&deg=2").links.every(({ from, to }) => !loose.has(from) && !loose.has(to)));
});

test("a spectrum shows who spoke on its issue, and lines only of whom is selected", () => {
  const view = look("lay=spectrum&on=issue%2Ftolls");
  const own = allStatements.filter((one) => one.to.id === "issue/tolls");
  assert.deepEqual(new Set(view.means.keys()), new Set(own.map((one) => one.from)));
  assert.equal(view.drawn.length, 0);
  const selected = look("lay=spectrum&on=issue%2Ftolls&sel=n%3Anorland");
  assert.ok(selected.drawn.every((link) => touches({ kind: "node", node: nodeById.get("norland") }, link)));
  assert.equal(look("lay=spectrum&sel=n%3Aissue%2Fcourt").axis.id, "issue/court");
});

test("a document's links are those with one of its statements", () => {
  const [source] = sourceById.values();
  const view = look(`sel=d%3A${source.id}`);
  const links = view.drawn.filter((link) => touches({ kind: "document", source }, link));
  const own = allStatements.filter((one) => one.source.id === source.id);
  assert.equal(new Set(own.map((one) => `${one.from.id}>${one.to.id}:${one.sign}`)).size, links.length);
});

test("a picture says which filters made it", () => {
  const state = stateOf("pol=1&c=0.5&t0=2022-03-01&sel=n%3Anorland");
  const words = filterWords(state, viewOf(state));
  for (const part of ["1 Mar 2022", "sign: Support", "confidence from 50%", "links of Norland"])
    assert.ok(words.includes(part), part);
});
