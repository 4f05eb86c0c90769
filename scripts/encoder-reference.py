"""Compares the encoder with sentence-transformers: tokens, embeddings, and sentences a second on one thread.

Usage: encoder-reference.py STEELYARD MODEL_FOLDER SHARED_DATA [--texts N] [--markdown FILE]
Needs the packages sentence-transformers, torch and threadpoolctl. Exits with 1 when a goal is missed.
"""

import argparse
import json
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import time

import numpy
import torch
from sentence_transformers import SentenceTransformer
from threadpoolctl import threadpool_info, threadpool_limits


def ordinary(shared: pathlib.Path) -> list[str]:
    texts = []
    sets = json.loads((shared / "prompts/clinc150/data_full.json").read_text())
    texts += [pair[0] for pair in sets["test"][:2500]]
    rows = (shared / "prompts/medquad/questions.tsv").read_text().strip("\n").split("\n")[1:]
    texts += [row.split("\t")[3] for row in rows[:: len(rows) // 2000][:2000]]
    rows = (shared / "routing/routellm_labels.tsv").read_text().strip("\n").split("\n")[1:]
    texts += [json.loads(row.split("\t")[5]) for row in rows[:: len(rows) // 2500][:2500]]
    for line in (shared / "prompts/legalbench/legalbench_permissive_train.jsonl").read_text().strip("\n").split("\n"):
        texts.append(json.loads(line)["text"])
    return texts


def odd(count: int) -> list[str]:
    """Texts of characters from everywhere: scripts, marks, emoji, invisible and unassigned characters."""
    generator = random.Random(20261123)
    ranges = [
        (0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0x97F), (0xE00, 0xE7F),
        (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x20A0, 0x214F), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
        (0xFB00, 0xFB4F), (0xFE00, 0xFE0F), (0xFF00, 0xFFEF), (0x1D400, 0x1D7FF), (0x1F300, 0x1FAFF), (0x20000, 0x20100),
    ]
    texts = []
    for _ in range(count):
        text = ""
        for _ in range(generator.randint(1, 40)):
            low, high = generator.choice(ranges)
            text += "".join(chr(generator.randint(low, high)) for _ in range(generator.randint(1, 6)))
            if generator.random() < 0.4:
                text += generator.choice([" ", "\n", "\t", "  ", "\u200b", "\u00a0"])
        texts.append(text)
    texts += ["", " ", "a" * 99, "b" * 100, "c" * 101, "x" * 5000, "[MASK] and [SEP]", "\ufeffhello", "naïve café Ünïcödé"]
    return texts


def openblas() -> list[str]:
    """Milliseconds that numpy's matrix library takes for the products of one embedding alone, on one thread."""
    lines = []
    with threadpool_limits(1):
        library = next(info for info in threadpool_info() if info["user_api"] == "blas")
        for tokens in (16, 64, 256):
            rows = numpy.random.rand(tokens, 384).astype("f")
            wide = numpy.random.rand(tokens, 1536).astype("f")
            squares = [numpy.random.rand(384, 384).astype("f") for _ in range(4)]
            rise = numpy.random.rand(1536, 384).astype("f")
            fall = numpy.random.rand(384, 1536).astype("f")
            times = []
            for _ in range(41):
                started = time.perf_counter()
                for _ in range(6):
                    for square in squares:
                        rows @ square.T
                    rows @ rise.T
                    wide @ fall.T
                times.append(time.perf_counter() - started)
            lines.append(f"{tokens} tokens: {sorted(times)[20] * 1e3:.1f} ms")
    return [f"{library['internal_api']} ({library.get('architecture')}), matrix products alone, fp32, one thread:", *lines]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("steelyard")
    parser.add_argument("model")
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--markdown", type=pathlib.Path)
    options = parser.parse_args()
    said_lines: list[str] = []

    def print(*words: object) -> None:  # noqa: A001 - everything that is said is also written
        said_lines.append(" ".join(str(word) for word in words))
        sys.stdout.write(said_lines[-1] + "\n")

    torch.set_num_threads(1)
    reference = SentenceTransformer(options.model, device="cpu")
    reference.max_seq_length = 256
    usual = ordinary(options.shared)
    texts = (usual + odd(options.texts - len(usual)))[: options.texts]
    print(f"{len(texts)} texts, {len(usual)} of them ordinary; torch {torch.__version__}, one thread")
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)

        def ours(lines: list[str], *arguments: str) -> str:
            (path / "texts").write_text("\n".join(json.dumps(line) for line in lines) + "\n")
            command = [options.steelyard, "bench", "encoder", "--encoder", options.model, "--texts", str(path / "texts")]
            return subprocess.run([*command, *arguments], check=True, capture_output=True, text=True).stdout.strip()

        ours(texts, "--tokens", str(path / "tokens"))
        found = [[int(number) for number in line.split()] for line in (path / "tokens").read_text().split("\n")[:-1]]
        expected = [reference.tokenizer(text, truncation=True, max_length=256)["input_ids"] for text in texts]
        wrong = [index for index in range(len(texts)) if found[index] != expected[index]]
        print(f"tokens: {len(texts) - len(wrong)} of {len(texts)} texts equal the reference")
        for index in wrong[:5]:
            print(f"  {texts[index][:60]!r}\n    ours {found[index][:20]}\n    reference {expected[index][:20]}")
        failures += bool(wrong)

        sample = usual[:: max(1, len(usual) // 1000)][:1000]
        started = time.perf_counter()
        goal = reference.encode(sample, batch_size=32, normalize_embeddings=True)
        rate = len(sample) / (time.perf_counter() - started)
        print(f"sentence-transformers: {len(sample)} texts, {rate:.1f} sentences/s on one thread")
        for precision, least in (("float32", 0.999), ("int8", 0.99)):
            said = ours(sample, "--precision", precision, "--embeddings", str(path / "vectors"))
            raw = (path / "vectors").read_bytes()
            vectors = numpy.array(struct.unpack(f"<{len(raw) // 4}f", raw)).reshape(len(sample), 384)
            cosine = (vectors * goal).sum(axis=1)
            own = float(said.split(" texts, ")[1].split(" ")[0])
            print(
                f"{precision}: cosine least {cosine.min():.5f}, mean {cosine.mean():.5f}; {own:.1f} sentences/s on one "
                f"thread, {own / rate:.2f} times the reference"
            )
            failures += bool(cosine.min() < least)
    for precision in ("int8", "float32"):
        command = [options.steelyard, "bench", "encoder", "--encoder", options.model, "--precision", precision]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())
    for line in openblas():
        print(line)
    if options.markdown:
        options.markdown.write_text(
            "# The sentence encoder beside its reference\n\nWritten by `make encoder-bench`; do not edit. Goals: tokens equal; "
            "cosine ≥ 0.999 (fp32), ≥ 0.99 (int8); p50 ≤ 10 ms at 64 tokens and ≤ 30 ms at 256; sentences/s ≥ the "
            "reference's.\n\n```\n" + "\n".join(said_lines) + "\n```\n"
        )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
