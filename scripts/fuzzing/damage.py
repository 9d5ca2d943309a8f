"""Damaged bytes, texts, tables and JSON."""

import json

NUMBERS = [0, -0.0, 1, -1, 2, 3, 0.5, 1e-9, 5e-324, 1e19, -1e19, 1e308, 2**31, 2**53, 2**63, -(2**63), 2**64, 10**40]
TEXTS = ["", " ", "nan", "NaN", "inf", "-Infinity", "1e19", "1e999", "-", "0x10", "١٢", "−1", "'", "''", '"', "\\",
         "a'b", "'a", "\x1b[31mred", "\u202eabc", "\x00", "é" * 40, "x" * 5000, "../outside/canary", "/dev/null",
         "r1", "completed", "$(touch outside)", "`id`", "%s%n", "\r\n", "🙂"]


def value(random, depth=0):
    kind = random.randrange(8)
    if kind < 3:
        return random.choice(NUMBERS)
    if kind < 5:
        return random.choice(TEXTS)
    if kind == 5:
        return random.choice([None, True, False])
    if depth > 2:
        return []
    if kind == 6:
        return [value(random, depth + 1) for _ in range(random.randrange(4))]
    return {random.choice(["kind", "value", "from", "to", "gamma", "hidden", ""]): value(random, depth + 1)
            for _ in range(random.randrange(3))}


def places(tree, path=()):
    yield path
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def json_tree(random, tree):
    """A copy with one to three changes: a value replaced, a key dropped, misspelt or added."""
    tree = json.loads(json.dumps(tree))
    for _ in range(random.randrange(1, 4)):
        path = random.choice(list(places(tree)))
        if not path:
            continue
        parent = tree
        for key in path[:-1]:
            parent = parent[key]
        what = random.randrange(5)
        if what < 3:
            parent[path[-1]] = value(random)
        elif what == 3:
            del parent[path[-1]]
        elif isinstance(parent, dict):
            parent[text(random, str(path[-1]))] = parent.pop(path[-1])
    return tree


def text(random, original):
    """A text with some characters replaced, doubled or lost."""
    letters = list(original)
    for _ in range(random.randrange(1, 4)):
        at = random.randrange(len(letters) + 1)
        letters[at:at + random.randrange(2)] = random.choice(["", "x", "\t", "\u0301", ",", '"', "{", "[", "0", "\n", "\\"])
    return "".join(letters)


def raw(random, original):
    """Bytes flipped, cut off, doubled, put in or exchanged."""
    made = bytearray(original)
    for _ in range(random.choice([1, 1, 2, 8])):
        at = random.randrange(len(made) + 1)
        what = random.randrange(7)
        if what == 0 and made:
            made[at % len(made)] ^= 1 << random.randrange(8)
        elif what == 1:
            del made[at:]
        elif what == 2:
            made[at:at] = made[at:at + random.randrange(64)]
        elif what == 3:
            made[at:at] = random.choice([b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"[" * 2000, b"/*", b"//", b"\r"])
        elif what == 4:
            del made[at:at + random.randrange(64)]
        elif what == 5:
            made[at:at + 8] = random.getrandbits(64).to_bytes(8, "little")
        else:
            made[at:at + 1] = random.choice(TEXTS).encode()
    return bytes(made)


def table(random, original):
    """A CSV file with cells, columns and rows damaged."""
    rows = [line.split(",") for line in original.decode(errors="replace").split("\n")]
    for _ in range(random.choice([1, 1, 2, 5])):
        row = random.choice(rows)
        at = random.randrange(len(row) or 1)
        what = random.randrange(9)
        if what < 3:
            row[at:at + 1] = [str(random.choice(NUMBERS + TEXTS))]
        elif what == 3:
            del row[at:at + 1]
        elif what == 4:
            row.insert(at, random.choice(row or [""]))
        elif what == 5:
            for each in rows:
                del each[at:at + 1]
        elif what == 6:
            for each in rows:
                each[at:at] = each[at:at + 1]
        elif what == 7:
            rows.insert(random.randrange(len(rows)), list(row))
        elif len(rows) > 1:
            rows.remove(row)
    ending = random.choice(["\n", "\n", "\n", "\r\n", "\r"])
    return ending.join(",".join(row) for row in rows).encode()


def safetensors(random, original):
    """The header of a safetensors file damaged as JSON, with its length in front made right again, or not."""
    length = int.from_bytes(original[:8], "little")
    header = json_tree(random, json.loads(original[8:8 + length]))
    written = json.dumps(header).encode()
    size = len(written) if random.random() < 0.8 else random.choice([0, 1, length, 2**31, 2**63 - 1, 2**64 - 1])
    return size.to_bytes(8, "little") + written + original[8 + length:]
