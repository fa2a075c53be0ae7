"""Encoders of other architectures, as tiny random checkpoints: they fit, save and load alike."""

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    AutoModel,
    BertConfig,
    DebertaV2Config,
    ModernBertConfig,
    PreTrainedTokenizerFast,
    RobertaConfig,
)

from level5.encoder.store import save_network
from level5.judge.encode import Question, collate, encode
from level5.judge.network import level_probabilities
from level5.judge.predict import FILES
from level5.judge.store import build_network, load_network
from level5.scale import LEVELS

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"the bus was late and you are fed up sorry".split()]
SIZES = {
    "vocab_size": len(WORDS),
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 48,
    "pad_token_id": 0,
}
CONFIGS = {
    "bert": BertConfig(**SIZES),
    "modernbert": ModernBertConfig(
        **SIZES, cls_token_id=2, sep_token_id=3, bos_token_id=2, eos_token_id=3
    ),
    "deberta": DebertaV2Config(**SIZES, type_vocab_size=0),
    "roberta": RobertaConfig(**SIZES, type_vocab_size=1, max_position_embeddings=130),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_an_encoder_is_fitted_saved_and_loaded(tmp_path, name):
    torch.manual_seed(1)
    words = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=words,
        cls_token="[CLS]",
        sep_token="[SEP]",
        pad_token="[PAD]",
        unk_token="[UNK]",
    )
    AutoModel.from_config(CONFIGS[name]).save_pretrained(tmp_path / "encoder")
    tokenizer.save_pretrained(tmp_path / "encoder")
    settings = {
        "encoder": str(tmp_path / "encoder"),
        "revision": None,
        "lora_r": 2,
        "dropout": 0.0,
        "window": 64,
    }
    network, found = build_network(settings)
    # A fresh adapter's second matrix is zero; without change there is nothing to lose in saving.
    for parameter in network.parameters():
        if parameter.requires_grad:
            torch.nn.init.normal_(parameter, std=0.1)
    batch = collate(
        [
            encode(Question("", "the bus was late", reply), found, settings["window"])
            for reply in ("sorry", "the bus was late and you are fed up")
        ],
        int(found.pad_token_id),
    )
    save_network(network, tmp_path / "judge", FILES, settings)
    loaded, _ = load_network(tmp_path / "judge", settings)
    with torch.no_grad():
        before, after = network.eval()(*batch)[0], loaded.eval()(*batch)[0]
    assert level_probabilities(after).shape == (2, len(LEVELS))
    # Weights were rounded to bfloat16 on the way: 8 bits.
    assert torch.allclose(before, after, atol=0.1)
    assert not torch.allclose(after[0], after[1], atol=1e-3)
