"""What a run file may say. A field's docstring is its help; nowhere else repeats it."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]


class Section(BaseModel):
    """Frozen, strict about types, and closed to unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True
    )


class ModelSection(Section):
    """The base model and how it is asked."""

    source: Word
    """A folder with safetensors, relative to the repository, or a hub id such as `org/name`."""
    revision: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")] | None = None
    """The hub commit to load, 40 hex digits; required for a hub id, forbidden for a folder."""
    dtype: Literal["auto", "bfloat16", "float32"] = "auto"
    """Weights' type; `auto` takes bfloat16 where the device multiplies it fast, else float32."""
    instruction: Word
    """The system message of every prompt."""
    quotes: bool = False
    """Number the draft's sentences, and let an answer carry one as "[2]"; for small models."""
    writes: Literal["reply", "opening"] = "reply"
    """`opening`: it reads the message without the draft and writes one sentence, the feeling and
    what happened; the likeliest guesses, the draft's content and a closing are put after it."""
    guesses: Word | None = None
    """With `writes: opening`: a folder of layers that order the guesses by the base's own states,
    made by `scripts/fit_guesses.py`; in the packaged encoder's order when absent."""
    suggests: bool = False
    """Show what the message suggests, by `data/models/suggestions`: feelings, topics to name
    as "{1}", sentences that name or ask what lies behind as "<2>" or "<3?>"; for small models."""

    @property
    def hears_suggestions(self) -> bool:
        """Whether an answer's text depends on what is suggested for the message."""
        return self.suggests or self.writes == "opening"


class DataSection(Section):
    """Which pairs are made from the ladders."""

    folder: Word = "data"
    """The folder that holds `ladders/`, relative to the repository."""
    train_ladders: Count | None = None
    """Use only so many training ladders, the first by a hash of their ids; all when absent."""
    train_messages: Count | None = None
    """Likewise of the short messages that plain answers and openings are learned from besides."""
    facts_shown: Share
    """Share of the training pairs that show the facts; the others leave the draft to say it all."""
    answers: Literal["references", "own_words", "plain"] = "references"
    """What is learned: the written level-5 replies; openings in words of their own, one a message
    (with model.writes: opening); or, for the smallest models, replies of chosen parts."""
    augmented: Annotated[int, Field(ge=0)]
    """Versions of each training pair with other details and typing, beside the pair itself."""


class LoraSection(Section):
    """The adapter."""

    r: Count
    """Rank."""
    alpha: Count
    """Scaling numerator: the update is scaled by alpha / r, or alpha / sqrt(r) with rslora."""
    dropout: Share
    """Dropout before the low-rank product."""
    rslora: bool
    """Rank-stabilised scaling (Kalajdzievski 2023, arXiv:2312.03732)."""
    targets: Annotated[tuple[Word, ...], Field(min_length=1)]
    """Names of the linear layers to adapt, or `all-linear` alone."""


class TrainSection(Section):
    """Supervised fine-tuning."""

    epochs: Annotated[float, Field(gt=0)]
    """Passes over the training pairs."""
    learning_rate: Annotated[float, Field(gt=0, lt=1)]
    """Peak rate, reached after the warm-up and falling along a cosine to a tenth."""
    warmup: Share
    """Share of the steps with a rising rate."""
    batch_size: Count
    """Pairs a forward pass."""
    accumulate: Count
    """Forward passes an optimizer step."""
    max_length: Annotated[int, Field(ge=32)]
    """Tokens of prompt and answer; a longer pair is an error, never cut."""
    weight_decay: Annotated[float, Field(ge=0)]
    """AdamW's decoupled decay."""


class PreferenceSection(Section):
    """Preference tuning of the fine-tuned adapter (DPO; Rafailov et al. 2023, arXiv:2305.18290)."""

    pairs: Count | None = None
    """At most so many pairs of a better and a worse answer; all when absent."""
    epochs: Annotated[float, Field(gt=0)]
    """Passes over them."""
    learning_rate: Annotated[float, Field(gt=0, lt=1)]
    """Peak rate; warm-up and decay as in `train`."""
    beta: Annotated[float, Field(gt=0)]
    """How dear it is to leave the fine-tuned adapter, in its own log-probabilities."""
    batch_size: Count
    """Pairs a step, two answers each."""


class GenerateSection(Section):
    """Decoding: greedy, and where asked the best of several."""

    batch_size: Count
    """Prompts a batch, sorted by length."""
    max_new_tokens: Count
    """Longest rewrite; one that reaches it counts as truncated and fails."""
    candidates: Count = 1
    """Answers a case. Of more than one, the first is greedy, the others are sampled, and the best
    is kept."""
    selects: Literal["judge", "likelihood"] = "judge"
    """What finds the best of those that pass the checks: the selecting judge, or which opening and
    message are likeliest after each other, by the base as it is (needs model.writes: opening)."""
    word_bonus: Annotated[float, Field(ge=0)] = 0.0
    """Added to the logits of the words that a message has, which keeps a small model to what it
    says; 0 for none."""
    temperature: Annotated[float, Field(gt=0)] = 0.8
    """Of the sampled candidates."""
    top_p: Annotated[float, Field(gt=0, le=1)] = 0.95
    """Sampled candidates draw from the likeliest tokens that make up this share."""
    constrained: bool = False
    """Hold answers to what a plain answer can be (needs model.quotes and model.suggests)."""
    completes: bool = False
    """Carry all of the draft's content, in order and together, where an answer quotes some of it
    (needs model.quotes)."""


class JudgeSection(Section):
    """The judge that reports, and the one that selects and rewards."""

    folder: Word
    """The reporting judge's folder, relative to the repository."""
    selection_folder: Word
    """The selecting judge's folder; evaluation shows how far the two differ."""
    batch_size: Count
    """Replies a batch."""


class RunConfig(Section):
    """One run: model, data, training, generation, judge, suites."""

    seed: Annotated[int, Field(ge=0, lt=2**32)]
    """Seeds data order, adapter initialisation, augmentation and sampling."""
    model: ModelSection
    data: DataSection
    lora: LoraSection
    train: TrainSection
    preference: PreferenceSection | None = None
    """Preference tuning after the fine-tuning; none when absent."""
    generate: GenerateSection
    judge: JudgeSection
    suites: tuple[Word, ...]
    """Suite files to evaluate on, relative to the repository."""

    @model_validator(mode="after")
    def _adapter_is_consistent(self) -> Self:
        if self.generate.completes and not self.model.quotes:
            raise ValueError("generate.completes: needs model.quotes, whose numbers it adds")
        if self.generate.selects == "likelihood" and self.model.writes != "opening":
            raise ValueError(
                "generate.selects: likelihood compares openings; set model.writes to opening, or"
                " generate.selects to judge"
            )
        if self.generate.word_bonus and self.generate.constrained:
            raise ValueError(
                "generate.word_bonus: a constrained answer has no words to choose; set it to 0, or"
                " generate.constrained to false"
            )
        if self.generate.constrained and not (self.model.quotes and self.model.suggests):
            raise ValueError(
                "generate.constrained: plain answers quote and take up suggestions; set"
                " model.quotes and model.suggests"
            )
        if self.data.train_messages is not None and self.data.answers == "references":
            raise ValueError(
                "data.train_messages: written references are learned from ladders alone; leave it"
                " out, or set data.answers to plain or own_words"
            )
        if (self.data.answers == "own_words") != (self.model.writes == "opening"):
            raise ValueError(
                "data.answers: own_words are openings, which model.writes: opening asks for; set"
                " both or neither"
            )
        if self.model.guesses and self.model.writes != "opening":
            raise ValueError(
                "model.guesses: only after an opening are guesses put by themselves; set"
                " model.writes to opening, or model.guesses to null"
            )
        if self.model.writes == "opening" and (self.model.quotes or self.model.suggests):
            raise ValueError(
                "model.writes: an opening is written without draft and suggestions; set"
                " model.quotes and model.suggests to false"
            )
        if self.data.answers == "plain" and not (self.model.quotes and self.model.suggests):
            raise ValueError(
                "data.answers: plain answers quote and take up suggestions; set model.quotes and"
                " model.suggests"
            )
        if self.model.suggests and self.data.augmented:
            raise ValueError(
                "data.augmented: what a message suggests is known for messages as they are; set it"
                " to 0, or model.suggests to false"
            )
        if "all-linear" in self.lora.targets and len(self.lora.targets) > 1:
            raise ValueError("lora.targets: `all-linear` stands alone")
        return self


class SuiteConfig(Section):
    """What an evaluation suite runs on."""

    source: Literal["ladders", "cases"]
    """`ladders`: pairs of the project's own ladders. `cases`: a JSON Lines file."""
    split: Literal["dev", "test"] | None = None
    """Which scenarios (ladders)."""
    drafts_per_scenario: Count | None = None
    """At most so many drafts of each scenario (ladders); all when absent."""
    path: Word | None = None
    """The file (cases), one object a line with id, customer, draft, and maybe context and facts."""
    context_separator: str = "\n"
    """What stands between the earlier turns of a case's context."""

    @model_validator(mode="after")
    def _source_has_what_it_needs(self) -> Self:
        if self.source == "cases" and self.drafts_per_scenario is not None:
            raise ValueError("source `cases` takes no `drafts_per_scenario`")
        if self.source == "ladders" and (self.split is None or self.path is not None):
            raise ValueError("source `ladders` needs `split` (dev or test) and takes no `path`")
        if self.source == "cases" and (self.path is None or self.split is not None):
            raise ValueError(
                "source `cases` needs `path`, a JSON Lines file (on the command line: path=FILE),"
                " and takes no `split`"
            )
        return self
