"""Write the network as two ONNX graphs with int8 weights, and the card that the reader checks them by.

python training/export.py --weights reader.pt --tokenizer tokenizer.json --thresholds thresholds.json --out FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from labels import LABELS
from measure import THRESHOLDS, score_heads
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.preprocess import quant_pre_process
from torch import Tensor, nn

from dateline.knowledge.reader import OnnxGraphs

OPSET = 17


class EncoderGraph(nn.Module):
    """The encoder with the word tags."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """See `Network.encode`."""
        return self.network.encode(ids, shapes, mask)


class HeadsGraph(nn.Module):
    """The heads of one report."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, states: Tensor, sentences: Tensor, *pools: Tensor) -> tuple[Tensor, ...]:
        """See `score_heads`."""
        found = score_heads(self.network, states, sentences, list(pools))
        return tuple(found[name] for name in OnnxGraphs.OUTPUTS)


def write_encoder(network: Network, path: Path, folder: Path) -> None:
    """Export and quantise the encoder: every matrix and the embeddings, one scale a channel."""
    plain, shaped = folder / "encoder.onnx", folder / "encoder.shaped.onnx"
    ids = torch.randint(1000, 2000, (2, 32))
    example = (ids, torch.zeros_like(ids), torch.ones(2, 32))
    with torch.no_grad():
        torch.onnx.export(
            EncoderGraph(network).eval(), example, str(plain), dynamo=False, opset_version=OPSET,
            input_names=["ids", "shapes", "mask"], output_names=["states", "words", "scope"],
            dynamic_axes={
                **{name: {0: "batch", 1: "pieces"} for name in ("ids", "shapes", "mask")},
                "states": {0: "batch", 1: "inner"}, "words": {0: "batch", 1: "inner"}, "scope": {0: "batch"},
            },
        )  # fmt: skip
    quant_pre_process(str(plain), str(shaped), skip_symbolic_shape=True)
    quantize_dynamic(
        str(shaped), str(path), per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def write_heads(network: Network, path: Path, folder: Path) -> None:
    """Export the heads, their matrices in int8 as well."""
    plain = folder / "heads.onnx"
    size = 24
    pools = [torch.eye(size)[:count] for count in (3, 2, 1, 4)]
    names = ("triggers", "cues", "claims", "mentions")
    axes: dict[str, dict[int, str]] = {"states": {1: "pieces"}, "sentences": {1: "pieces"}}
    axes |= {name: {0: name, 1: "pieces"} for name in names}
    for name in OnnxGraphs.OUTPUTS:
        axes[name] = {0: f"{name}_rows"}
        if name.endswith("_tokens") or name in ("same", "about", "blame", "relations"):
            axes[name][1] = f"{name}_columns"
    example = (torch.randn(1, size, 384), torch.arange(size)[None] // 8, *pools)
    with torch.no_grad():
        torch.onnx.export(
            HeadsGraph(network).eval(), example, str(plain), dynamo=False, opset_version=OPSET,
            input_names=["states", "sentences", *names], output_names=list(OnnxGraphs.OUTPUTS), dynamic_axes=axes,
        )  # fmt: skip
    quantize_dynamic(
        str(plain), str(path), per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def export(options: argparse.Namespace) -> None:
    """Write the folder that the package ships."""
    network = Network()
    network.load_state_dict(torch.load(options.weights))
    network.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        write_encoder(network, options.out / "encoder.onnx", Path(name))
        write_heads(network, options.out / "heads.onnx", Path(name))
    for graph in ("encoder.onnx", "heads.onnx"):
        model = onnx.load(options.out / graph)
        del model.metadata_props[:]
        for node in model.graph.node:
            node.doc_string = ""
        onnx.save(model, options.out / graph)
    shutil.copyfile(options.tokenizer.resolve(), options.out / "tokenizer.json")
    (options.out / "tokenizer.json").chmod(0o644)
    chosen = {"thresholds": THRESHOLDS, "calibration": {}}  # until `tune.py --choose` writes its own
    digests = {
        name: hashlib.sha256((options.out / name).read_bytes()).hexdigest()
        for name in ("encoder.onnx", "heads.onnx", "tokenizer.json")
    }
    card = {"name": options.name, "labels": LABELS.as_dict(), **chosen, "sha256": digests}
    (options.out / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print({name: (options.out / name).stat().st_size for name in digests})


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--name", default="reader/2")
    parser.add_argument("--out", type=Path, required=True)
    export(parser.parse_args())


if __name__ == "__main__":
    main()
