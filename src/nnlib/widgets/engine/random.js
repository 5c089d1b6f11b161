/** Seeded random numbers, the same on every machine: sfc32 (Doty-Humphrey, PractRand), seeded through splitmix32. */
export class Random {
  /** @param {number} seed a whole number */
  constructor(seed) {
    let s = seed | 0;
    const split = () => {
      s = (s + 0x9e3779b9) | 0;
      let z = Math.imul(s ^ (s >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return z ^ (z >>> 15);
    };
    this.state = Int32Array.of(split(), split(), split(), 1);
    for (let k = 0; k < 12; k++) this.bits();
  }

  /** 32 random bits as a whole number from 0. */
  bits() {
    const { state } = this;
    const [a, b, c, counter] = state;
    const sum = (a + b + counter) | 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** Uniform from `low` to below `high`, with 53 random bits. */
  uniform(low = 0, high = 1) {
    const share = ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
    return low + (high - low) * share;
  }

  /** Normal with mean 0 and variance 1 (Box & Muller 1958). */
  normal() {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** A whole number from 0 to n − 1. */
  integer(n) {
    return Math.floor(this.uniform() * n);
  }

  /** 0 … n − 1 in random order (Fisher & Yates). */
  permutation(n) {
    const order = Array.from({ length: n }, (_, k) => k);
    for (let k = n - 1; k > 0; k--) {
      const other = this.integer(k + 1);
      [order[k], order[other]] = [order[other], order[k]];
    }
    return order;
  }
}
