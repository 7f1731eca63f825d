#!/usr/bin/env python3
"""Does what docs/extending.md says, on a copy of the sources: all that it adds to them and edits in them, one build of
what it builds, then its cases and commands, which must print what the page shows. Fenced blocks tell what they are by
the word behind their language:

    file=PATH       a new file; a diff: an edit of a file that is there
    build           not run as it stands: its targets are built, without optimisation
    (console)       commands behind `$ ` and what they print

usage: extending_test.py SOURCE WORK [OPTION OF CMAKE...]

With UPDATE_GOLDEN=1 the page gets what the commands print.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
OPTIONS = sys.argv[3:]
PAGE = SOURCE / "docs/extending.md"
COPY = WORK / "nianbao"
BUILD = COPY / "build/dev"
CASES = "tests/cases/"


def fail(message):
    sys.exit(f"extending_test: {message}")


def blocks(page):
    """(language, mark, text) of each fenced block."""
    return re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def copy_sources():
    """A fresh copy. Times are kept, here and in what is written, so that what has not changed since the last run need not
    be built again."""
    COPY.mkdir(parents=True, exist_ok=True)
    for part in SOURCE.iterdir():
        target = COPY / part.name
        if part.name.startswith((".", "build")):
            continue
        if part.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(part, target)
        else:
            shutil.copy2(part, target)


def store(path, text, time):
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(time, time))


def write(path, text):
    target = COPY / path
    if target.exists():
        fail(f"{path} is to be added, but it is there")
    target.parent.mkdir(parents=True, exist_ok=True)
    store(target, text, PAGE.stat().st_mtime_ns)


def edit(path, diff):
    """Each hunk says what stands there now, which must be so once, and what shall."""
    target = COPY / path
    text = target.read_text(encoding="utf-8")
    for hunk in re.split(r"^@@.*\n", diff, flags=re.MULTILINE):
        lines = hunk.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] in " -")
        after = "".join(line[1:] for line in lines if line[0] in " +")
        if text.count(before) != 1:
            fail(f"{path} has these lines {text.count(before)} times, not once:\n{before}")
        text = text.replace(before, after)
    store(target, text, max(target.stat().st_mtime_ns, PAGE.stat().st_mtime_ns))


def call(*command):
    result = subprocess.run(command, cwd=COPY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    if result.returncode != 0:
        fail(f"{' '.join(map(str, command))}\n{result.stdout[-6000:]}")


def build(targets):
    """Commits the cases that are there, so that `git diff` shows what becomes of them."""
    shutil.rmtree(COPY / ".git", ignore_errors=True)
    call("git", "init", "-q")
    call("git", "add", CASES)
    call("git", "-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "-q", "-m", "cases")
    call("cmake", "--preset", "dev", "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O0",
         f"-DCMAKE_PROJECT_INCLUDE={COPY / 'tests/precompiled.cmake'}", *OPTIONS)
    call("cmake", "--build", BUILD, "--parallel", "2", "--target", *targets)


def run(command):
    environment = dict(os.environ, PATH=f"{BUILD}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
    environment.pop("UPDATE_GOLDEN", None)
    return subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=COPY, env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout


def session(text):
    """The text of a console block, as the commands in it really come out."""
    commands = [part.split("\n", 1)[0] for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]]
    return "".join(f"$ {command}\n{run(command)}" for command in commands)


def main():
    page = PAGE.read_text(encoding="utf-8")
    copy_sources()
    targets, steps = [], []
    for language, mark, text in blocks(page):
        path = mark.removeprefix("file=")
        if language == "console" or path.startswith(CASES):
            steps.append((path, text))
        elif mark == "build":
            targets += re.findall(r"--target (.*)", text)[0].split()
        elif path == mark:
            fail(f"a block of {language} says neither file= nor build")
        elif language == "diff":
            edit(path, text)
        else:
            write(path, text)
    if not steps or not targets:
        fail("the page builds or runs nothing")
    build(sorted(set(targets)))

    wrong = 0
    for path, text in steps:
        if path:
            write(path, text)
            continue
        printed = session(text)
        page = page.replace(text, printed)
        if printed != text:
            wrong += 1
            print(f"the page shows\n{text}\nbut this comes out\n{printed}")
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8")
    elif wrong:
        fail(f"{wrong} blocks differ; UPDATE_GOLDEN=1 writes what comes out to the page: then read the diff")


if __name__ == "__main__":
    main()
