"""Make the encoder's files again from the original weights:

    python retros/meaning/export_model.py FOLDER OUTPUT

FOLDER holds all-MiniLM-L6-v2 as its authors publish it (config.json, model.safetensors,
tokenizer.json …), OUTPUT becomes the folder of the four files. Needs torch, transformers and onnx
beside onnxruntime, none of which Retros needs to run. Other versions of these give other bytes with
the same meaning: then put the new hashes into encoder.py and README.md, the place of the table into
encoder.py, give MODEL another name, and let `manage.py reindex` encode all texts again.
"""

import hashlib
import sys
from pathlib import Path

NAME = "all-minilm-l6-v2-int8.onnx"
TOKENS, DIMENSIONS = 128, 384
WORDS = 1_996, 12_000  # the tokens whose vectors are made beforehand
BEGIN, END = 101, 102  # the tokens around a text
# Of model.safetensors, as in every public record of it that was read.
WEIGHTS_BEGIN, WEIGHTS_END = "53aa5117", "28d9db"


def main(folder, output):
    """Write the files and print their hashes."""
    output.mkdir(parents=True, exist_ok=True)
    _check_weights(folder / "model.safetensors")
    plain = output / "float.onnx"
    _export(folder, plain)
    _round(plain, output / NAME)
    plain.unlink()
    _copy_tokenizer(folder / "tokenizer.json", output / "tokenizer.json")
    write_cosines(output / "cosines.onnx")
    write_words(output / NAME, output / "words.int8")
    for name in (NAME, "tokenizer.json", "cosines.onnx", "words.int8"):
        sys.stdout.write(f"{_hash_of(output / name)}  {name}\n")


def _check_weights(path):
    found = _hash_of(path)
    if not (found.startswith(WEIGHTS_BEGIN) and found.endswith(WEIGHTS_END)):
        sys.exit(f"{path} is not the original: {found}")


def _export(folder, path):
    """The model with its pooling: ids and mask in, vectors of unit length out."""
    import torch
    from transformers import AutoModel

    class Encoder(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()

        def forward(self, ids, mask):
            tokens = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            weights = mask.unsqueeze(-1).to(tokens.dtype)
            mean = (tokens * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return mean / mean.norm(dim=1, keepdim=True).clamp(min=1e-12)

    example = torch.ones((1, 8), dtype=torch.long)
    torch.onnx.export(
        Encoder(),
        (example, example),
        path,
        input_names=["ids", "mask"],
        output_names=["v"],
        dynamic_axes={name: {0: "b", 1: "l"} for name in ("ids", "mask")} | {"v": {0: "b"}},
        opset_version=14,
        dynamo=False,
    )


def _round(plain, path):
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(plain, path, weight_type=QuantType.QInt8)


def _copy_tokenizer(original, path):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(original))
    tokenizer.enable_truncation(TOKENS)
    tokenizer.enable_padding(length=TOKENS)
    tokenizer.save(str(path), pretty=False)


def write_cosines(path):
    """Write the model of vectors.closeness: the cosines of rows of bytes with one more."""
    import onnx
    from onnx.helper import make_graph, make_model, make_node, make_opsetid
    from onnx.helper import make_tensor_value_info as value

    kind, result = onnx.TensorProto.INT8, onnx.TensorProto.FLOAT
    nodes = [
        make_node("Cast", ["rows"], ["r"], to=result),
        make_node("Cast", ["one"], ["o"], to=result),
        make_node("MatMul", ["r", "o"], ["products"]),
        make_node("ReduceL2", ["r"], ["lengths"], axes=[1]),
        make_node("ReduceL2", ["o"], ["length"], axes=[0]),
        make_node("Mul", ["lengths", "length"], ["both"]),
        make_node("Div", ["products", "both"], ["cosines"]),
    ]
    graph = make_graph(
        nodes,
        "cosines",
        [value("rows", kind, ["n", DIMENSIONS]), value("one", kind, [DIMENSIONS, 1])],
        [value("cosines", result, ["n", 1])],
    )
    made = make_model(graph, opset_imports=[make_opsetid("", 14)], ir_version=8)
    path.write_bytes(made.SerializeToString())


def write_words(model, path):
    """Write the vectors of words.py by the model in a file: each as if its word were a text."""
    import numpy
    from onnxruntime import InferenceSession

    session, rows = InferenceSession(model), []
    for token in range(*WORDS):
        ids = numpy.array([[BEGIN, token, END]])
        ((vector,),) = session.run(["v"], {"ids": ids, "mask": numpy.ones_like(ids)})
        scale = numpy.float32(127 / numpy.abs(vector).max())
        rows.append(numpy.rint(scale * vector).astype("int8").tobytes())
    path.write_bytes(b"".join(rows))


def _hash_of(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
