/** Towers in the plane: four steps make a cross, a step at 3/2 makes it a tower, towers make a landscape. */

const SATURATED = 40;

function step(r, R) {
  if (R === Infinity) return r >= 0 ? 1 : 0;
  if (R * r >= SATURATED) return 1;
  return R * r <= -SATURATED ? 0 : 1 / (1 + Math.exp(-R * r));
}

/** Landscapes f*(x₁, x₂) to choose from, on the unit square. */
export const surfaces = {
  hill: (x1, x2) => Math.exp(-((x1 - 0.5) ** 2 + (x2 - 0.5) ** 2) / 0.08),
  saddle: (x1, x2) => 4 * (x1 - 0.5) * (x2 - 0.5),
  ripple: (x1, x2) => Math.cos(9 * Math.hypot(x1 - 0.5, x2 - 0.5)),
};

/** k × k towers that cover the unit square, each as high as `surface` in its middle; the outer ones reach beyond it. */
export function covering(surface, k, margin) {
  const edge = (i) => (i === 0 ? -margin : i === k ? 1 + margin : i / k);
  const middle = (i) => (i / k + (i + 1) / k) / 2;
  return Array.from({ length: k * k }, (_, t) => {
    const [i, j] = [t % k, Math.floor(t / k)];
    return [edge(i), edge(i + 1), edge(j), edge(j + 1), Number(surface(middle(i), middle(j)).toFixed(4))];
  });
}

/** The steepest slope of `surface` between neighbours of an n × n grid of the unit square. */
export function steepest(surface, n) {
  let most = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const here = surface(i / n, j / n);
      most = Math.max(most, Math.hypot(surface((i + 1) / n, j / n) - here, surface(i / n, (j + 1) / n) - here) * n);
    }
  }
  return most;
}

/**
 * The value of `rows` (a₁, b₁, a₂, b₂, height) at the grid xs × ys, into out (rows of xs, the lowest y first).
 * How far they are built up: "ridge" the two steps in x₁ of the first row, "cross" its four steps, "tower" the step at
 * 3/2 of these, "all" the towers of all rows, each times its height.
 */
export function evaluateTowers(rows, stage, R, xs, ys, out) {
  const [nx, ny] = [xs.length, ys.length];
  out.fill(0);
  const across = new Float64Array(nx);
  const along = new Float64Array(ny);
  for (const [a1, b1, a2, b2, height] of stage === "all" ? rows : rows.slice(0, 1)) {
    for (let i = 0; i < nx; i++) across[i] = step(xs[i] - a1, R) - step(xs[i] - b1, R);
    for (let j = 0; j < ny; j++) along[j] = step(ys[j] - a2, R) - step(ys[j] - b2, R);
    const isTower = stage === "tower" || stage === "all";
    const most = across.reduce((top, each) => Math.max(top, each), -Infinity);
    for (let j = 0; j < ny; j++) {
      if (isTower && step(most + along[j] - 1.5, R) === 0) continue;
      for (let i = 0, p = j * nx; i < nx; i++, p++) {
        if (stage === "ridge") out[p] += across[i];
        else if (stage === "cross") out[p] += across[i] + along[j];
        else out[p] += (stage === "all" ? height : 1) * step(across[i] + along[j] - 1.5, R);
      }
    }
  }
  return out;
}
