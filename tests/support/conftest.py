"""The packaged encoder's tokenizer."""

import pytest
from transformers import AutoTokenizer

from level5.encoder.load import encoder_folder


@pytest.fixture(scope="session")
def tokenizer():
    return AutoTokenizer.from_pretrained(str(encoder_folder()))
