"""philox.json: Philox 4x32-10 (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as
1, 2, 3", SC 2011), the three published known answers and twenty further blocks.

If a C++ compiler is found, every block is computed again with ATen/core/PhiloxRNGEngine.h, which
comes with PyTorch. (numpy.random.Philox is 4x64-10, a different generator.)
"""

import hashlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

import common

MASK = 0xFFFFFFFF
MULTIPLIERS = 0xD2511F53, 0xCD9E8D57
# The upper halves of the golden ratio and of √3 − 1.
KEY_INCREMENTS = 0x9E3779B9, 0xBB67AE85

# Random123, tests/kat_vectors, the lines "philox4x32 10": counter, key, output.
KNOWN_ANSWERS = """
00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8
ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd
243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1
"""

CROSS_CHECK = r"""
#include <ATen/core/PhiloxRNGEngine.h>
#include <cstdio>
int main() {
    unsigned c[4], k[2];
    while (std::scanf("%u %u %u %u %u %u", c, c + 1, c + 2, c + 3, k, k + 1) == 6) {
        auto join = [](unsigned low, unsigned high) { return (uint64_t(high) << 32) | low; };
        at::Philox4_32 engine(join(k[0], k[1]), join(c[2], c[3]), 0);
        engine.set_offset(join(c[0], c[1]));
        for (int i = 0; i < 4; ++i) std::printf("%u ", engine());
    }
}
"""


def philox(counter, key):
    """Ten rounds; the key moves on between rounds. Section 3.3 and figure 3 of the paper."""
    (c0, c1, c2, c3), (k0, k1) = counter, key
    for _ in range(10):
        high0, low0 = divmod(MULTIPLIERS[0] * c0, 1 << 32)
        high1, low1 = divmod(MULTIPLIERS[1] * c2, 1 << 32)
        c0, c1, c2, c3 = high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0
        k0, k1 = (k0 + KEY_INCREMENTS[0]) & MASK, (k1 + KEY_INCREMENTS[1]) & MASK
    return [c0, c1, c2, c3]


def further_inputs():
    """A counter's low and carrying words alone, a key's words alone, then words from SHA-256."""
    yield from [
        ([1, 0, 0, 0], [0, 0]),
        ([0, 1, 0, 0], [0, 0]),
        ([0, 0, 1, 0], [0, 0]),
        ([0, 0, 0, 1], [0, 0]),
        ([0, 0, 0, 0], [1, 0]),
        ([0, 0, 0, 0], [0, 1]),
        ([MASK, 0, 0, 0], [42, 0]),
        ([0, 1, 0, 0], [42, 0]),
    ]
    for index in range(12):
        digest = hashlib.sha256(f"philox {index}".encode()).digest()
        words = [int.from_bytes(digest[4 * i : 4 * i + 4], "little") for i in range(6)]
        yield words[:4], words[4:]


def cross_check(blocks):
    compiler = next(filter(None, map(shutil.which, ["c++", "g++", "clang++"])), None)
    try:
        import torch
    except ImportError:
        compiler = None
    if compiler is None:
        print("philox.json: no C++ compiler or no torch, so checked by the known answers alone", file=sys.stderr)
        return
    include = pathlib.Path(torch.__file__).parent / "include"
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder, "check.cpp"), pathlib.Path(folder, "check")
        source.write_text(CROSS_CHECK)
        subprocess.run([compiler, "-std=c++20", f"-I{include}", source, "-o", program], check=True)
        inputs = "\n".join(" ".join(map(str, block["counter"] + block["key"])) for block in blocks)
        answer = subprocess.run([program], input=inputs, text=True, capture_output=True, check=True).stdout
    assert list(map(int, answer.split())) == [word for block in blocks for word in block["output"]]
    print(f"philox.json: {len(blocks)} blocks agree with PyTorch's engine")


def main():
    known = []
    for line in KNOWN_ANSWERS.split("\n")[1:-1]:
        words = [int(word, 16) for word in line.split()]
        known.append({"counter": words[:4], "key": words[4:6], "output": words[6:]})
    for block in known:
        assert philox(block["counter"], block["key"]) == block["output"], block
    further = [{"counter": c, "key": k, "output": philox(c, k)} for c, k in further_inputs()]
    cross_check(known + further)
    common.write("philox.json", {"knownAnswers": known, "further": further})


main()
