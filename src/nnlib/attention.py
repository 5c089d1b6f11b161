"""Attention as plain functions of queries, keys and values, and as a layer of a network (section 8)."""

import math

import numpy as np

from . import checks
from .layer import Layer, stored
from .losses import softmax_and_log_sum

SAFE = 50.0


def attention(Q, K, V, mask=None):
    """h_i = Σ_j a_ij v_j with a_i = softmax([q_i · k_j / √d]): the values' mean, weighted by how well each key answers
    the query (section 8).

    Q is (…, n, d), K (…, m, d) and V (…, m, e), of float64 or of float32, the axes … the same in all; H is (…, n, e).
    `mask` (n, m) or (…, n, m) is True where query i may look at value j; None lets all look at all.

    Raises TypeError (other types) or ValueError (shapes, values not finite, a query that may look at nothing).

    >>> Q, K, V = np.array([[0.0, 0.0], [100.0, 0.0]]), np.eye(2), np.array([[1.0], [3.0]])
    >>> attention(Q, K, V)
    array([[2.],
           [1.]])
    >>> attention(Q, K, V, mask=np.array([[False, True], [False, True]]))
    array([[3.],
           [3.]])
    """
    check_attention(Q, K, V, mask)
    return weights(Q, K, mask) @ V


def attention_backward(dH, Q, K, V, mask=None):
    """(dJ/dQ, dJ/dK, dJ/dV) of `attention(Q, K, V, mask)` from dJ/dH.

    With S = Q Kᵀ / √d and A = softmax(S): dV = Aᵀ dH, dA = dH Vᵀ, ds_ij = a_ij (da_ij − Σ_l a_il da_il),
    dQ = dS K / √d, dK = dSᵀ Q / √d.

    Raises TypeError or ValueError as `attention`, and where dH has not H's shape.

    >>> Q, K, V = np.zeros((1, 2)), np.eye(2), np.array([[1.0], [3.0]])
    >>> dQ, dK, dV = attention_backward(np.ones((1, 1)), Q, K, V)
    >>> dV
    array([[0.5],
           [0.5]])
    """
    check_attention(Q, K, V, mask)
    checks.matches(dH, (*Q.shape[:-1], V.shape[-1]), Q.dtype, "attention_backward")
    A, scale = weights(Q, K, mask), 1 / math.sqrt(Q.shape[-1])
    dV = transposed(A) @ dH
    dA = dH @ transposed(V)
    dS = A * (dA - (A * dA).sum(axis=-1, keepdims=True))
    return dS @ K * scale, transposed(dS) @ Q * scale, dV


class SelfAttention(Layer):
    """Self-attention with `heads` heads: each token x_i gives a query, a key and a value (section 8).

    q, k, v = x W_Q + b_Q, x W_K + b_K, x W_V + b_V; each head has d / heads columns of them for its `attention`, with
    scale 1/√(d / heads); h = c W_O + b_O, where c is the heads' outputs side by side. Matrices are (d, d), biases (d,).
    With `causal`, a token looks at itself and at those before it only; without, permuting tokens permutes outputs.

    `forward` takes x (n, tokens, d) and gives h of the same shape, a new array; `backward` takes dJ/dh, leaves `dW_Q`,
    `db_Q` and so on, and gives dJ/dx. `A` (n, heads, tokens, tokens) holds the weights a_ij of the last forward pass.
    Weights start as those of `Dense(d, d)`, drawn from `rng`; biases at 0.

    Raises TypeError (no Generator, other type of number) or ValueError (heads that do not divide d, shape, values not
    finite).

    >>> layer = SelfAttention(4, heads=2, causal=True, rng=np.random.default_rng(0))
    >>> layer(np.ones((1, 3, 4))).shape
    (1, 3, 4)
    >>> layer.A[0, 0].round(2)
    array([[1.  , 0.  , 0.  ],
           [0.5 , 0.5 , 0.  ],
           [0.33, 0.33, 0.33]])
    """

    makes_new = True
    W_Q, b_Q = stored("W_Q", "weights of the queries, (d, d)"), stored("b_Q", "biases of the queries, (d,)")
    W_K, b_K = stored("W_K", "weights of the keys, (d, d)"), stored("b_K", "biases of the keys, (d,)")
    W_V, b_V = stored("W_V", "weights of the values, (d, d)"), stored("b_V", "biases of the values, (d,)")
    W_O, b_O = stored("W_O", "weights of the output, (d, d)"), stored("b_O", "biases of the output, (d,)")
    dW_Q, db_Q = stored("dW_Q", "∂J/∂W_Q of the last backward pass"), stored("db_Q", "∂J/∂b_Q")
    dW_K, db_K = stored("dW_K", "∂J/∂W_K of the last backward pass"), stored("db_K", "∂J/∂b_K")
    dW_V, db_V = stored("dW_V", "∂J/∂W_V of the last backward pass"), stored("db_V", "∂J/∂b_V")
    dW_O, db_O = stored("dW_O", "∂J/∂W_O of the last backward pass"), stored("db_O", "∂J/∂b_O")

    def __init__(self, d, heads=1, *, causal=False, rng=None, dtype=np.float64):
        d, heads = checks.whole(d, "d", "SelfAttention"), checks.whole(heads, "heads", "SelfAttention")
        where = f"SelfAttention({d}, heads={heads})"
        if d % heads:
            raise ValueError(f"{where}: heads must divide d")
        checks.generator(rng, where)
        self.heads, self.causal = heads, bool(causal)
        shapes = {}
        for part in "QKVO":
            shapes |= {f"W_{part}": (d, d), f"b_{part}": (d,)}
        self._allocate(checks.float_type(dtype, where), **shapes)
        limit = math.sqrt(3 / d)
        for W in (self._W_Q, self._W_K, self._W_V, self._W_O):
            W[:] = rng.uniform(-limit, limit, (d, d))

    def _tie(self):
        super()._tie()
        d = len(self._b_O)
        # Each [W; b] is one matrix Θ, as in Dense.
        self._Theta, self._dTheta = (vector.reshape(4, d + 1, d) for vector in (self._theta, self._dtheta))
        self._e = None

    def forward(self, x, reuse=False):
        """[q k v] = [x 1] Θ_QKV, c = attention(q, k, v), h = [c 1] Θ_O."""
        d = len(self._b_O)
        checks.floats(x, ("n", "tokens", d), self._theta.dtype, self)
        self._e = None
        if not checks.is_finite(x.ravel("K")):
            checks.finite(x, "x", self)
        n, tokens, _ = x.shape
        self._x1, self._c1 = (self._with_ones(name, (n, tokens, d + 1)) for name in ("x1", "c1"))
        self._x1[..., :d] = x
        self._Theta_QKV = np.concatenate(self._Theta[:3], axis=1)
        qkv = self._memory("qkv", (n, tokens, 3, d), x.dtype)
        rows(self._x1).dot(self._Theta_QKV, out=qkv.reshape(n * tokens, 3 * d))
        self._attend(by_heads(qkv, self.heads), by_heads(self._c1[:, :, None, :d], self.heads)[0])
        h = self._output("h", x.shape, x.dtype, reuse)
        rows(self._c1).dot(self._Theta[3], out=rows(h))
        return h

    def backward(self, dh, reuse=False):
        """dΘ_O = [c 1]ᵀ dh, dc = dh W_Oᵀ; dq, dk, dv; dΘ_QKV = [x 1]ᵀ [dq dk dv], dx = [dq dk dv] W_QKVᵀ."""
        checks.called_before(self._e, self)
        n, tokens, d = self._x1.shape[0], self._x1.shape[1], len(self._b_O)
        checks.matches(dh, (n, tokens, d), self._theta.dtype, self)
        dh = rows(np.ascontiguousarray(dh))
        rows(self._c1).T.dot(dh, out=self._dTheta[3])
        dc = self._memory("dc", (n, tokens, 1, d), dh.dtype)
        dh.dot(self._W_O.T, out=dc.reshape(dh.shape))
        dqkv = self._memory("dqkv", (n, tokens, 3, d), dh.dtype)
        self._attend_backward(by_heads(dc, self.heads)[0], by_heads(dqkv, self.heads))
        dqkv = dqkv.reshape(n * tokens, 3 * d)
        self._dTheta[:3] = rows(self._x1).T.dot(dqkv).reshape(d + 1, 3, d).swapaxes(0, 1)
        dx = self._output("dx", (n, tokens, d), dh.dtype, reuse)
        dqkv.dot(self._Theta_QKV[:d].T, out=rows(dx))
        return dx

    def _attend(self, qkv, c):
        """c_i = Σ_j e_ij v_j / Σ_j e_ij with e_ij = exp(q_i · k_j / √(d / heads)), for all heads at once.

        Fast, since a_ij = e_ij / Σ_j e_ij are never made: the product of e with [v 1] gives both sums. And the largest
        score of a row is subtracted only where exponentials could overflow, since |q_i · k_j| ≤ ‖q_i‖ ‖k_j‖.
        """
        q, k, v = qkv
        *stack, tokens, d = q.shape
        q /= math.sqrt(d)
        v1 = self._with_ones("v1", (*stack, tokens, d + 1))
        v1[..., :d] = v
        e = np.matmul(q, transposed(k), out=self._memory("e", (*stack, tokens, tokens), q.dtype))
        if self.causal:
            e += np.triu(np.full((tokens, tokens), -np.inf, q.dtype), 1)
        if not largest_product(q, k) <= SAFE:
            e -= e.max(axis=-1, keepdims=True)
        np.exp(e, out=e)
        sums = np.matmul(e, v1, out=self._memory("sums", v1.shape, q.dtype))
        self._total = sums[..., d:]
        np.divide(sums[..., :d], self._total, out=c)
        self._e, self._q, self._k, self._v1, self._c = e, q, k, v1, c

    def _attend_backward(self, dc, dqkv):
        """With g_i = dc_i / Σ_j e_ij: dv_j = Σ_i e_ij g_i and ds_ij = e_ij (g_i · v_j − g_i · c_i), which is
        `attention_backward`'s, its sum Σ_l a_il da_il being dc_i · c_i; the product of [g, −g · c] with [v 1] is all of
        the bracket.
        """
        e, (dq, dk, dv), d = self._e, dqkv, dc.shape[-1]
        g = self._memory("g", self._v1.shape, e.dtype)
        np.divide(dc, self._total, out=g[..., :d])
        np.negative(np.einsum("nhtd,nhtd->nht", g[..., :d], self._c), out=g[..., d])
        ds = np.matmul(g, transposed(self._v1), out=self._memory("ds", e.shape, e.dtype))
        ds *= e
        np.matmul(ds, self._k, out=dq)
        dq /= math.sqrt(d)
        np.matmul(transposed(ds), self._q, out=dk)
        np.matmul(transposed(e), g[..., :d], out=dv)

    @property
    def A(self):
        """The weights a_ij of the last forward pass, (n, heads, tokens, tokens); None before the first."""
        return None if self._e is None else self._e / self._total

    def _with_ones(self, name, shape):
        """Kept memory whose last column is 1."""
        memory = self._memory(name, shape, self._theta.dtype)
        memory[..., -1] = 1
        return memory

    def __repr__(self):
        text = f"SelfAttention({len(self._b_O)}, heads={self.heads}{', causal=True' if self.causal else ''}"
        return text + (")" if self._theta.dtype == np.float64 else f", dtype=np.{self._theta.dtype})")


def weights(Q, K, mask):
    """A = softmax(Q Kᵀ / √d), 0 where the mask is False."""
    S = Q @ transposed(K) / math.sqrt(Q.shape[-1])
    return softmax_and_log_sum(S if mask is None else np.where(mask, S, -np.inf))[0]


def check_attention(Q, K, V, mask):
    """Q, K and V must fit each other, and every query must look at something."""
    for name, array in (("Q", Q), ("K", K), ("V", V)):
        if not isinstance(array, np.ndarray) or array.dtype.char not in "df" or array.dtype != Q.dtype:
            raise TypeError(f"attention: Q, K, V must be arrays of one float type; {name} is {checks.described(array)}")
    *stack, n, d = Q.shape if Q.ndim >= 2 else (0, 0)
    *_, m, e = V.shape if V.ndim >= 2 else (0, 0)
    if K.shape != (*stack, m, d) or V.shape != (*stack, m, e) or not (Q.size and V.size):
        shapes = f"{Q.shape}, {K.shape}, {V.shape}"
        raise ValueError(
            f"attention: expected shapes (…, n, d), (…, m, d), (…, m, e), none of them empty, got {shapes}"
        )
    for name, array in (("Q", Q), ("K", K), ("V", V)):
        checks.finite(array, name, "attention")
    if mask is None:
        return
    if not isinstance(mask, np.ndarray) or mask.dtype != bool:
        raise TypeError(f"attention: mask must be an array of bool, got {checks.described(mask)}")
    if mask.shape not in ((n, m), (*stack, n, m)):
        raise ValueError(f"attention: mask must have shape {(n, m)} or {(*stack, n, m)}, got {mask.shape}")
    if not mask.any(axis=-1).all():
        raise ValueError("attention: the mask lets a query look at nothing; each row needs a True")


def largest_product(q, k):
    """A bound of all |q_i · k_j|: the product of the largest norms."""
    return math.sqrt(np.einsum("...d,...d->...", q, q).max() * np.einsum("...d,...d->...", k, k).max())


def transposed(M):
    """The transpose of each matrix of a stack."""
    return M.swapaxes(-1, -2)


def rows(x):
    """(n, tokens, d) as (n · tokens, d)."""
    return x.reshape(-1, x.shape[-1])


def by_heads(x, heads):
    """(n, tokens, parts, d) seen as (parts, n, heads, tokens, d / heads)."""
    n, tokens, parts, d = x.shape
    return x.reshape(n, tokens, parts, heads, d // heads).transpose(2, 0, 3, 1, 4)
