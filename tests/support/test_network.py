"""The support network: what can speak, how a gate's logit is made up, and its way to disk."""

from types import SimpleNamespace

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from torch import nn
from transformers import AutoModel, BertConfig, PreTrainedTokenizerFast

from level5.encoder.store import adapted_encoder, load_weights, save_network
from level5.errors import InputError
from level5.records import Case
from level5.support import SupportScorer
from level5.support.encode import (
    CUSTOMER,
    DRAFT,
    DRAFT_HELD,
    FACTS,
    REPLY,
    REPLY_HELD,
    collate,
    encode,
)
from level5.support.network import ADDED, LOST, SupportNetwork
from level5.support.predict import FILES

WORDS = "the bus was late and you are fed up sorry take next one it leaves at 9 ."
NEVER = -20.0
CASE = Case(
    id="1",
    customer="the bus was late and you are late",
    facts=("it leaves at 9 .",),
    draft="sorry . take the next one . it leaves at 9 .",
)
SHORT, LONG = "sorry .", "you are fed up . take the next one . it leaves at 9 ."


class Given(nn.Module):
    """An encoder whose hidden states are given; keeps what it was asked."""

    def __init__(self, hidden, segments):
        super().__init__()
        self.config = SimpleNamespace(type_vocab_size=segments)
        self.hidden = torch.tensor(hidden)
        self.asked = {}

    def forward(self, **asked):
        self.asked = asked
        return SimpleNamespace(last_hidden_state=self.hidden)


def by_hand(hidden, regions, segments=0):
    """Gates and tokens where a token's logits are its hidden state and the whole says 1 and -1."""
    network = SupportNetwork(Given([hidden], segments), 2, 0.0).eval()
    network.head["tokens"] = nn.Identity()
    whole = nn.Linear(6, 2)
    nn.init.zeros_(whole.weight)
    whole.bias.data = torch.tensor([1.0, -1.0])
    network.head["whole"] = whole
    ids = torch.ones(1, len(regions), dtype=torch.long)
    with torch.no_grad():
        gates, tokens = network(ids, torch.ones_like(ids), torch.tensor([regions]))
    return network, gates[0].tolist(), tokens[0].tolist()


def test_a_gate_is_the_whole_plus_the_most_suspicious_token():
    regions = [-1, CUSTOMER, FACTS, DRAFT, DRAFT, REPLY, REPLY, -1]
    # Each token: the logit of being added, and of being lost.
    hidden = [[9.0, 9.0]] * 3 + [[8.0, 0.5], [8.0, 2.0], [3.0, 7.0], [-4.0, 7.0]] + [[9.0, 9.0]]
    _, gates, tokens = by_hand(hidden, regions)
    # A token of the draft answers whether it is lost, one of the reply whether it is added.
    assert tokens == [NEVER, NEVER, NEVER, 0.5, 2.0, 3.0, -4.0, NEVER]
    assert gates[ADDED] == 1 + 3
    assert gates[LOST] == -1 + 2


def test_without_a_token_that_can_speak_a_gate_is_never_open():
    _, gates, tokens = by_hand([[9.0, 9.0]] * 3, [-1, CUSTOMER, FACTS])
    assert tokens == [NEVER] * 3
    assert gates == [1 + NEVER, -1 + NEVER]


@pytest.mark.parametrize("segments", [0, 1, 2])
def test_the_reply_is_the_second_segment_where_there_are_two(segments):
    network, _, _ = by_hand([[0.0, 0.0]] * 4, [-1, DRAFT, REPLY, -1], segments)
    found = network.encoder.asked.get("token_type_ids")
    assert (found is None) == (segments < 2)
    if found is not None:
        assert found.tolist() == [[0, 0, 1, 0]]


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """Names a random checkpoint of two layers."""
    folder = tmp_path_factory.mktemp("encoder")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS.split()]
    words = Tokenizer(models.WordLevel({w: i for i, w in enumerate(vocabulary)}, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=words,
        cls_token="[CLS]",
        sep_token="[SEP]",
        pad_token="[PAD]",
        unk_token="[UNK]",
    ).save_pretrained(folder)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=48,
        pad_token_id=0,
    )
    AutoModel.from_config(config).save_pretrained(folder)
    return {
        "encoder": str(folder),
        "revision": None,
        "lora_r": 2,
        "dropout": 0.0,
        "window": 64,
    }


@pytest.fixture(scope="module")
def fitted(settings):
    """A network as if fitted, in weights that bfloat16 holds exactly, and its tokenizer."""
    torch.manual_seed(2)
    encoder, width, tokenizer = adapted_encoder(settings)
    network = SupportNetwork(encoder, width, settings["dropout"])
    for parameter in network.parameters():
        if parameter.requires_grad:
            nn.init.normal_(parameter, std=0.1)
            parameter.data = parameter.data.to(torch.bfloat16).float()
    return network.eval(), tokenizer


@pytest.fixture(scope="module")
def folder(settings, fitted, tmp_path_factory):
    folder = tmp_path_factory.mktemp("support")
    save_network(fitted[0], folder, FILES, settings)
    return folder


def batch(tokenizer, *replies):
    rows = [encode(CASE, reply, tokenizer, 64) for reply in replies]
    return collate(rows, int(tokenizer.pad_token_id))


def test_only_reply_and_draft_can_speak(fitted):
    network, tokenizer = fitted
    ids, mask, regions = batch(tokenizer, SHORT, LONG)
    with torch.no_grad():
        gates, tokens = network(ids, mask, regions)
    speak = (regions == REPLY) | (regions == DRAFT)
    # Both rewrites say a sentence of the draft word for word.
    assert (regions == DRAFT_HELD).any(1).all() and (regions == REPLY_HELD).any(1).all()
    assert (tokens[~speak] == NEVER).all()
    assert (tokens[speak] > NEVER).all()
    assert gates.shape == (2, 2) and tokens.shape == ids.shape


def test_the_whole_sees_start_draft_and_reply(fitted):
    network, tokenizer = fitted
    tensors = batch(tokenizer, SHORT, LONG)
    regions = tensors[2]
    seen = {}
    hooks = [
        network.head["tokens"].register_forward_hook(lambda _, got, __: seen.update(hidden=got[0])),
        network.head["whole"].register_forward_hook(
            lambda _, got, out: seen.update(pooled=got[0], whole=out)
        ),
    ]
    with torch.no_grad():
        gates, tokens = network(*tensors)
    for hook in hooks:
        hook.remove()
    for row in range(2):
        hidden = seen["hidden"][row]
        draft = (regions[row] == DRAFT) | (regions[row] == DRAFT_HELD)
        reply = (regions[row] == REPLY) | (regions[row] == REPLY_HELD)
        pooled = torch.cat([hidden[0], hidden[draft].mean(0), hidden[reply].mean(0)])
        assert torch.allclose(seen["pooled"][row], pooled, atol=1e-5)
        most = torch.stack([tokens[row][reply].max(), tokens[row][draft].max()])
        assert torch.allclose(gates[row], seen["whole"][row] + most, atol=1e-5)


def test_padding_changes_nothing(fitted):
    network, tokenizer = fitted
    with torch.no_grad():
        gates, tokens = network(*batch(tokenizer, SHORT))
        beside, beside_tokens = network(*batch(tokenizer, SHORT, LONG))
    own = tokens.shape[1]
    # "sorry ." is 2 tokens, the other reply 15.
    assert beside_tokens.shape[1] == own + 13
    assert torch.allclose(gates[0], beside[0], atol=1e-5)
    assert torch.allclose(tokens[0], beside_tokens[0, :own], atol=1e-5)
    assert (beside_tokens[0, own:] == NEVER).all()


def test_saved_and_loaded_the_numbers_are_the_same(fitted, settings, folder):
    network, tokenizer = fitted
    torch.manual_seed(3)
    encoder, width, _ = adapted_encoder(settings)
    loaded = SupportNetwork(encoder, width, settings["dropout"])
    tensors = batch(tokenizer, SHORT, LONG)
    with torch.no_grad():
        before = network(*tensors)
        unfitted = loaded.eval()(*tensors)
        load_weights(loaded, folder, FILES)
        after = loaded.eval()(*tensors)
    # Nothing is rounded on the way; merging the adapter adds in another order.
    for one, other in zip(before, after, strict=True):
        assert torch.allclose(one, other, atol=1e-4)
    assert not torch.allclose(before[0], unfitted[0], atol=1e-2)


def test_saving_again_removes_the_figures_of_what_was_there(fitted, settings, tmp_path):
    (tmp_path / "evaluation").mkdir()
    (tmp_path / "evaluation" / "result.json").write_text("{}")
    save_network(fitted[0], tmp_path, FILES, settings)
    assert {path.name for path in tmp_path.iterdir()} == {FILES.settings, FILES.weights}


def test_other_weights_than_the_settings_name_are_refused(fitted, settings, tmp_path):
    with pytest.raises(InputError, match="make support"):
        SupportScorer.load(tmp_path)
    save_network(fitted[0], tmp_path, FILES, settings)
    with (tmp_path / FILES.weights).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(InputError, match="SHA-256"):
        SupportScorer.load(tmp_path)


def test_a_loaded_scorer_says_what_the_network_says(fitted, folder):
    network, tokenizer = fitted
    with torch.no_grad():
        gates = torch.sigmoid(network(*batch(tokenizer, LONG))[0])[0]
    (found,) = SupportScorer.load(folder, dtype="float32").score([(CASE, LONG)])
    assert (found.added, found.lost) == pytest.approx(gates.tolist(), abs=1e-4)
    assert [s.text for s, _ in found.sentences] == [
        "you are fed up .",
        "take the next one .",
        "it leaves at 9 .",
    ]


def test_rewrites_come_back_in_their_order_whatever_the_batches(folder):
    rewrites = [(CASE, reply) for reply in (LONG, SHORT, "take the next one .", "", LONG * 5)]
    found = SupportScorer.load(folder, batch_size=8, dtype="float32").score(rewrites)
    alone = SupportScorer.load(folder, batch_size=1, dtype="float32")
    for many, rewrite in zip(found, rewrites, strict=True):
        (one,) = alone.score([rewrite])
        assert (many.added, many.lost) == pytest.approx((one.added, one.lost), abs=1e-5)
        assert [s for s, _ in many.sentences] == [s for s, _ in one.sentences]
    # 5 times 15 tokens and the draft's 12 are more than 64.
    assert [s.truncated for s in found] == [False, False, False, False, True]
    assert len({(round(s.added, 4), round(s.lost, 4)) for s in found}) == 5
