"""Pushing a verified bundle to the hub."""

from pathlib import Path

from level5.errors import InputError
from level5.publish.verify import verify


def push(bundle: Path, repository: str | None) -> str:
    """Uploads a bundle in one commit; returns the commit's address.

    Raises:
        InputError: no repository is named, the bundle is not sound, or the hub refuses.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, LocalTokenNotFoundError

    if repository is None or repository.count("/") != 1:
        raise InputError("publish: give --to OWNER/NAME, the hub repository (make: TO=OWNER/NAME)")
    problems = verify(bundle)
    if problems:
        raise InputError([f"not pushed: {problem}" for problem in problems])
    hub = HfApi()
    try:
        hub.create_repo(repository, repo_type="model", exist_ok=True)
        commit = hub.upload_folder(
            repo_id=repository, folder_path=bundle, commit_message="Add adapter"
        )
    except (HfHubHTTPError, LocalTokenNotFoundError, OSError) as error:
        raise InputError(
            f"publish: the hub refused ({error}); log in with `hf auth login`"
        ) from None
    return str(commit.commit_url)
