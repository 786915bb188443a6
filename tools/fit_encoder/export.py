"""Export: a checkpoint as files: the encoder in int8 for the language room, and the heads for their own."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from tools.fit_encoder.fit import load
from tools.fit_encoder.network import WIDTH, Linker

OPSET: Final = 17


class LinkHead(nn.Module):
    """The linker after its marks were looked up in their tables, which numpy does."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.entry, self.mean, self.layer, self.out = linker.entry, linker.mean, linker.layer, linker.out

    def forward(self, hidden: Tensor, marks: Tensor, shares: Tensor) -> Tensor:
        """Scores of (cues, pieces).

        Args:
            hidden: Of one paragraph; (pieces, width).
            marks: What tells each cue's own pieces and their distance; (cues, pieces, narrower width).
            shares: The part that each piece has in the mean of each cue; (cues, pieces).
        """
        entered = self.entry(hidden)
        return self.out(self.layer(entered + marks + self.mean(shares @ entered)[:, None]))


def _quantised(module: nn.Module, inputs: dict[str, Tensor], output: str, axes: dict[str, dict[int, str]]) -> bytes:
    """The module with its linear layers and word table in seven bits of eight: no CPU's sums overflow with these."""
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(plain),
            input_names=list(inputs),
            output_names=[output],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            small,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=_kept_exact(plain),
        )
        model = onnx.load(small)
        model.doc_string = ""
        return bytes(model.SerializeToString())


def _kept_exact(path: Path) -> list[str]:
    """Small tables and the last scores stay as they are."""
    model = onnx.load(path)
    shapes = {tensor.name: tuple(tensor.dims) for tensor in model.graph.initializer}
    kept = []
    for node in model.graph.node:
        table = next((shapes[name] for name in node.input if name in shapes), ())
        if (node.op_type == "Gather" and (not table or table[0] < 1_000)) or (node.op_type == "MatMul" and 3 in table):
            kept.append(node.name)
    return kept


def export(checkpoint: Path, vocabulary: Path, to: Path) -> None:
    """Write the encoder with its vocabulary, the attribution head and the parties' head below the rooms' folder."""
    network = load(checkpoint)
    encoder, linker = network.encoder, network.linker
    width = linker.out.in_features
    window = {"pieces": torch.ones(1, 9, dtype=torch.long), "signs": torch.zeros(1, 9, dtype=torch.long)}
    axes = {name: {1: "length"} for name in (*window, "hidden")}
    (to / "language").mkdir(parents=True, exist_ok=True)
    (to / "attribute").mkdir(parents=True, exist_ok=True)
    (to / "event").mkdir(parents=True, exist_ok=True)
    (to / "language" / "encoder.onnx").write_bytes(_quantised(encoder, window, "hidden", axes))
    shutil.copyfile(vocabulary, to / "language" / "vocabulary.txt")
    paragraph = {"hidden": torch.zeros(9, WIDTH), "marks": torch.zeros(2, 9, width), "shares": torch.zeros(2, 9)}
    axes = {"hidden": {0: "length"}} | {name: {0: "cues", 1: "length"} for name in ("marks", "shares", "scores")}
    link = _quantised(LinkHead(linker), paragraph, "scores", axes)
    arrays = {
        "cue_weight": network.spans["cue"].weight,
        "cue_bias": network.spans["cue"].bias,
        "mark": linker.cue,
        "distances": linker.distances.weight,
    }
    held = {name: value.detach().numpy().astype(np.float16) for name, value in arrays.items()}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, link=np.frombuffer(link, np.uint8), **held)
    (to / "attribute" / "attribution.npz").write_bytes(buffer.getvalue())
    role = network.spans["role"]
    parties = {"weight": role.weight, "bias": role.bias}
    held = {name: value.detach().numpy().astype(np.float16) for name, value in parties.items()}
    np.savez_compressed(to / "event" / "parties.npz", **held)
