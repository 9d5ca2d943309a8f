"""Values of a JSON Schema, as far as that of `gantrain config schema` goes."""

# Small numbers, since some of them are sizes of networks and batches that are trained.
SPREAD = 3


def sample(random, schema):
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return sample(random, random.choice(schema[word]))
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return random.choice(schema["enum"])
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = random.choice(kind)
    if kind == "object":
        wanted = {key for key in schema.get("properties", {}) if random.random() < 0.4} | set(schema.get("required", ()))
        return {key: sample(random, schema["properties"][key]) for key in sorted(wanted)}
    if kind == "array":
        count = random.randint(schema.get("minItems", 0), min(schema.get("maxItems", 3), 3))
        return [sample(random, schema["items"]) for _ in range(max(count, schema.get("minItems", 0)))]
    if kind in ("integer", "number"):
        return number(random, schema, kind)
    if kind == "string":
        return random.choice(["a", "b2", "é"])[: schema.get("maxLength", 9)]
    if kind == "boolean":
        return random.random() < 0.5
    return None


def number(random, schema, kind):
    low = schema.get("minimum", schema.get("exclusiveMinimum", -SPREAD))
    high = min(schema.get("maximum", schema.get("exclusiveMaximum", low + SPREAD)), low + SPREAD)
    if kind == "integer":
        return random.randint(int(low), int(high))
    return random.choice([low, high, random.uniform(low, high), random.uniform(low, high)])
