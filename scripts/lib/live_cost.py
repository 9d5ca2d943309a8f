"""What it costs a run to be watched. For live.py."""

import json
import os
import subprocess
import sys
import time

from live_run import PROGRAM, Run


def trained(process):
    """Seconds of the processor that the thread which trains has used, until the process ends."""
    seconds = 0
    while process.poll() is None:
        try:
            with open(f"/proc/{process.pid}/task/{process.pid}/schedstat") as file:
                seconds = int(file.read().split()[0]) / 1e9
        except (OSError, IndexError):
            pass
        time.sleep(0.02)
    assert process.returncode == 0, process.returncode
    return seconds


def readers(_):
    """What twenty readers cost, in pairs of runs one after the other. Only if it is asked for: it takes a minute.

    The time on the clock says what a person loses, if the machine is idle. The processor's time of the thread that trains
    says the same while others use the machine, and is what must not grow.
    """
    pairs = []
    for pair in range(int(os.environ.get("GANTRAIN_PAIRS", "5"))):
        found = {}
        for watched in (False, True) if pair % 2 == 0 else (True, False):
            folder = f"speed-{pair}-{watched}"
            arguments = ["--config", "mog8.json", "--steps", "4000", "--no-figures", "--out", folder,
                         "--threads", os.environ.get("GANTRAIN_THREADS", "1")]
            if watched:
                run = Run(*arguments, "--live")
                crowd = subprocess.Popen(
                    [sys.executable, os.path.join(os.path.dirname(__file__), "readers.py"), run.address, "20"],
                    stdout=subprocess.PIPE, text=True)
                seconds = trained(run.process)
                frames = crowd.communicate()[0].strip()
            else:
                seconds = trained(subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL))
            with open(f"{folder}/summary.json") as file:
                found[watched] = (json.load(file)["stepsPerSecond"], seconds)
        (plain, plain_seconds), (live, live_seconds) = found[False], found[True]
        pairs.append((1 - live / plain, live_seconds / plain_seconds - 1))
        print(f"{plain:.0f} steps/s alone, {live:.0f} with 20 readers ({frames}): {100 * pairs[-1][0]:+.1f} % slower, "
              f"{100 * pairs[-1][1]:+.1f} % more of the processor")
    middle = [sorted(values)[len(pairs) // 2] for values in zip(*pairs)]
    print(f"median: {100 * middle[0]:+.1f} % slower, {100 * middle[1]:+.1f} % more of the processor")
    assert middle[1] <= 0.05, pairs
