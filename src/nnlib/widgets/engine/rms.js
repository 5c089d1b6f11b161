/** The root of the mean square. */
export function rms(values) {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] * values[k];
  return Math.sqrt(sum / values.length);
}
