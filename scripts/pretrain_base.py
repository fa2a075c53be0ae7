"""Pretrains the embedded base model from scratch.

    python scripts/pretrain_base.py prepare --recipe configs/pretrain/base.yaml --corpora FOLDER
    python scripts/pretrain_base.py train   --recipe configs/pretrain/base.yaml
    python scripts/pretrain_base.py export  --recipe configs/pretrain/base.yaml

`train` can be stopped at any time and goes on from its last checkpoint. Work files lie in
`.cache/pretrain/NAME`; `export` writes `data/models/base`.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Parses the command line and runs one stage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stage", choices=("prepare", "train", "export"))
    parser.add_argument("--recipe", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, help="the folder with the texts (prepare)")
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    folder = ROOT / ".cache" / "pretrain" / arguments.recipe.stem

    from pretrain.settings import load_recipe

    recipe = load_recipe(arguments.recipe)
    if arguments.stage == "prepare":
        if arguments.corpora is None:
            parser.error("prepare needs --corpora, the folder with the texts")
        from pretrain.tokens import prepare

        prepare(recipe, arguments.corpora, arguments.data, folder)
    elif arguments.stage == "train":
        from pretrain.loop import train

        train(recipe, folder, threads=arguments.threads)
    else:
        from pretrain.export import export

        export(recipe, folder, arguments.data / "models" / "base", arguments.recipe)


if __name__ == "__main__":
    main()
