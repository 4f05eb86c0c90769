"""Writes a tiny llama-architecture model with random weights, so that llama.cpp has something real to run.

    make_model.py OUTPUT.gguf

It speaks nonsense, but tokenises, samples, streams and computes log probabilities like any other model.
"""

import sys

import gguf
import numpy

WIDTH, LAYERS, HEADS, FEED_FORWARD, CONTEXT = 64, 2, 4, 128, 2048
WORDS = "the of to and in is it for on with by at from that this token model route budget stream chunk cost key".split()
SPACE = "\u2581"
UNKNOWN, BEGIN, END = 0, 1, 2


def vocabulary():
    """Token bytes, scores and types: control tokens, all bytes, printable ASCII, and every prefix of each word."""
    control = [(b"<unk>", 0.0, gguf.TokenType.UNKNOWN), (b"<s>", 0.0, gguf.TokenType.CONTROL),
               (b"</s>", 0.0, gguf.TokenType.CONTROL)]
    entries = control + [(f"<0x{byte:02X}>".encode(), 0.0, gguf.TokenType.BYTE) for byte in range(256)]
    pieces = [chr(code) for code in range(33, 127)] + [SPACE]
    entries += [(piece.encode(), -1000.0, gguf.TokenType.NORMAL) for piece in pieces]
    seen = set(pieces)
    for word in WORDS:
        # The tokeniser merges pair by pair, so a word is reachable only when its prefixes are tokens, too.
        for length in range(2, len(word) + 2):
            prefix = (SPACE + word)[:length]
            if prefix not in seen:
                seen.add(prefix)
                entries.append((prefix.encode(), -float(len(entries)), gguf.TokenType.NORMAL))
    return entries


def write(path):
    """Writes the model file."""
    random = numpy.random.default_rng(7)
    entries = vocabulary()

    def noise(*shape, scale=0.3):
        return (random.standard_normal(shape) * scale).astype(numpy.float32)

    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny-random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(entries))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([token for token, _, _ in entries])
    writer.add_token_scores([score for _, score, _ in entries])
    writer.add_token_types([int(kind) for _, _, kind in entries])
    writer.add_unk_token_id(UNKNOWN)
    writer.add_bos_token_id(BEGIN)
    writer.add_eos_token_id(END)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_chat_template(
        "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:")

    output = noise(len(entries), WIDTH, scale=0.6)
    # Control, byte and single-letter tokens are made unlikely, so that replies are words.
    output[: 3 + 256 + 95] *= 0.02
    output[BEGIN] = 0
    writer.add_tensor("token_embd.weight", noise(len(entries), WIDTH, scale=1.0))
    writer.add_tensor("output_norm.weight", numpy.ones(WIDTH, numpy.float32))
    writer.add_tensor("output.weight", output)
    for layer in range(LAYERS):
        prefix = f"blk.{layer}."
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{prefix}{name}.weight", numpy.ones(WIDTH, numpy.float32))
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"{prefix}{name}.weight", noise(WIDTH, WIDTH))
        writer.add_tensor(f"{prefix}ffn_gate.weight", noise(FEED_FORWARD, WIDTH))
        writer.add_tensor(f"{prefix}ffn_up.weight", noise(FEED_FORWARD, WIDTH))
        writer.add_tensor(f"{prefix}ffn_down.weight", noise(WIDTH, FEED_FORWARD))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    write(sys.argv[1])
