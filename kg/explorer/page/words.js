// Words, numbers, dates and addresses, as people read them.

const WRITTEN = document.documentElement.lang || "en";
// Dates as the reader writes them, where the reader's language is the page's: “19 Jun” or “Jun 19”.
const LANGUAGE = navigator.languages.find((one) => one.startsWith(WRITTEN)) ?? WRITTEN;
const NUMBERS = new Intl.NumberFormat(LANGUAGE);
const DAY_LENGTH = 86_400_000;

export const SIGNS = [-1, 0, 1];

/** What a sign does, as a verb, an adjective, and the end of a class name. */
export const SIGN_WORDS = new Map([
  [1, { verb: "supports", count: "supporting", tile: "Support", style: "support" }],
  [0, { verb: "neutral", count: "neutral", tile: "Neutral", style: "neutral" }],
  [-1, { verb: "opposes", count: "opposing", tile: "Oppose", style: "oppose" }],
]);

/** Who vouches for a statement. */
export const VOICES = new Map([
  ["self", "in its own words"],
  ["representative", "through somebody who speaks for it"],
  ["thirdParty", "according to somebody else"],
  ["narrator", "in the words of the publication"],
]);

/** Letters that are no letter with an accent, as people type them who do not have them. */
const UNACCENTED = new Map(
  Object.entries({ ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i" }),
);

/** The sign's class name. */
export function style(/** @type {number} */ sign) {
  return SIGN_WORDS.get(sign)?.style ?? "neutral";
}

/** “1,204”. */
export function number(/** @type {number} */ count) {
  return NUMBERS.format(count);
}

/** “1 statement”, “2 statements”, “2 people”. */
export function plural(/** @type {number} */ count, /** @type {string} */ one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** Text as people search for it: without accents and capitals. */
export function folded(/** @type {string} */ text) {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[ßøłđðþæœı]/g, (sign) => UNACCENTED.get(sign) ?? sign);
}

/** One or two letters that stand for a name: “AB”, “EU”, “北”. */
export function initials(/** @type {string} */ text) {
  const words = text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  if (!words.length) return "";
  if (words.length === 1) return /^\p{Lu}{2,3}$/u.test(words[0]) ? words[0] : letter(words[0]);
  const named = words.filter((word) => /^[\p{Lu}\p{Lo}]/u.test(word));
  const [first, last] =
    named.length > 1 ? [named[0], named[named.length - 1]] : [words[0], words[words.length - 1]];
  return letter(first) + letter(last);
}

function letter(word) {
  return (word.match(/^\P{M}\p{M}*/u)?.[0] ?? "").toUpperCase();
}

/** A link that leads to the web, or null: `javascript:` and the like are no sources. */
export function webAddress(/** @type {string | undefined} */ url) {
  try {
    const parsed = new URL(url ?? "");
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Days since 1970 of an ISO day, or null. */
export function dayNumber(/** @type {string | null | undefined} */ iso) {
  if (!iso || !/^\d{4}-\d\d-\d\d$/.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isFinite(time) ? Math.round(time / DAY_LENGTH) : null;
}

/** The ISO day of days since 1970. */
export function isoDay(/** @type {number} */ day) {
  return new Date(day * DAY_LENGTH).toISOString().slice(0, 10);
}

/** A date as precise as it was given: “19 Jun 2023”, “June 2023”, “2023”; what is no date stays as it is. */
export function dateWords(/** @type {string} */ date) {
  const whole = `${date}${"-01-01".slice(date.length - 4)}`;
  if (!/^\d{4}(-\d\d){0,2}$/.test(date) || dayNumber(whole) === null) return date;
  if (date.length === 4) return date;
  const month = date.length === 7 ? "long" : "short";
  return formatted(whole, { year: "numeric", month, ...(date.length === 10 && { day: "numeric" }) });
}

/** A day in words: “19 Jun 2023”. */
export function dayWords(/** @type {number} */ day) {
  return dateWords(isoDay(day));
}

/** A day under an axis: its month, or its year. */
export function tickWords(/** @type {number} */ day, /** @type {"day" | "month" | "year"} */ unit) {
  if (unit === "year") return isoDay(day).slice(0, 4);
  const shape = unit === "month" ? { month: "short" } : { month: "short", day: "numeric" };
  return formatted(isoDay(day), /** @type {Intl.DateTimeFormatOptions} */ (shape));
}

function formatted(iso, shape) {
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString(LANGUAGE, { ...shape, timeZone: "UTC" });
}
