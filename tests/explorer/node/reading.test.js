import assert from "node:assert/strict";
import test from "node:test";

import { module } from "./without_browser.js";

const { likenesses, contested } = await module("agreement");
const { differences } = await module("differences");
const { paragraphs, passages } = await module("document");
const { dateWords, folded, initials, webAddress } = await module("words");

const actor = (index) => ({ index, issue: false, label: `actor ${index}` });
const issue = (index) => ({ index, issue: true, label: `issue ${index}` });
const stance = (from, to, sign) => ({ from, to, sign, confidence: 1 });

test("agreement counts issues on which both take a side, two at least", () => {
  const [one, other, third] = [actor(1), actor(2), actor(3)];
  const [cod, tolls, court] = [issue(4), issue(5), issue(6)];
  const found = likenesses(one, [
    ...[stance(one, cod, 1), stance(one, tolls, 1), stance(one, court, -1)],
    ...[stance(other, cod, 1), stance(other, tolls, -1), stance(other, court, 0)],
    stance(third, cod, 1),
  ]);
  assert.deepEqual(
    found.map(({ other: who, same, different }) => [who.index, same.length, different.length]),
    [[2, 1, 1]],
  );
});

test("an issue is contested by the size of its smaller side", () => {
  const [one, cod, tolls] = [actor(1), issue(2), issue(3)];
  const many = [1, 1, 1, 1, -1].map((sign) => stance(one, cod, sign));
  const even = [1, 1, -1, -1].map((sign) => stance(one, tolls, sign));
  assert.deepEqual(
    contested([...many, ...even]).map(([node]) => node.index),
    [3, 2],
  );
});

test("differences are those of what both sides speak of, the weightiest first", () => {
  const [one, cod, tolls, court] = [actor(1), issue(2), issue(3), issue(4)];
  const before = [stance(one, cod, 1), stance(one, cod, 1), stance(one, tolls, 1), stance(one, court, 1)];
  const after = [stance(one, cod, -1), stance(one, cod, -1), stance(one, tolls, -1)];
  const found = differences(before, after, (made) => made.to);
  assert.deepEqual(
    found.map(({ node, change }) => [node.index, change]),
    [
      [2, -2],
      [3, -2],
    ],
  );
});

test("an article is read by paragraphs, with the stances that begin in each", () => {
  const text = "First line\nwrapped.\n\nSecond, with a stance.\n\n\nThird.";
  const at = text.indexOf("a stance");
  const found = paragraphs(text, [{ at, text: "x", evidence: [0, 8], cues: [] }]);
  assert.deepEqual(
    found.map((one) => [one.text, one.from, one.statements.length]),
    [
      ["First line\nwrapped.", 0, 0],
      ["Second, with a stance.", text.indexOf("Second"), 1],
      ["Third.", text.indexOf("Third"), 0],
    ],
  );
});

test("passages stand in the order of the document, each once", () => {
  const one = (at, text) => ({ at, text, evidence: [0, 1] });
  const found = passages([one(90, "b"), one(10, "a"), one(95, "b"), { at: 5, text: null }]);
  assert.deepEqual(
    found.map(({ text, statements }) => [text, statements.length]),
    [
      ["a", 1],
      ["b", 2],
    ],
  );
});

test("words: search without accents, initials, dates as precise as they are, no address that runs", () => {
  assert.equal(folded("Tomás Weiß Ø"), "tomas weiss o");
  assert.deepEqual(["Xi Jinping", "EU", "北京", "league of ports"].map(initials), ["XJ", "EU", "北", "LP"]);
  assert.deepEqual(["2023", "2023-06", "2023-06-19", "soon"].map(dateWords), [
    "2023",
    "June 2023",
    "19 Jun 2023",
    "soon",
  ]);
  assert.equal(webAddress("javascript:alert(1)"), null);
  assert.equal(webAddress("https://news.example/a"), "https://news.example/a");
});
