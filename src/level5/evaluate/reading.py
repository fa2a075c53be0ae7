"""What a model's answer says once the numbers in it are replaced by what they stand for."""

from level5.config.schema import ModelSection
from level5.quoting import completed, expanded, without_others
from level5.records import Case
from level5.reflecting import said_back
from level5.rubric.draft import quotable_sentences, required_sentences
from level5.suggestions import spoken


def read_answer(answer: str, case: Case, section: ModelSection, completes: bool) -> str:
    """The text that a customer would read.

    Args:
        answer: as the model wrote it.
        case: what it was asked.
        section: how it was asked; without quotes and suggestions the answer is the text.
        completes: whether quotes are put right first: content of the draft that the answer leaves
            out is added, and what holds none is dropped.
    """
    if section.suggests:
        answer = spoken(answer, case.customer)
    if section.quotes:
        if completes:
            answer = without_others(answer, quotable_sentences(case))
            answer = completed(answer, case.draft, required_sentences(case))
        answer = expanded(said_back(answer, case.customer), case.draft)
    return answer
