"""Writes two-moons.csv: two half circles that reach into each other, with some noise. Python's standard library."""

import math
import random
import sys

random.seed(1)
print("x,y")
for index in range(400):
    angle = math.pi * random.random()
    x, y = math.cos(angle), math.sin(angle)
    if index % 2:
        x, y = 1 - x, 0.5 - y
    sys.stdout.write(f"{x - 0.5 + random.gauss(0, 0.05):.4f},{y - 0.25 + random.gauss(0, 0.05):.4f}\n")
