"""The engine's convolution, pooling, LeNet and strokes against nnlib's."""

import base64

import numpy as np
import pytest

from nnlib import AvgPool2D, Conv2D, MaxPool2D, datasets, output_size
from nnlib.widgets import strokes
from nnlib.widgets.convolution import moved
from nnlib.widgets.trained_lenet import trained_lenet5, weights

SHAPES = [  # channels, rows, columns, outputs, size, stride, padding, dilation
    (1, 28, 28, 6, 5, 1, 2, 1),
    (6, 14, 14, 16, 5, 1, 0, 1),
    (3, 9, 7, 2, 3, 2, 1, 1),
    (2, 8, 8, 3, 3, 3, 4, 2),
    (1, 5, 6, 1, 1, 2, 0, 3),
    (2, 4, 4, 2, 4, 1, 0, 1),
    (1, 3, 3, 1, 2, 1, 6, 1),
]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_convolution(engine, shape):
    channels, rows, columns, outputs, size, stride, padding, dilation = shape
    rng = np.random.default_rng(0)
    conv = Conv2D(channels, outputs, size, stride=stride, padding=padding, dilation=dilation, rng=rng)
    conv.b = rng.normal(size=outputs)
    x = rng.normal(size=(1, channels, rows, columns))
    names = ("channels", "rows", "columns", "outputs", "size", "stride", "padding", "dilation")
    got = engine(
        """const conv = new E.Convolution(a.options);
           conv.W.set(a.W);
           conv.b.set(a.b);
           const x = Float64Array.from(a.x);
           const r = Array.from(conv.forward(x));
           const patches = [];
           for (let i = 0; i < conv.height; i++) {
             for (let j = 0; j < conv.width; j++) {
               const patch = conv.patch(x, i, j, new Float64Array(a.W.length / conv.outputs));
               patches.push(patch.reduce((sum, value, k) => sum + value * conv.W[k], conv.b[0]));
             }
           }
           return { r, patches, again: Array.from(conv.forward(x)), side: [conv.height, conv.width] };""",
        {
            "options": dict(zip(names, shape, strict=True)),
            "W": conv.W.ravel().tolist(),
            "b": conv.b.tolist(),
            "x": x.ravel().tolist(),
        },
    )
    expected = conv(x)
    assert tuple(got["side"]) == output_size((rows, columns), size, stride, padding, dilation)
    np.testing.assert_allclose(got["r"], expected.ravel(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(got["patches"], expected[0, 0].ravel(), rtol=1e-9, atol=1e-9)
    assert got["again"] == got["r"]


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 1), (2, 3), (4, 2)])
@pytest.mark.parametrize("kind", ["average", "max"])
def test_pooling(engine, kind, size, stride):
    x = np.random.default_rng(1).integers(-3, 4, (1, 2, 9, 7)).astype(float)
    pool = {"average": AvgPool2D, "max": MaxPool2D}[kind](size, stride)
    got = engine(
        """const pool = new E.Pooling({ ...a, channels: 2, rows: 9, columns: 7 });
           const h = Array.from(pool.forward(Float64Array.from(a.x)));
           return [h, pool.selected && Array.from(pool.selected, (place) => a.x[place])];""",
        {"kind": kind, "size": size, "stride": stride, "x": x.ravel().tolist()},
    )
    np.testing.assert_allclose(got[0], pool(x).ravel(), rtol=1e-9, atol=1e-9)
    assert got[1] == (got[0] if kind == "max" else None)


def test_windows_that_do_not_fit_have_no_place(engine):
    got = engine("return [E.outputSide(4, { size: 5 }), E.outputSide(4, { size: 3, dilation: 2 }), E.reach(3, 4)];")
    assert got == [0, 0, 9]


@pytest.mark.parametrize("how", ["none", "shift", "mirror", "turn"])
def test_images_are_moved(engine, how):
    x = np.random.default_rng(2).normal(size=(2, 5, 5))
    got = engine(
        "return Array.from(E.moved(a.x, { side: 5, how: a.how, columns: 2 }, new Float64Array(50)));",
        {"x": x.ravel().tolist(), "how": how},
    )
    np.testing.assert_array_equal(got, moved(x, how, 2).ravel())


def test_numbers_of_16_bits(engine):
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    every = every[np.isfinite(every)]
    got = engine(
        "return Array.from(E.fromHalf(new DataView(Uint8Array.from(atob(a), (c) => c.charCodeAt(0)).buffer)));",
        base64.b64encode(every.tobytes()).decode(),
    )
    np.testing.assert_array_equal(got, every.astype(float))


LENET = """const view = new DataView(Uint8Array.from(atob(a.theta), (c) => c.charCodeAt(0)).buffer);
           const net = new E.LeNet(E.fromHalf(view));"""


def test_every_layer_of_lenet(engine):
    net = trained_lenet5()
    X = datasets.mnist5k()[1][0][:5]
    got = engine(
        LENET
        + """return {
             layers: net.layers.map(({ channels, height, width, parameters }) => [channels, height, width, parameters]),
             runs: a.images.map((image) => {
               const z = Array.from(net.forward(Float64Array.from(image)));
               return [z, net.layers.map(({ values }) => Array.from(values))];
             }),
           };""",
        {"theta": base64.b64encode(weights().tobytes()).decode(), "images": X.reshape(5, -1).tolist()},
    )
    kept = (1, 2, 4, 5, 8, 10, 11)
    parameters = [net.layers[i].count_parameters() for i in (0, 2, 3, 5, 7, 9, 11)]
    for n in range(5):
        logits, layers = got["runs"][n]
        np.testing.assert_allclose(logits, net(X[n : n + 1])[0], atol=1e-9)
        x, place = X[n : n + 1], 0
        for i, layer in enumerate(net.layers):
            x = layer(x)
            if i in kept:
                np.testing.assert_allclose(layers[place], x.ravel(), atol=1e-9)
                shape = (*x.shape[1:], 1, 1)[:3]
                assert got["layers"][place] == [*shape, parameters[place]]
                place += 1
    assert sum(each[3] for each in got["layers"]) == net.count_parameters()


def test_receptive_fields_are_where_the_input_matters(engine):
    net = trained_lenet5()
    units = [(0, 0, 0), (0, 9, 27), (1, 5, 6), (2, 9, 3), (3, 2, 4), (4, 0, 0)]
    got = engine(
        LENET + "return a.units.map((unit) => net.field(...unit));",
        {"theta": base64.b64encode(weights().tobytes()).decode(), "units": units},
    )
    for (place, i, j), field in zip(units, got, strict=True):
        layers = net.layers[: (2, 3, 5, 6, 9)[place]]
        x = np.random.default_rng(0).uniform(size=(1, 1, 28, 28))
        for layer in layers:
            x = layer(x)
        dx = np.zeros_like(x)
        dx[(0, 0, i, j) if dx.ndim == 4 else (0, 0)] = 1
        for layer in layers[::-1]:
            dx = layer.backward(dx)
        rows, columns = (np.flatnonzero(np.abs(dx[0, 0]).sum(axis=axis)) for axis in (1, 0))
        assert field == [rows[0], columns[0], rows[-1], columns[-1]]


STROKES = [[0, 60, 40], [0, 200, 45], [0, 120, 240], [1, 80, 140], [1, 190, 150], [2, 100, 100]]


@pytest.mark.parametrize(
    "rows", [[], STROKES, [[0, 10, 10]], [[0, 3, 3], [0, 3, 3]], [[4, 0, 0], [4, 280, 0]]], ids=len
)
def test_strokes(engine, rows):
    for name in ("picture", "normalised"):
        got = engine(f"return Array.from(E.{name}(a));", rows)
        np.testing.assert_allclose(got, getattr(strokes, name)(rows).ravel(), rtol=1e-9, atol=1e-9)
