#!/usr/bin/env python3
"""Measures nianbao on generated reports and prints a Markdown table.

Instructions are counted by valgrind, which can tell hashing apart, and by perf where the system lets it, on a part of
the reports; start-up falls out because two sizes are measured and the slope between them is taken. Times are CPU times (user and system) of whole
processes, the programs taking turns, and medians. What cannot be measured here is said in the table.
"""

import argparse
import os
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile


# What the program is to stay below, in instructions.
BAR_INPUT, BAR_OUTPUT = 45, 3  # to compile: for each byte read and for each byte written
BAR_PARSING = 30  # from bytes to the tree, for each byte
BAR_DAMAGE = 3  # what a damaged report may cost against a clean one


class Unmeasured(Exception):
    """A tool is missing or refuses; the table says so."""


def run(command, **options):
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)


def cpu_seconds(command):
    """User and system time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


# Counting instructions.

def perf_counts():
    """Whether perf can count the instructions of a process."""
    if not shutil.which("perf"):
        return False
    result = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True)
    return result.returncode == 0 and re.search(r"^\d+,", result.stderr, re.MULTILINE) is not None


def instructions_by_perf(command):
    result = run(["perf", "stat", "-x,", "-e", "instructions:u", *command], text=True)
    return {"all": int(re.search(r"^(\d+),", result.stderr, re.MULTILINE).group(1))}


def costs_of_objects(profile):
    """Instructions in each shared object, by the lines of a callgrind profile; calls are counted where they land."""
    names, costs, current, in_call = {}, {}, "", False
    for line in profile.splitlines():
        if line.startswith(("ob=", "cob=")):  # (3) /usr/lib/libcrypto.so.3, later only (3)
            kind, _, value = line.partition("=")
            number, _, name = value.partition(" ")
            name = names.setdefault(number, name)
            current = name if kind == "ob" else current
        elif line.startswith("calls="):
            in_call = True
        elif re.match(r"[0-9+*-]", line):
            if not in_call:
                costs[current] = costs.get(current, 0) + int(line.split()[1])
            in_call = False
    return costs


def instructions_by_valgrind(command):
    # Another process, which only waits for files of old Office, writes a profile, too, and may do so a little later.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        counted = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/%p", *map(str, command)]
        process = subprocess.Popen(counted, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process.wait()
        costs = costs_of_objects((pathlib.Path(folder) / str(process.pid)).read_text())
    hashing = sum(cost for name, cost in costs.items() if "libcrypto" in name)
    return {"all": sum(costs.values()), "hashing": hashing}


class Instructions:
    """Counts per byte, by the best tool there is."""

    def __init__(self):
        self.perf = perf_counts()
        self.valgrind = shutil.which("valgrind") is not None

    def tool(self):
        return "perf" if self.perf else "valgrind" if self.valgrind else "nothing"

    def of(self, command):
        if self.perf:
            return instructions_by_perf(command)
        if self.valgrind:
            return instructions_by_valgrind(command)
        raise Unmeasured("needs perf counters or valgrind")

    def slope(self, command_for, small, large, hashing=False):
        """Instructions that the files of `large` cost beyond those of `small`."""
        count = instructions_by_valgrind if hashing else self.of
        if hashing and not self.valgrind:
            raise Unmeasured("needs valgrind")
        few, many = count(command_for(small)), count(command_for(large))
        return {part: many[part] - few[part] for part in many}


# The programs and the reports.

class Bench:
    def __init__(self, options):
        build = pathlib.Path(options.build)
        self.nianbao = build / "nianbao"
        self.generate = build / "bench" / "nianbao_generate"
        self.parts = build / "bench" / "nianbao_bench"
        self.work = build / "bench" / "work"
        self.options = options
        self.instructions = Instructions()
        self.rows = []
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)

    def compile(self, paths):
        return [self.nianbao, "compile", "-f", "ndjson", "--diagnostics", "never", "--jobs", "1", *paths]

    def reports(self):
        folder = self.work / "reports"
        run([self.generate, folder, self.options.reports, self.options.seed])
        return sorted(folder.iterdir())

    def say(self, what, value, remark="", bar=""):
        self.rows.append((what, value, bar, remark))
        print(f"  {what}: {value} {bar and f'(bar {bar})'} {remark}", file=sys.stderr, flush=True)

    def attempt(self, what, measure):
        try:
            measure()
        except Unmeasured as reason:
            self.say(what, "not measured", str(reason))
        except subprocess.CalledProcessError as error:
            text = error.stderr if isinstance(error.stderr, str) else (error.stderr or b"").decode(errors="replace")
            self.say(what, "failed", " ".join(text.split())[-120:])

    def table(self):
        print("| measured | value | bar | remark |\n|---|---|---|---|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


def size_of(files):
    return sum(file.stat().st_size for file in files)


def output_size(command):
    return len(subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)


# What is measured.

def measure_instructions(bench, files):
    small, large = files[: len(files) // 2], files
    read = size_of(large) - size_of(small)
    written = output_size(bench.compile(large)) - output_size(bench.compile(small))
    sizes = f"{len(small)} against {len(large)} reports"

    def say_both(what, spent, remark, bar=None):
        bench.say(f"{what}, instructions per input byte", f"{spent / read:.1f}", remark, f"{bar / read:.1f}" if bar else "")
        bench.say("the same per output byte", f"{spent / written:.2f}", f"{written / read:.1f} bytes written a byte read",
                  f"{bar / written:.2f}" if bar else "")

    def without_hashing():
        spent = bench.instructions.slope(bench.compile, small, large, hashing=True)
        bar = BAR_INPUT * read + BAR_OUTPUT * written
        say_both("compile to NDJSON, all cells, without hashing", spent["all"] - spent["hashing"], f"by valgrind, {sizes}", bar)
        bench.say("SHA-256, instructions per input byte", f"{spent['hashing'] / read:.1f}",
                  "by valgrind, which knows no SHA instructions")

    def with_hashing():
        spent = bench.instructions.slope(bench.compile, small, large)
        say_both("compile to NDJSON, all cells, with hashing", spent["all"], f"by {bench.instructions.tool()}, {sizes}")

    def parsing():
        spent = bench.instructions.slope(lambda some: [bench.parts, "parse", *some], small, large)
        bench.say("bytes to tree, instructions per input byte", f"{spent['all'] / read:.1f}",
                  f"by {bench.instructions.tool()}, {sizes}", str(BAR_PARSING))

    bench.attempt("compile to NDJSON without hashing", without_hashing)
    if bench.instructions.perf:
        bench.attempt("compile to NDJSON with hashing", with_hashing)
    bench.attempt("bytes to tree", parsing)


def resolve_by_valgrind(bench, count):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "dump"
        run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", bench.parts, "resolve", count, bench.options.seed])
        totals = []
        for dump in pathlib.Path(folder).iterdir():
            text = dump.read_text()
            if "Client Request: resolve" in text:
                totals.append(int(re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE).group(1)))
    if not totals:
        raise Unmeasured("built without valgrind's headers")
    totals.sort()
    return [totals[len(totals) // 2], totals[min(len(totals) - 1, len(totals) * 99 // 100)], totals[-1]]


def measure_resolving(bench):
    count = bench.options.collapsed
    output = subprocess.run([bench.parts, "resolve", str(count), str(bench.options.seed)], check=True, capture_output=True, text=True).stdout
    found = {line.split()[0]: line.split()[1:] for line in output.splitlines()}
    median, p99, most = (float(number) for number in found["microseconds"])
    bench.say("resolve a collapsed table 三, p99, ms", f"{p99 / 1e3:.2f}",
              f"median {median / 1e3:.2f}, most {most / 1e3:.2f}, {count} random reports")
    remark = "by perf"
    if "instructions" not in found:
        if not bench.instructions.valgrind:
            raise Unmeasured("needs perf counters or valgrind")
        found["instructions"] = resolve_by_valgrind(bench, count)
        remark = "by valgrind"
    median, p99, most = (int(number) for number in found["instructions"])
    bench.say("resolve a collapsed table 三, p99, instructions", f"{p99:,}", f"median {median:,}, most {most:,}, {remark}")


def names_of_damages(bench):
    """The program names them where it is asked for one that it does not have."""
    said = subprocess.run([str(bench.generate), "x", "0", "1", "all", "?"], capture_output=True, text=True).stderr
    return re.findall(r"'([^']+)'", said)


def measure_damage(bench):
    """Instructions a byte of damaged reports against those of the same reports unharmed."""
    costs = {}
    for damage in names_of_damages(bench):
        folder = bench.work / "damaged"
        run([bench.generate, folder, bench.options.damaged, bench.options.seed, "all", damage])
        files = sorted(folder.iterdir())
        small, large = files[: len(files) // 4], files
        spent = bench.instructions.slope(bench.compile, small, large, hashing=True)
        costs[damage] = (spent["all"] - spent["hashing"]) / (size_of(large) - size_of(small))
        shutil.rmtree(folder)
    clean = costs.pop("none")
    dearest = sorted(costs, key=costs.get, reverse=True)
    bench.say("damaged reports against clean ones, instructions per input byte",
              f"{costs[dearest[0]] / clean:.1f} times", " · ".join(f"{name} {costs[name] / clean:.1f}" for name in dearest),
              str(BAR_DAMAGE))


def write_joined(target, size, files, first):
    """Writes reports one behind the other, from the first-th on; returns the next."""
    with open(target, "wb") as out:
        while out.tell() < size:
            out.write(files[first % len(files)].read_bytes().removeprefix(b"\xef\xbb\xbf") + b"\n")
            first += 1
    return first


def measure_sizes(bench, files):
    """Inputs of many reports: the cost of a byte must not grow with the input."""
    costs = []
    folder = bench.work / "joined"
    longest = 13 + bench.options.doublings
    powers = [*range(13, longest, 3), longest]
    for power in powers:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        inputs = [folder / f"{number}.txt" for number in range(1 + max(1, (1 << 22) >> power))]
        next_report = 0
        for target in inputs:
            next_report = write_joined(target, 1 << power, files, next_report)
        spent = [cpu_seconds(bench.compile(inputs)) - cpu_seconds(bench.compile(inputs[:1])) for _ in range(3)]
        costs.append(f"{statistics.median(spent) / size_of(inputs[1:]) * 1e9:.0f}")
    shutil.rmtree(folder, ignore_errors=True)
    sizes = "inputs of " + " · ".join(f"{(1 << power) >> 10:,}" for power in powers) + " KiB"
    bench.say("compile reports joined to one input, CPU ns per byte", " · ".join(costs), sizes)


def measure_ratios(bench, files):
    others = {"sha256sum": ["sha256sum", *files], "cmark -t xml": ["cmark", "-t", "xml", *files]}
    ours = bench.compile(files)
    for name, command in others.items():
        if not shutil.which(command[0]):
            bench.say(f"CPU time against {name}", "not measured", f"{command[0]} is not installed")
            continue
        pairs = [(cpu_seconds(ours), cpu_seconds(command)) for _ in range(bench.options.pairs)]
        ratio = statistics.median(mine / theirs for mine, theirs in pairs)
        mine = statistics.median(pair[0] for pair in pairs)
        bench.say(f"CPU time against {name}", f"{ratio:.1f} times",
                  f"{len(files)} reports, {size_of(files) / 1e6:.1f} MB, {mine:.2f} s, {size_of(files) / mine / 1e6:.0f} MB/s")


def measure_pages(bench):
    folder = bench.work / "pages"
    run([bench.generate, folder, bench.options.counted, bench.options.seed, "pages"])
    files = sorted(folder.iterdir())
    script = ["/usr/bin/python3", pathlib.Path(__file__).parent / "pages_lxml.py", *files]
    if subprocess.run(["/usr/bin/python3", "-c", "import lxml"], stderr=subprocess.DEVNULL).returncode != 0:
        raise Unmeasured("python3-lxml is not installed")
    pairs = [(cpu_seconds(bench.compile(files)), cpu_seconds(script)) for _ in range(bench.options.pairs)]
    ratio = statistics.median(theirs / mine for mine, theirs in pairs)
    mine = statistics.median(pair[0] for pair in pairs)
    bench.say("web pages: CPU time of a script with lxml against ours", f"{ratio:.1f} times",
              f"{len(files)} pages, {size_of(files) / 1e6:.1f} MB, {mine:.2f} s, {size_of(files) / mine / 1e6:.0f} MB/s", "5")


def cost_of_files(seconds, files):
    return f"{seconds / len(files) * 1e3:.2f} ms a file, {seconds / size_of(files) * 1e9:.0f} ns a byte"


def generated_files(bench, form):
    folder = bench.work / form
    run([bench.generate, folder, bench.options.files, bench.options.seed, form])
    return sorted(folder.iterdir())


def remark_on(files):
    return f"{len(files)} files, {size_of(files) / len(files) / 1e3:.1f} KB each"


def measure_word_files(bench):
    files = generated_files(bench, "word")
    spent = statistics.median(cpu_seconds(bench.compile(files)) for _ in range(bench.options.pairs))
    bench.say("Word files to NDJSON, CPU time", cost_of_files(spent, files), remark_on(files))


def measure_pdf_files(bench):
    """The whole, and what poppler's programs take of it when they are run by themselves."""
    if not shutil.which("pdftotext") or not shutil.which("pdftocairo"):
        raise Unmeasured("pdftotext and pdftocairo are not installed")
    programs = [["pdftotext", "-cropbox", "-bbox", "-enc", "UTF-8"], ["pdftocairo", "-svg"]]
    files = generated_files(bench, "pdf")
    pairs = []
    for _ in range(3):
        whole = cpu_seconds(bench.compile(files))
        poppler = sum(cpu_seconds([*program, file, "-"]) for file in files for program in programs)
        pairs.append((whole, poppler))
    whole = statistics.median(pair[0] for pair in pairs)
    poppler = statistics.median(pair[1] for pair in pairs)
    bench.say("PDF files to NDJSON, CPU time", cost_of_files(whole, files), remark_on(files))
    bench.say("of that poppler", cost_of_files(poppler, files), f"{poppler / whole * 100:.0f} %, two processes a file")
    bench.say("of that nianbao", cost_of_files(max(whole - poppler, 0), files), "the rest: starting processes, and all of ours")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, help="build directory with the program and the benchmarks")
    parser.add_argument("--reports", type=int, default=5000, help="files to write and to time")
    parser.add_argument("--counted", type=int, default=1000, help="files to count instructions on")
    parser.add_argument("--collapsed", type=int, default=2000, help="collapsed reports to resolve")
    parser.add_argument("--damaged", type=int, default=200, help="reports of each damage")
    parser.add_argument("--files", type=int, default=200, help="Word and PDF files")
    parser.add_argument("--doublings", type=int, default=13, help="the longest input is 8 KiB doubled so often")
    parser.add_argument("--pairs", type=int, default=9, help="runs of each pair of programs")
    parser.add_argument("--seed", type=int, default=1)
    bench = Bench(parser.parse_args())
    files = bench.reports()
    measure_instructions(bench, files[: bench.options.counted])
    bench.attempt("resolve a collapsed table 三", lambda: measure_resolving(bench))
    bench.attempt("damaged reports", lambda: measure_damage(bench))
    bench.attempt("compile reports joined to one input", lambda: measure_sizes(bench, files))
    bench.attempt("CPU time against others", lambda: measure_ratios(bench, files))
    bench.attempt("web pages against a script with lxml", lambda: measure_pages(bench))
    bench.attempt("Word files", lambda: measure_word_files(bench))
    bench.attempt("PDF files", lambda: measure_pdf_files(bench))
    bench.table()
    shutil.rmtree(bench.work, ignore_errors=True)


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    main()
