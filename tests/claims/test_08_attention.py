"""What section 8 says of queries and keys, of scale, order and heads, of the transformer block, and of looking up."""

import itertools

import numpy as np
import pytest
from glued import glued

from nnlib import (
    Adam,
    Dense,
    LastToken,
    LayerNorm,
    ReLU,
    Residual,
    SelfAttention,
    Sequential,
    SquaredError,
    attention,
    gradcheck,
    mlp,
    softmax,
    train,
)
from nnlib.widgets import Attention, LookUp, Sentences
from nnlib.widgets.attention.story import ALIKE, QUARTER_TURN
from nnlib.widgets.minilm import it_at_street

SECTION = glued("08-attention")
KEYS_AND_VALUES = [1, 0, 0, 1, 1, 0, 0, 1]
OPPOSITE = [-1.5, 0, 0, -1.5, *KEYS_AND_VALUES]
KINDS = 6
ONE_OF = np.eye(KINDS)


@pytest.fixture(scope="module")
def widget():
    return Attention()


@pytest.fixture(scope="module")
def tokens(widget):
    return np.array(widget.tokens)


def matrices(head):
    return np.array(head).reshape(3, 2, 2)


def projected(widget):
    return [np.array(widget.tokens) @ W for W in matrices(widget.heads[0])]


# Ask, compare, take a mean


def test_x_1_looks_for_tokens_a_quarter_turn_further_on(widget, tokens):
    queries, keys, values = projected(widget)
    np.testing.assert_allclose(queries, 1.5 * np.stack([-tokens[:, 1], tokens[:, 0]], axis=1))
    np.testing.assert_array_equal(keys, tokens)
    np.testing.assert_array_equal(values, tokens)


def test_without_a_query_all_get_the_same_share_and_the_output_is_the_plain_mean(tokens):
    even = Attention(heads=[[0, 0, 0, 0, *KEYS_AND_VALUES]])
    np.testing.assert_allclose(even.weights(), 1 / 5)
    np.testing.assert_allclose(even.outputs(), np.tile(tokens.mean(axis=0), (5, 1)))


def test_the_better_a_key_points_the_querys_way_the_larger_its_share(widget):
    queries, keys, _ = projected(widget)
    for products, shares in zip(queries @ keys.T, widget.weights()[0], strict=True):
        assert (products.argsort() == shares.argsort()).all()


def test_the_longer_the_query_the_more_it_favours_the_best_key(widget):
    W_Q = np.array(widget.heads[0][:4])
    best = [Attention(heads=[[*s * W_Q, *KEYS_AND_VALUES]]).weights()[0, 0, 1] for s in (0, 0.5, 1, 2, 3)]
    assert (np.diff(best) > 0).all()


def test_cold_the_softmax_becomes_a_choice(tokens):
    cold = Attention(temperature=0.05)
    assert cold.weights()[0, 0].argmax() == 1
    assert cold.weights()[0, 0, 1] > 0.99
    np.testing.assert_allclose(cold.outputs()[0], tokens[1], atol=0.01)


def test_hot_all_shares_are_nearly_even():
    shares = Attention(temperature=20).weights()[0, 0]
    assert 0.175 < shares.min() < shares.max() < 0.225


def test_in_reverse_order_not_one_output_moves(widget):
    turned = Attention(tokens=widget.tokens[::-1])
    np.testing.assert_allclose(turned.outputs()[::-1], widget.outputs())
    np.testing.assert_allclose(turned.weights()[0, ::-1, ::-1], widget.weights()[0])


def test_with_a_causal_mask_the_first_token_looks_at_itself_and_the_order_matters(widget, tokens):
    masked, turned = (Attention(tokens=order, causal=True) for order in (widget.tokens, widget.tokens[::-1]))
    np.testing.assert_allclose(masked.outputs()[0], tokens[0])
    assert np.abs(turned.outputs()[::-1] - masked.outputs()).max() > 0.5


def test_the_scene_of_the_causal_mask_stands_by_itself_and_moves_the_output(widget):
    """It starts in the book's order: after *Reverse* x₁ would be the last token, for which a mask changes nothing."""
    scene = widget.story[-1]
    start, end = Attention(**scene.start), Attention(**scene.start | scene.do)
    assert np.abs(start.outputs()[start.query - 1] - end.outputs()[end.query - 1]).max() > 0.5


def test_the_output_is_the_mean_of_the_heads_outputs():
    one, other, both = (Attention(heads=heads) for heads in ([QUARTER_TURN], [ALIKE], [QUARTER_TURN, ALIKE]))
    np.testing.assert_allclose(both.outputs(), (one.outputs() + other.outputs()) / 2)


# The mathematics


def test_an_output_never_leaves_the_hull_of_the_values(widget):
    A, (_, _, values) = widget.weights()[0], projected(widget)
    np.testing.assert_allclose(A.sum(axis=1), 1)
    assert (A >= 0).all()
    ways = np.random.default_rng(0).normal(size=(2, 100))
    assert (widget.outputs() @ ways < (values @ ways).max(axis=0)).all()


def test_a_pulled_query_changes_w_q_as_little_as_possible(tokens):
    x_1, pull = tokens[0], np.array([0.4, -0.7])
    least = np.outer(x_1, pull) / (x_1 @ x_1)
    np.testing.assert_allclose(x_1 @ least, pull)
    right_angle = np.array([-x_1[1], x_1[0]])
    for more in np.random.default_rng(0).normal(size=(20, 2)):  # every other change that does it is larger
        assert np.linalg.norm(least + np.outer(right_angle, more)) > np.linalg.norm(least)


def test_other_queries_change_in_proportion_to_their_product_with_it(tokens):
    x_1, pull = tokens[0], np.array([0.4, -0.7])
    least = np.outer(x_1, pull) / (x_1 @ x_1)
    np.testing.assert_allclose(tokens @ least, np.outer(tokens @ x_1, pull) / (x_1 @ x_1))
    np.testing.assert_allclose(np.array([-x_1[1], x_1[0]]) @ least, 0, atol=1e-15)


def test_one_layer_serves_any_number_of_tokens():
    layer = SelfAttention(4, rng=np.random.default_rng(0))
    assert [layer(np.ones((1, n, 4))).shape for n in (1, 7, 30)] == [(1, 1, 4), (1, 7, 4), (1, 30, 4)]


# The same in nnlib


def test_by_hand_by_function_by_layer_and_in_the_widget_it_is_the_same(widget, tokens):
    Q, K, V = projected(widget)
    A = softmax(Q @ K.T / np.sqrt(2))
    layer = widget.network()
    np.testing.assert_allclose(attention(Q, K, V), A @ V)
    np.testing.assert_allclose(layer(tokens[None])[0], A @ V)
    np.testing.assert_allclose(layer.A[0, 0], A)
    np.testing.assert_allclose(widget.weights()[0], A)


# Why divide by √d


def measured(d, divisor):
    """Variance, mean largest weight and mean slope of 500 queries and 16 keys of d random numbers."""
    rng = np.random.default_rng(d)
    q, k = rng.normal(size=(500, 1, d)), rng.normal(size=(500, 16, d))
    scores = (q @ k.swapaxes(1, 2))[:, 0] / divisor
    a = softmax(scores)
    return scores.var(), a.max(axis=1).mean(), (a * (1 - a)).mean()


@pytest.mark.parametrize("d", [4, 64, 1024])
def test_raw_products_have_variance_d_and_divided_by_its_root_variance_1(d):
    assert measured(d, 1)[0] == pytest.approx(d, rel=0.1)
    assert measured(d, np.sqrt(d))[0] == pytest.approx(1, rel=0.1)


def test_with_raw_products_one_key_gets_nearly_everything_and_the_slope_vanishes():
    (_, _, short), (_, _, middle), (_, largest, long) = (measured(d, 1) for d in (4, 64, 1024))
    assert largest > 0.95
    assert long < middle / 3 < short / 9


def test_with_the_root_neither_changes_with_d():
    for _, largest, slope in (measured(d, np.sqrt(d)) for d in (4, 64, 1024)):
        assert 0.2 < largest < 0.3
        assert slope > 0.05


def test_the_slope_of_a_weight_by_its_own_score_is_a_times_1_minus_a():
    s, step = np.array([[0.3, -1.0, 0.8]]), np.array([[1e-6, 0, 0]])
    a = softmax(s)[0, 0]
    slope = (softmax(s + step) - softmax(s - step))[0, 0] / 2e-6
    assert slope == pytest.approx(a * (1 - a), rel=1e-6)


# What order has to do with it


@pytest.fixture(scope="module")
def list_of_six():
    return np.random.default_rng(3).normal(size=(1, 6, 4))


def layer_of_four(**options):
    return SelfAttention(4, rng=np.random.default_rng(1), **options)


def test_permuted_tokens_give_permuted_outputs(list_of_six):
    layer, order = layer_of_four(), [3, 0, 5, 1, 4, 2]
    np.testing.assert_allclose(layer(list_of_six[:, order]), layer(list_of_six)[:, order])


def test_with_a_causal_mask_they_do_not(list_of_six):
    layer, order = layer_of_four(causal=True), [3, 0, 5, 1, 4, 2]
    assert np.abs(layer(list_of_six[:, order]) - layer(list_of_six)[:, order]).max() > 0.01


@pytest.mark.parametrize("changed", range(6))
def test_change_one_token_and_the_outputs_before_it_do_not_move(list_of_six, changed):
    causal, full = layer_of_four(causal=True), layer_of_four()
    other = list_of_six.copy()
    other[0, changed] += 1
    moved = np.abs(causal(other) - causal(list_of_six)).max(axis=2)[0] > 1e-9
    assert moved.tolist() == [False] * changed + [True] * (6 - changed)
    assert (np.abs(full(other) - full(list_of_six)).max(axis=2) > 1e-9).all()
    assert not np.triu(causal.A[0, 0], 1).any()


# Heads


def test_a_layer_has_as_many_parameters_for_any_number_of_heads():
    counts = {SelfAttention(8, heads=h, rng=np.random.default_rng(0)).count_parameters() for h in (1, 2, 4, 8)}
    assert counts == {4 * (8 + 1) * 8}


def test_heads_are_laid_side_by_side_and_mixed_by_w_o_each_with_the_root_of_its_own_columns():
    both = Attention(heads=[QUARTER_TURN, ALIKE])
    layer, x = both.network(), both.inputs()
    h = layer(x)
    assert layer.A.shape == (1, 2, 5, 5)
    Q, K, V = (x[0] @ W for W in (layer.W_Q, layer.W_K, layer.W_V))
    heads = [attention(Q[:, half], K[:, half], V[:, half]) for half in (slice(0, 2), slice(2, 4))]
    np.testing.assert_allclose(h[0], np.concatenate(heads, axis=1) @ layer.W_O)


def test_queries_keys_and_values_may_come_from_any_network_applied_to_each_token(list_of_six):
    rng, x, order = np.random.default_rng(0), list_of_six[0], [3, 0, 5, 1, 4, 2]
    query, key, value = (mlp([4, 16, 3], rng=rng) for _ in range(3))
    outputs = [attention(query(each), key(each), value(each)) for each in (x, x[order])]
    assert outputs[0].shape == (6, 3)
    np.testing.assert_allclose(outputs[1], outputs[0][order])


# A transformer block


def block_of(d, seed=0, **options):
    rng = np.random.default_rng(seed)
    attend = SelfAttention(d, heads=2, rng=rng, **options)
    network = Dense(d, 4 * d, rng=rng), ReLU(), Dense(4 * d, d, rng=rng)
    return Sequential(Residual(LayerNorm(d), attend), Residual(LayerNorm(d), *network))


@pytest.fixture(scope="module", params=[False, True], ids=["no mask", "causal mask"])
def block(request):
    """With scales, shifts and biases that are not 1 and 0."""
    block = block_of(8, causal=request.param)
    block.theta = block.theta + np.random.default_rng(1).normal(0, 0.1, block.count_parameters())
    return block


def five_tokens():
    return np.random.default_rng(2).normal(size=(2, 5, 8))


def test_the_blocks_gradient_is_the_numerical_one(block):
    assert gradcheck(block, None, five_tokens()) < 1e-7


def test_tokens_come_out_as_they_went_in_and_the_next_block_takes_them_on(block):
    x = five_tokens()
    assert block(x).shape == x.shape
    assert Sequential(block, block_of(8, seed=1))(x).shape == x.shape


def test_the_block_is_two_branches_by_hand(block):
    x, (first, second) = five_tokens(), block.layers

    def normalised(norm, x):
        x_hat = (x - x.mean(axis=2, keepdims=True)) / np.sqrt(x.var(axis=2, keepdims=True) + norm.eps)
        return norm.gamma * x_hat + norm.beta

    norm, attend = first.layers
    h = x + attend(normalised(norm, x))
    norm, wide, _, narrow = second.layers
    h = h + np.maximum(normalised(norm, h) @ wide.W + wide.b, 0) @ narrow.W + narrow.b
    np.testing.assert_allclose(block(x), h)


def test_only_in_the_attention_do_tokens_meet(block):
    _, second = block.layers
    x = five_tokens()
    changed = x.copy()
    changed[:, 2] += np.arange(8)
    moved = np.abs(second(changed) - second(x)).max(axis=(0, 2)) > 1e-9
    assert moved.tolist() == [False, False, True, False, False]
    moved = np.abs(block(changed) - block(x)).max(axis=(0, 2)) > 1e-9
    before = not block.layers[0].layers[1].causal
    assert moved.tolist() == [before, before, True, True, True]


def test_layer_normalization_gives_each_token_mean_0_and_variance_1():
    h = LayerNorm(8, eps=1e-12)(3 + 2 * five_tokens())
    np.testing.assert_allclose(h.mean(axis=2), 0, atol=1e-12)
    np.testing.assert_allclose(h.var(axis=2), 1, rtol=1e-6)


@pytest.mark.parametrize("d", [2, 8, 20])
def test_a_block_has_12_d_squared_and_13_d_parameters_about_two_thirds_in_the_network(d):
    block = block_of(d)
    _, wide, _, narrow = block.layers[1].layers
    network = wide.count_parameters() + narrow.count_parameters()
    assert block.count_parameters() == 12 * d**2 + 13 * d
    assert network == 8 * d**2 + 5 * d
    assert d != 8 or block.count_parameters() == 872
    assert d < 8 or network / block.count_parameters() == pytest.approx(2 / 3, abs=0.04)


# A task with a known answer


def lookups(n, pairs, seed):
    """Lists drawn one by one, in another way than the section does: tokens, right digits, places of their pairs."""
    rng, lists, digits, places = np.random.default_rng(seed), [], [], []
    for _ in range(n):
        letters, numbers = rng.permutation(KINDS)[:pairs], rng.integers(0, KINDS, pairs)
        place = rng.integers(pairs)
        rows = [np.r_[ONE_OF[a], ONE_OF[b]] for a, b in zip(letters, numbers, strict=True)]
        lists.append([*rows, np.r_[ONE_OF[letters[place]], np.zeros(KINDS)]])
        digits.append(numbers[place])
        places.append(place)
    return np.array(lists), np.array(digits), np.array(places)


def accuracy(net, x, digits):
    return (net(x).argmax(axis=1) == digits).mean()


@pytest.fixture(scope="module")
def learnt():
    """The section's network trained on other lists: its attention, itself, its accuracy before."""
    rng = np.random.default_rng(7)
    look = SelfAttention(2 * KINDS, rng=rng)
    net = Sequential(look, LastToken(), Dense(2 * KINDS, KINDS, rng=rng))
    before = accuracy(net, *lookups(1000, 4, 8)[:2])
    x, digits, _ = lookups(2000, 4, 9)
    train(
        net, SquaredError(), Adam(net, 0.01), x, ONE_OF[digits], epochs=40, batch_size=50, rng=rng, progress=False
    )  # fmt: skip
    return look, net, before


@pytest.fixture(scope="module")
def looked(learnt):
    """Where the questions of a thousand new lists look: the places of the right pairs, and the weights."""
    look, net, _ = learnt
    x, _, places = lookups(1000, 4, 10)
    net(x)
    return places, look.A[:, 0, -1]


def test_one_pair_has_the_letter_of_the_question_and_the_question_no_digit():
    x, digits, places = lookups(200, 4, 0)
    alike = x[:, :-1, :KINDS] @ x[:, -1, :KINDS, None]
    assert (alike.sum(axis=(1, 2)) == 1).all()
    assert (alike[np.arange(200), places] == 1).all()
    assert (x[np.arange(200), places, KINDS:].argmax(axis=1) == digits).all()
    assert not x[:, -1, KINDS:].any()


def test_before_training_it_is_little_better_than_guessing(learnt):
    assert learnt[2] < 0.4
    assert SECTION["before"] < 40


def test_after_training_it_answers_all_new_lists_rightly(learnt):
    assert accuracy(learnt[1], *lookups(1000, 4, 10)[:2]) > 0.99
    assert SECTION["after"] == 100


def test_among_the_pairs_the_question_looks_at_the_one_with_its_letter(looked):
    places, a = looked
    right, itself = a[np.arange(len(a)), places], a[:, -1]
    assert (a[:, :-1].argmax(axis=1) == places).mean() > 0.99
    assert (right / (1 - itself)).mean() == pytest.approx(SECTION["share"] / 100, abs=0.01)
    assert SECTION["share"] > 97


def test_the_rest_of_its_weight_lies_on_itself(looked):
    places, a = looked
    right, itself = a[np.arange(len(a)), places].mean(), a[:, -1].mean()
    assert right + itself > 0.97
    assert itself == pytest.approx(SECTION["itself"] / 100, abs=0.03)


def test_each_letters_query_fits_its_own_key_and_no_other(learnt):
    look, _, _ = learnt
    match = look.W_Q[:KINDS] @ look.W_K[:KINDS].T
    fits, others = np.diag(match), match[~np.eye(KINDS, dtype=bool)]
    assert (match.argmax(axis=1) == np.arange(KINDS)).all()
    assert fits.min() > others.max() + 5


def test_lists_longer_than_any_it_was_trained_on_it_answers_too(learnt):
    assert accuracy(learnt[1], *lookups(1000, 6, 11)[:2]) > 0.95
    assert SECTION["six"] > 95


def test_the_widget_shows_the_sections_network():
    net = LookUp().network()
    x, digits, places = lookups(1000, 4, 12)
    assert accuracy(net, x, digits) > 0.99
    a = net.layers[0].A[:, 0, -1]
    itself = a[:, -1]
    assert itself.mean() == pytest.approx(SECTION["itself"] / 100, abs=0.015)
    assert (a[np.arange(1000), places] / (1 - itself)).mean() == pytest.approx(SECTION["share"] / 100, abs=0.01)


@pytest.mark.parametrize("question", range(KINDS))
def test_the_questions_vote_is_nearly_even_and_where_its_letter_is_missing_it_looks_at_itself(question):
    widget = LookUp(pairs=[[(question + k) % KINDS, k] for k in range(1, 5)], question=question)
    votes = widget.votes()
    assert np.ptp(votes[-1]) < 0.3
    assert np.ptp(votes[:-1], axis=1).min() > 1.5
    assert widget.weights()[-1] > 0.9


# In a language model


def looks(head, sentence):
    """The tokens of a sentence, and the weights of the head called so."""
    widget = Sentences(head=head, sentence=sentence)
    return widget.tokens(), widget.weights()


@pytest.mark.parametrize("sentence", [1, 2, 3, 4])
def test_heads_do_what_they_are_called_after(sentence):
    tokens, before = looks("token before", sentence)
    assert np.diag(before, -1).min() > 0.99
    assert (looks("next token", sentence)[1][:-1].argmax(axis=1) == np.arange(1, len(tokens))).mean() > 0.7
    assert looks("start mark", sentence)[1][:, 0].min() > 0.55
    assert looks("no clear aim", sentence)[1][1:].max() < 0.35
    assert (looks("companion", sentence)[1][1:, 1:].max(axis=1) > 0.6).sum() == 1


@pytest.mark.parametrize(("sentence", "noun", "share"), [(1, "animal", 0.69), (2, "animal", 0.32), (3, "book", 0.59)])
def test_it_looks_at_its_noun_most_surely_where_the_animal_is_tired(sentence, noun, share):
    tokens, a = looks("its noun", sentence)
    row = a[tokens.index("it")]
    assert tokens[row.argmax()] == noun
    assert row.max() == pytest.approx(share, abs=0.005)


def test_no_head_of_the_model_moves_clearly_to_street():
    assert it_at_street().shape == (6, 12)
    assert it_at_street().size == 72
    assert 100 * it_at_street().max() == pytest.approx(SECTION["street"], abs=0.5)
    assert SECTION["street"] < 25


# What can go wrong


def weights_of_x_1(length, temperature):
    """Where x₁ looks in the widget when k₂ alone has so many times its length."""
    queries, keys, _ = projected(Attention())
    keys[1] *= length
    return softmax(queries[:1] @ keys.T / np.sqrt(2) / temperature)[0]


def test_at_temperature_1_the_share_grows_steadily():
    shares = [weights_of_x_1(length, 1)[1] for length in (0, 0.4, 0.8, 1.2, 1.6)]
    assert (np.diff(shares) > 0.1).all()
    assert shares[0] == pytest.approx(0.15, abs=0.005)
    assert shares[-1] == pytest.approx(0.75, abs=0.015)


@pytest.mark.parametrize(("length", "share"), [(0.2, 0), (0.5, 0), (1, 1), (1.3, 1)])
def test_at_temperature_0_05_there_is_a_jump_and_on_either_side_no_slope(length, share):
    a = weights_of_x_1(length, 0.05)[1]
    assert a == pytest.approx(share, abs=0.01)
    assert a * (1 - a) < 0.01


def test_it_jumps_where_it_overtakes_another_key_and_the_output_with_it(widget):
    queries, keys, values = projected(widget)
    products = keys @ queries[0]
    overtaken = np.delete(products, 1).max() / products[1]
    assert overtaken == pytest.approx(0.8, abs=0.05)
    assert weights_of_x_1(overtaken, 0.05)[1] == pytest.approx(0.5, abs=0.01)
    for length in (1, 1.1, 1.3):
        np.testing.assert_allclose(weights_of_x_1(length, 0.05) @ values, values[1], atol=0.02)
    assert np.abs(weights_of_x_1(0.2, 0.05) @ values - values[1]).min() > 0.2


def test_a_mask_must_leave_each_query_a_key():
    Q, K, V = projected(Attention())
    with pytest.raises(ValueError, match="lets a query look at nothing"):
        attention(Q, K, V, mask=np.zeros((5, 5), dtype=bool))


def test_one_head_cannot_keep_two_values_apart_that_it_takes_in_equal_shares():
    queries, keys, values = np.zeros((2, 2)), np.eye(2), np.eye(2)
    np.testing.assert_allclose(attention(queries, keys, values), attention(queries, keys, values[::-1]))


def test_twice_the_length_has_four_times_the_scores():
    layer, sizes = layer_of_four(), []
    for n in (10, 20):
        layer(np.zeros((1, n, 4)))
        sizes.append(layer.A.size)
    assert sizes == [10**2, 4 * 10**2]


# Exercises


@pytest.mark.parametrize(
    ("query", "output"), [(1, 7), (0, 6), (2, 7.6), (500, 8), (-500, 4)], ids=["1", "0", "2", "to ∞", "to −∞"]
)
def test_attention_by_hand(query, output):
    keys, values = np.array([[0.0], [np.log(3)]]), np.array([[4.0], [8.0]])
    assert attention(np.array([[float(query)]]), keys, values)[0, 0] == pytest.approx(output)


def test_one_vector_added_to_all_keys_changes_nothing_added_to_the_queries_it_does():
    Q, K, V = np.random.default_rng(0).normal(size=(3, 5, 3))
    before, u = attention(Q, K, V), np.array([2.0, -1.0, 0.5])
    np.testing.assert_allclose(attention(Q, K + u, V), before)
    assert np.abs(attention(Q + u, K, V) - before).max() > 0.1


def test_the_gradient_of_the_keys_bias_is_zero_that_of_the_queries_is_not(learnt):
    look, _, _ = learnt
    assert np.abs(look.db_K).max() < 1e-12 < np.abs(look.db_Q).max()


def test_a_bias_of_the_queries_lets_a_token_be_preferred_by_all():
    """All keys but one are at right angles to it."""
    Q, K, V = np.zeros((4, 2)), np.array([[0.0, 1], [3, 0], [0, -1]]), np.eye(3)
    assert (attention(Q + [4, 0], K, V).argmax(axis=1) == 1).all()


def test_with_positions_each_token_looks_at_the_one_before_it():
    W_Q, x = 20 * np.eye(5, k=-1), np.eye(5)
    weights = attention(x @ W_Q, x, x)  # with V = I the outputs are the weights
    assert (weights[1:].argmax(axis=1) == np.arange(4)).all()
    assert weights[1:].max(axis=1).min() > 0.99
    np.testing.assert_allclose(weights[0], 1 / 5)
    masked = attention(x @ W_Q, x, x, mask=np.tri(5, dtype=bool))
    assert masked[0].tolist() == [1, 0, 0, 0, 0]


def test_variance_of_the_scores():
    d, tau, mu = 8, 3, 2
    rng = np.random.default_rng(0)
    q, k = rng.normal(0, tau, (100_000, d)), rng.normal(mu, 1, (100_000, d))
    assert (q * k).sum(axis=1).var() == pytest.approx(d * tau**2 * (1 + mu**2), rel=0.03)


def test_hard_choices_of_two_heads_end_at_values_and_midpoints(tokens):
    choosing = Attention(temperature=0.05, heads=[QUARTER_TURN, OPPOSITE])
    first, second = choosing.weights().argmax(axis=2)
    np.testing.assert_allclose(choosing.outputs(), (tokens[first] + tokens[second]) / 2, atol=0.05)


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_they_have_n_times_n_plus_1_halves_places(n):
    values = np.random.default_rng(n).normal(size=(n, 2))
    places = {tuple(((values[i] + values[j]) / 2).round(9)) for i, j in itertools.product(range(n), repeat=2)}
    assert len(places) == n * (n + 1) // 2
