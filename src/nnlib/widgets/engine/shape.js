/** Numbers that say how much a function on a grid bends. */

/** How often the values turn from rising to falling or back. */
export function turns(values, from = 0, to = values.length) {
  const least = 1e-9;
  let direction = 0;
  let count = 0;
  for (let i = from + 1; i < to; i++) {
    const change = values[i] - values[i - 1];
    if (Math.abs(change) < least) continue;
    if (direction && change > 0 !== direction > 0) count++;
    direction = change;
  }
  return count;
}

/** Into how many connected regions values above and below `level` divide a grid of nx × ny. */
export function regions(values, nx, ny, level) {
  const parent = new Int32Array(nx * ny).map((_, k) => k);
  const root = (k) => {
    while (parent[k] !== k) k = parent[k] = parent[parent[k]];
    return k;
  };
  let count = nx * ny;
  const join = (k, other) => {
    if (values[k] > level !== values[other] > level) return;
    const [a, b] = [root(k), root(other)];
    if (a === b) return;
    parent[a] = b;
    count--;
  };
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      if (i > 0) join(j * nx + i, j * nx + i - 1);
      if (j > 0) join(j * nx + i, (j - 1) * nx + i);
    }
  }
  return count;
}
