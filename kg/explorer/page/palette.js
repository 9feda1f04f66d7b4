// The colours of the picture, read from the style sheet, so that both themes are written down once.

const NAMES = ["page", "surface", "ink", "muted", "faint", "line", "support", "oppose", "neutral", "focus"];

/** @type {Record<string, string>} */
export const palette = {};

/** The font of the page, for the picture too. */
export const font = getComputedStyle(document.body).fontFamily;

/** Read the colours again; after a change of theme they are others. */
export function readPalette() {
  const styles = getComputedStyle(document.documentElement);
  for (const colour of NAMES) palette[colour] = styles.getPropertyValue(`--${colour}`).trim();
}

/** The colour of a sign. */
export function signColour(/** @type {number} */ sign) {
  return sign > 0 ? palette.support : sign < 0 ? palette.oppose : palette.neutral;
}

/** A colour of the palette (#rrggbb) made transparent. */
export function faded(/** @type {string} */ colour, /** @type {number} */ opacity) {
  const value = Number.parseInt(colour.slice(1), 16);
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${opacity.toFixed(3)})`;
}
