/**
 * The two products that a network needs. B and the results hold whole rows of points: the inner loops run along them.
 *
 * Where four rows meet four inner indices, a 4 × 4 tile of A stays in local variables: sixteen multiplications for
 * every four numbers of B that are read. What is left at the edges goes row by row, four inner indices at once or one.
 */

/** C = A B + c: C[i, p] = c_i + Σ_q A[i, q] B[q, p] with A[i, q] at i·aRow + q·aInner; without `c`, from zero. */
export function multiply(A, aRow, aInner, B, c, rows, columns, inner, C) {
  const tiledRows = rows - (rows % 4);
  const tiledInner = inner - (inner % 4);
  for (let i = 0; i < rows; i++) {
    const start = c ? c[i] : 0;
    const end = (i + 1) * columns;
    for (let k = i * columns; k < end; k++) C[k] = start;
  }
  for (let q = 0; q < tiledInner; q += 4) {
    for (let i = 0; i < tiledRows; i += 4) addTile(A, i * aRow + q * aInner, aRow, aInner, B, q, columns, i, C);
    for (let i = tiledRows; i < rows; i++) addFour(A, i * aRow + q * aInner, aInner, B, q, columns, i, C);
  }
  for (let q = tiledInner; q < inner; q++) {
    for (let i = 0; i < rows; i++) addOne(A[i * aRow + q * aInner], B, q * columns, columns, i, C);
  }
}

function addOne(a, B, b, columns, i, C) {
  const c = i * columns;
  for (let p = 0; p < columns; p++) C[c + p] += a * B[b + p];
}

function addFour(A, k, aInner, B, q, columns, i, C) {
  const a0 = A[k], a1 = A[k + aInner], a2 = A[k + 2 * aInner], a3 = A[k + 3 * aInner];
  const b0 = q * columns, b1 = b0 + columns, b2 = b1 + columns, b3 = b2 + columns;
  const c = i * columns;
  for (let p = 0; p < columns; p++) C[c + p] += a0 * B[b0 + p] + a1 * B[b1 + p] + a2 * B[b2 + p] + a3 * B[b3 + p];
}

function addTile(A, k, aRow, aInner, B, q, columns, i, C) {
  const a00 = A[k], a01 = A[k + aInner], a02 = A[k + 2 * aInner], a03 = A[k + 3 * aInner];
  k += aRow;
  const a10 = A[k], a11 = A[k + aInner], a12 = A[k + 2 * aInner], a13 = A[k + 3 * aInner];
  k += aRow;
  const a20 = A[k], a21 = A[k + aInner], a22 = A[k + 2 * aInner], a23 = A[k + 3 * aInner];
  k += aRow;
  const a30 = A[k], a31 = A[k + aInner], a32 = A[k + 2 * aInner], a33 = A[k + 3 * aInner];
  const b0 = q * columns, b1 = b0 + columns, b2 = b1 + columns, b3 = b2 + columns;
  const c0 = i * columns, c1 = c0 + columns, c2 = c1 + columns, c3 = c2 + columns;
  for (let p = 0; p < columns; p++) {
    const x0 = B[b0 + p], x1 = B[b1 + p], x2 = B[b2 + p], x3 = B[b3 + p];
    C[c0 + p] += a00 * x0 + a01 * x1 + a02 * x2 + a03 * x3;
    C[c1 + p] += a10 * x0 + a11 * x1 + a12 * x2 + a13 * x3;
    C[c2 + p] += a20 * x0 + a21 * x1 + a22 * x2 + a23 * x3;
    C[c3 + p] += a30 * x0 + a31 * x1 + a32 * x2 + a33 * x3;
  }
}

/** C = A Bᵀ, sums over points: C[i, j] = Σ_p A[i, p] B[j, p]; four rows of B for every row of A that is read. */
export function multiplyTransposed(A, B, rows, columns, n, C) {
  for (let i = 0; i < rows; i++) {
    const a = i * n;
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      const b0 = j * n, b1 = b0 + n, b2 = b1 + n, b3 = b2 + n;
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      for (let p = 0; p < n; p++) {
        const x = A[a + p];
        s0 += x * B[b0 + p];
        s1 += x * B[b1 + p];
        s2 += x * B[b2 + p];
        s3 += x * B[b3 + p];
      }
      const c = i * columns + j;
      C[c] = s0;
      C[c + 1] = s1;
      C[c + 2] = s2;
      C[c + 3] = s3;
    }
    for (; j < columns; j++) {
      let sum = 0;
      for (let p = 0; p < n; p++) sum += A[a + p] * B[j * n + p];
      C[i * columns + j] = sum;
    }
  }
}
