/** Numbers and symbols as the book writes them. */

/** `value` to `digits` significant digits, with a true minus sign and never "-0"; below `least` with an exponent. */
export function format(value, digits = 3, least = 1e-4) {
  if (value === Infinity) return "∞";
  if (value === -Infinity) return "−∞";
  if (Number.isNaN(value)) return "undefined";
  const size = Math.abs(value);
  let text;
  if (size !== 0 && (size >= 1e6 || size < least)) text = value.toExponential(digits - 1).replace("e+", "e");
  else text = size >= 10 ** digits ? value.toFixed(0) : value.toPrecision(digits);
  if (Number(text) === 0) text = text.replace("-", "");
  return text.replaceAll("-", "−");
}

/** `value` as a factor or a term: in brackets if it is negative. */
export function bracketed(value, digits = 3) {
  return value < 0 ? `(${format(value, digits)})` : format(value, digits);
}

/** `value` with exactly `places` decimals; for columns of numbers that must not jump. */
export function fixed(value, places = 2) {
  const text = value.toFixed(places);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/** Pixels with one decimal, four times faster than `toFixed`: a path has hundreds in each frame. */
export function tenths(pixels) {
  const count = Math.abs(Math.round(10 * pixels));
  const whole = Math.floor(count / 10);
  return `${pixels < 0 ? "-" : ""}${whole}.${count - 10 * whole}`;
}

/** `value` with no more decimals than it has, three at most: 0.2, 0.125. */
export function plain(value) {
  return fixed(value, 3).replace(/\.?0+$/, "");
}

/** The number that a person typed, or NaN; takes a true minus and a comma for the point. */
export function parse(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return plain === "" ? NaN : Number(plain);
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** A whole number as a subscript. */
export function subscript(number) {
  return String(number).replace(/\d/g, (digit) => SUBSCRIPTS[digit]);
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A whole number as a superscript. */
export function superscript(number) {
  return String(number).replace(/\d/g, (digit) => SUPERSCRIPTS[digit]);
}

/** 10 to a whole power, written out: 10⁻⁴. */
export function powerOfTen(exponent) {
  return `10${exponent < 0 ? "⁻" : ""}${superscript(Math.abs(exponent))}`;
}

/** "1 point", "2 points". */
export function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Activations as a control says them. */
export const ACTIVATIONS = {
  logistic: "Logistic", tanh: "tanh", relu: "ReLU", "leaky relu": "Leaky ReLU", identity: "none",
};
