/** The number between `low` and `high` that is nearest to `value`. */
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
