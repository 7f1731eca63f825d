#!/usr/bin/env python3
"""Runs what the readmes show: `$ ` lines of console blocks, against what is printed below them; and compares the example
of the library with the file that the package test compiles.

usage: readme_test.py PROGRAM
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path(__file__).resolve().parent.parent
README, README_ZH = ROOT / "README.md", ROOT / "README.zh-CN.md"


def blocks(path, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def sessions(path):
    """Pairs of a command and its output."""
    for block in blocks(path, "console"):
        for session in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            yield session.split("\n", 1)


def run(command):
    with tempfile.TemporaryDirectory() as directory:
        pathlib.Path(directory, "nianbao").symlink_to(PROGRAM)
        environment = dict(os.environ, PATH=f"{directory}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
        return subprocess.run(["bash", "-c", command], cwd=ROOT, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, encoding="utf-8").stdout


class Readme(unittest.TestCase):
    def test_commands_print_what_is_shown(self):
        for path in (README, README_ZH):
            shown = list(sessions(path))
            self.assertGreaterEqual(len(shown), 4, path)
            for command, output in shown:
                with self.subTest(command=command):
                    self.assertEqual(run(command), output)

    def test_example_is_the_one_that_is_compiled(self):
        source = (ROOT / "tests/package/example.cpp").read_text(encoding="utf-8")
        self.assertEqual(source.split("\n", 1)[1], blocks(README, "cpp")[0])


if __name__ == "__main__":
    unittest.main()
