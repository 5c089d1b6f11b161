"""A 2-3-1 network and a 2-2-2 one worked by hand, by the corrected equations 6.2 and 6.3."""

import numpy as np

from nnlib import ReLU, SquaredError, Tanh, mlp


def test_a_relu_network_in_whole_numbers():
    """x = (1, 2): r = (1·1 + 2·1 − 1, 1·2 − 2·1 − 1, −1·1 + 2·1) = (2, −1, 1), h = (2, 0, 1), f = 2·1 − 1·2 + 3 = 3.

    With y = 5: J = 4, ∂J/∂f = −2 (5 − 3) = −4; ∂J/∂β = −4 h; the message to h is −4 β = (−4, −12, 8), and the slopes
    (1, 0, 1) leave (−4, 0, 8) for r; ∂J/∂w_ij = x_i times that.
    """
    net = mlp([2, 3, 1], ReLU, rng=np.random.default_rng(0))
    hidden, _, output = net.layers
    hidden.W, hidden.b = [[1, 2, -1], [1, -1, 1]], [-1, -1, 0]
    output.W, output.b = [[1], [3], [-2]], [3]
    loss = SquaredError()
    z = net(np.array([[1.0, 2.0]]))
    assert z.tolist() == [[3]]
    assert loss(z, np.array([[5.0]])) == 4
    dx = net.backward(loss.backward())
    assert output.dW.tolist() == [[-8], [0], [-4]] and output.db.tolist() == [-4]
    assert hidden.dW.tolist() == [[-4, 0, 8], [-8, 0, 16]] and hidden.db.tolist() == [-4, 0, 8]
    assert dx.tolist() == [[-4 * 1 + 8 * -1, -4 * 1 + 8 * 1]]


def test_two_outputs_and_a_mini_batch_by_the_sums_of_the_equations():
    """Every derivative by the index sums of eqs. 6.2 and 6.3 (the sum over k' with its own slope and weight)."""
    rng = np.random.default_rng(1)
    net = mlp([2, 2, 2], Tanh, output=Tanh, rng=rng)
    net.theta = rng.normal(size=12)
    X, Y = rng.normal(size=(3, 2)), rng.normal(size=(3, 2))
    w, w_0 = net.layers[0].W, net.layers[0].b
    beta, beta_0 = net.layers[2].W, net.layers[2].b

    def slope(r):
        return 1 - np.tanh(r) ** 2

    expected = [np.zeros((2, 2)), np.zeros(2), np.zeros((2, 2)), np.zeros(2)]
    for x, y in zip(X, Y, strict=True):
        r = [sum(w[i, j] * x[i] for i in range(2)) + w_0[j] for j in range(2)]
        h = np.tanh(r)
        s = [sum(beta[j, k] * h[j] for j in range(2)) + beta_0[k] for k in range(2)]
        message = [-2 * (y[k] - np.tanh(s[k])) * slope(s[k]) for k in range(2)]
        for j in range(2):
            back = sum(message[k] * beta[j, k] for k in range(2)) * slope(r[j])
            expected[1][j] += back / 3
            for i in range(2):
                expected[0][i, j] += back * x[i] / 3
            for k in range(2):
                expected[2][j, k] += message[k] * h[j] / 3
        expected[3] += np.array(message) / 3

    loss = SquaredError()
    loss(net(X), Y)
    net.backward(loss.backward())
    for gradient, by_hand in zip(net.gradients(), expected, strict=True):
        np.testing.assert_allclose(gradient, by_hand, rtol=1e-12)
