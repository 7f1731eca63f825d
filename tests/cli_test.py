"""The program from outside: exit codes, streams, inputs, outputs, order. Argument: the path of the program."""

import hashlib
import json
import os
import pathlib
import pty
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest
import xml.dom.minidom

PROGRAM = sys.argv.pop(1)

APPLICANT_COLUMNS = 7
REQUEST_ROWS = [
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
]


RICH_TEXT = rb"{\rtf1\ansi one\par two\par}"


def row(*cells):
    return " | ".join(str(cell) for cell in cells) + " |\n"


def report(agency="青禾县档案馆", granted_total=4):
    """A whole report of 2022 in rows with bars; unless `granted_total` is 4, its sums do not add up."""
    text = f"{agency}2022年政府信息公开工作年度报告\n\n一、总体情况\n本年度公开信息工作平稳。\n\n"
    text += "二、主动公开政府信息情况\n"
    text += row("第二十条第（一）项") + row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    text += row("规章", 0, 0, 0) + row("行政规范性文件", 2, 1, 9)
    text += row("第二十条第（五）项") + row("信息内容", "本年处理决定数量") + row("行政许可", 12)
    text += row("第二十条第（六）项") + row("信息内容", "本年处理决定数量") + row("行政处罚", 3) + row("行政强制", 0)
    text += row("第二十条第（八）项") + row("信息内容", "本年收费金额（单位：万元）") + row("行政事业性收费", "1.5")
    text += "\n三、收到和处理政府信息公开申请情况\n"
    text += row("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    for label in REQUEST_ROWS:
        figures = [0] * APPLICANT_COLUMNS
        if label[:3] in ("一、本", "（一）", "（七）"):
            figures[0] = figures[-1] = 4
        if label.startswith("（一）"):
            figures[-1] = granted_total
        text += row(label, *figures)
    text += "\n四、政府信息公开行政复议、行政诉讼情况\n"
    text += row("行政复议", "行政诉讼")
    text += row("未经复议直接起诉", "复议后起诉")
    text += row(*(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3))
    text += row(*([0] * 15))
    text += "\n五、存在的主要问题及改进情况\n无。\n\n六、其他需要报告的事项\n无。\n"
    return text


def environment(**changes):
    base = {name: value for name, value in os.environ.items() if not name.startswith("LC_") and name != "NO_COLOR"}
    return {**base, "LANG": "C.UTF-8", "TERM": "xterm", **changes}


def run(*arguments, stdin=b"", **changes):
    return subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, env=environment(**changes))


def shell(command, *arguments):
    """bash with the program as $0 and arguments as $1..., where only a shell can close or join streams."""
    return subprocess.run(
        ["bash", "-c", command, PROGRAM, *map(str, arguments)], capture_output=True, env=environment()
    )


class InDirectory(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.addCleanup(self.holder.cleanup)
        self.root = pathlib.Path(self.holder.name)

    def file(self, name, text=None):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = report() if text is None else text
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


class ExitCodes(InDirectory):
    def test_done_whatever_compile_finds(self):
        self.assertEqual(run("compile", self.file("a.txt")).returncode, 0)
        self.assertEqual(run("compile", self.file("b.txt", report(granted_total=9))).returncode, 0)

    def test_findings_of_lint(self):
        wrong = self.file("b.txt", report(granted_total=9))
        self.assertEqual(run("lint", wrong).returncode, 1)
        self.assertEqual(run("lint", "--fail-on", "never", wrong).returncode, 0)
        self.assertEqual(run("lint", "--fail-on", "note", wrong).returncode, 1)

    def test_clean_lint(self):
        result = run("lint", self.file("a.txt"))
        self.assertEqual(result.returncode, 0, result.stdout.decode())

    def test_wrong_usage(self):
        for arguments in (
            [],
            ["compile"],
            ["lint"],
            ["polish", "a.txt"],
            ["compile", "-f", "yaml", "a.txt"],
            ["compile", "--jobs", "0", "a.txt"],
            ["compile", "--jobs", "-1", "a.txt"],
            ["compile", "--min-certainty", "2", "a.txt"],
            ["lint", "--fail-on", "fatal", "a.txt"],
            ["lint", "-f", "xml", "a.txt"],
            ["compile", "-", "-"],
            ["explain", "A999"],
            ["list", "cells"],
            ["schema", "yaml"],
            ["--lang", "fr", "list", "rules"],
        ):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertEqual(result.stdout, b"", arguments)
            self.assertTrue(result.stderr.startswith(b"nianbao: "), arguments)

    def test_what_does_not_exist_is_named(self):
        self.assertIn(b"there is no command 'polish'; the commands are compile, lint,", run("polish", "a.txt").stderr)
        self.assertIn(b"there is no option '--gloss'", run("--gloss").stderr)
        self.assertIn(b"a command is required", run().stderr)
        self.assertIn(b"--lang", run("--lang").stderr)

    def test_usage_is_shown_where_paths_are_missing(self):
        self.assertIn(b"Usage: nianbao compile [OPTIONS] PATH...", run("compile").stderr)

    def test_nothing_compiled(self):
        for path in (self.root / "missing", self.file("prose.txt", "今天天气很好。\n"), self.file("empty.txt", "")):
            for command in ("compile", "lint"):
                result = run(command, path)
                self.assertEqual(result.returncode, 2, (command, path))
                self.assertNotEqual(result.stdout, b"")

    def test_some_not_compiled(self):
        good, wrong = self.file("a.txt"), self.file("b.txt", report(granted_total=9))
        for command in ("compile", "lint"):
            self.assertEqual(run(command, good, self.root / "missing").returncode, 3)
        self.assertEqual(run("lint", wrong, self.root / "missing").returncode, 3)

    def test_full_disk(self):
        for command in ("compile $1", "compile -f ndjson $1", "lint -f json $1", "list rules", "--help", "--version"):
            result = shell(f'"$0" {command} > /dev/full', self.file("a.txt"))
            self.assertEqual(result.returncode, 4, command)
            self.assertIn(b"cannot write standard output: no space left on device", result.stderr)

    def test_output_file_that_cannot_be_written(self):
        source = self.file("a.txt")
        for target in (self.root / "none" / "x.json", "/dev/full", source / "x.json"):
            result = run("compile", "-o", target, source)
            self.assertEqual(result.returncode, 4, target)
            self.assertIn(str(target).encode(), result.stderr)

    def test_output_directory_that_cannot_be_made(self):
        source = self.file("a.txt")
        self.assertEqual(run("compile", "-o", f"{source}/out/", source).returncode, 4)

    def test_closed_standard_output(self):
        self.assertEqual(shell('"$0" compile "$1" >&-', self.file("a.txt")).returncode, 4)

    def test_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen([PROGRAM, "compile", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            process.stdin.write(b"x")
            process.stdin.flush()
            wait_until(lambda: is_sleeping(process.pid))
            process.send_signal(number)
            process.communicate()
            self.assertEqual(process.returncode, -number)  # a shell says 128 + number


def wait_until(condition):
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("waited for a minute")


def is_sleeping(pid):
    """Reading its input: the program itself runs, and it waits."""
    name = pathlib.Path(f"/proc/{pid}/comm").read_text().strip()
    state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    handled = pathlib.Path(f"/proc/{pid}/status").read_text().split("SigCgt:\t")[1].split()[0]
    return name == pathlib.Path(PROGRAM).name[:15] and state == "S" and int(handled, 16) >> (signal.SIGTERM - 1) & 1


class OldOfficeFiles(InDirectory):
    """What becomes of the program that reads them, and of its files, when something is killed."""

    def setUp(self):
        super().setUp()
        self.temporary = self.root / "temporary"
        self.temporary.mkdir()

    def start(self, *arguments, **changes):
        return subprocess.Popen([PROGRAM, "text", *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                start_new_session=True, env=environment(TMPDIR=self.temporary, **changes))

    def path_with_soffice(self, script):
        """A PATH on which soffice is this script."""
        programs = self.root / "programs"
        programs.mkdir(exist_ok=True)
        (programs / "soffice").write_text("#!/bin/sh\n" + script)
        (programs / "soffice").chmod(0o755)
        return f"{programs}:{os.environ['PATH']}"

    def files_of(self, process, pattern):
        """Waits for files below the temporary directory; the program has to run until then."""
        wait_until(lambda: process.poll() is not None or list(self.temporary.glob(pattern)))
        self.assertIsNone(process.poll())
        return list(self.temporary.glob(pattern))

    def expect_nothing_left(self, process, number):
        process.communicate()
        self.assertEqual(process.returncode, -number)
        wait_until(lambda: not list(self.temporary.iterdir()))

    def test_a_signal_leaves_nothing_behind(self):
        path = self.path_with_soffice("echo $$ >started.new; mv started.new started; exec sleep 600")
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL):
            process = self.start("--no-sandbox", self.file("a.rtf", RICH_TEXT), PATH=path)
            [started] = self.files_of(process, "nianbao-*/started")
            child = int(started.read_text())
            process.send_signal(number)
            self.expect_nothing_left(process, number)
            wait_until(lambda: not is_running(child))

    def test_a_signal_to_all_processes_leaves_nothing_behind(self):
        path = self.path_with_soffice("touch started; exec sleep 600")
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            process = self.start("--no-sandbox", self.file("a.rtf", RICH_TEXT), PATH=path)
            self.files_of(process, "nianbao-*/started")
            os.killpg(process.pid, number)
            self.expect_nothing_left(process, number)

    @unittest.skipUnless(shutil.which("soffice"), "no LibreOffice is installed")
    def test_a_signal_to_libreoffice_in_the_sandbox_leaves_nothing_behind(self):
        process = self.start(self.file("a.rtf", RICH_TEXT))
        self.files_of(process, "nianbao-*/.config")  # its profile: it is at work
        process.send_signal(signal.SIGTERM)
        self.expect_nothing_left(process, signal.SIGTERM)

    def test_the_process_that_runs_it_is_lost(self):
        path = self.path_with_soffice("kill -9 $PPID; exec sleep 600")
        files = [self.file(name, RICH_TEXT) for name in ("a.rtf", "b.rtf")]
        result = run("compile", "--no-sandbox", "--lang", "en", "-f", "ndjson", "--diagnostics", "always", *files,
                     self.file("c.txt"), PATH=path, TMPDIR=self.temporary)
        self.assertEqual(result.returncode, 3, result.stderr)
        reports = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([report["status"] for report in reports], ["unreadable", "unreadable", "compiled"])
        for report in reports[:2]:  # the second was never asked for
            [diagnostic] = report["diagnostics"]
            self.assertEqual(diagnostic["code"], "S160")
            self.assertIn("the process that runs it has ended", diagnostic["message"]["en"])


def is_running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def page_with_rules():
    """A PDF of one page: a table of two rows with labels so near to their figures that only the rules part them."""
    content = b"".join(b"BT /F 12 Tf %d %d Td (%s) Tj ET\n" % (x, y, text) for x, y, text in (
        (75, 705, b"Ladder"), (116, 705, b"12"), (75, 685, b"Lodger"), (116, 685, b"34"), (75, 740, b"One two three")))
    content += b"".join(b"%d %d %d 20 re S\n" % (x, y, width) for x, width in ((72, 40), (112, 30)) for y in (680, 700))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
               b"<</Length %d>>stream\n%sendstream" % (len(content), content),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
                  % (table, len(out)))


@unittest.skipUnless(shutil.which("pdftotext") and shutil.which("pdftocairo"), "no poppler-utils are installed")
class PdfFiles(InDirectory):
    def path_with(self, script):
        """A PATH of pdftotext, and of a pdftocairo that is this script, if any."""
        programs = self.root / "programs"
        programs.mkdir()
        (programs / "pdftotext").symlink_to(shutil.which("pdftotext"))
        if script:
            (programs / "pdftocairo").write_text("#!/bin/sh\n" + script)
            (programs / "pdftocairo").chmod(0o755)
        return str(programs)

    def test_cells_are_what_stands_between_rules(self):
        result = run("text", self.file("a.pdf", page_with_rules()))
        self.assertEqual(result.stdout.decode(), "One two three\nLadder\t12\nLodger\t34\n")
        self.assertEqual(result.stderr, b"")

    def test_rules_that_cannot_be_read_are_told(self):
        file = self.file("a.pdf", page_with_rules())
        for script, reason in (("", "pdftocairo: poppler-utils"), ("echo out of ink >&2; exit 3", "out of ink")):
            path = self.path_with(script)
            result = run("lint", "--no-sandbox", "--lang", "en", file, PATH=path)
            self.assertIn(b"S178 rules-unread", result.stdout)
            self.assertIn(reason.encode(), result.stdout)
            self.assertNotIn(b"\t", run("text", "--no-sandbox", file, PATH=path).stdout)
            shutil.rmtree(path)

    def test_lines_get_a_quarter_of_the_time(self):
        result = run("lint", "--no-sandbox", "--lang", "en", "--limit-program-seconds", "4",
                     self.file("a.pdf", page_with_rules()), PATH=self.path_with("while :; do :; done"))
        self.assertIn(b"pdftocairo: out of time, a quarter of 4 s at most (--limit-program-seconds)", result.stdout)


class ClosedPipes(InDirectory):
    def test_reader_that_stops_early_ends_the_program_quietly(self):
        for index in range(40):
            self.file(f"in/{index}.txt")
        for ignored in ("", "trap '' PIPE; "):
            result = shell(f'{ignored}"$0" compile --diagnostics never "$1" | head -c 10; exit ${{PIPESTATUS[0]}}',
                           self.root / "in")
            self.assertEqual(result.returncode, 128 + signal.SIGPIPE)
            self.assertEqual(result.stderr, b"")

    def test_nobody_reads_the_messages(self):
        result = shell('exec 2> >(exit 0); sleep 0.2; "$0" compile "$1"', self.file("b.txt", report(granted_total=9)))
        self.assertEqual(result.returncode, 0)
        self.assertEqual(json.loads(result.stdout)["status"], "compiled")


class Streams(InDirectory):
    def test_data_and_messages_are_apart(self):
        result = run("compile", self.file("b.txt", report(granted_total=9)))
        self.assertEqual(json.loads(result.stdout)["schema"], "nianbao/1")
        self.assertIn(b"error[A101 applicants-do-not-add-up]", result.stderr)

    def test_compile_is_silent_about_a_clean_input(self):
        self.assertEqual(run("compile", self.file("a.txt")).stderr, b"")

    def test_standard_input(self):
        text = report().encode()
        result = run("compile", "-", stdin=text)
        source = json.loads(result.stdout)["source"]
        self.assertEqual(source["path"], "-")
        self.assertEqual(source["bytes"], len(text))
        self.assertEqual(source["sha256"], hashlib.sha256(text).hexdigest())

    def test_closed_standard_input(self):
        result = shell('"$0" compile - <&-')
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"bad file descriptor", result.stderr)

    def test_file_named_like_an_option(self):
        self.file("-f")
        result = subprocess.run([PROGRAM, "compile", "--", "-f"], cwd=self.root, capture_output=True)
        self.assertEqual(json.loads(result.stdout)["source"]["path"], "-f")

    def test_pipe_as_file(self):
        result = shell('"$0" compile <(cat "$1")', self.file("a.txt"))
        self.assertEqual(json.loads(result.stdout)["status"], "compiled")

    def test_many_inputs_show_failures_and_a_count(self):
        good, wrong = self.file("a.txt"), self.file("b.txt", report(granted_total=9))
        missing = self.root / "missing"
        result = run("compile", good, wrong, missing)
        lines = result.stderr.decode().splitlines()
        self.assertEqual(lines[0], f"{missing}: error[S101 unreadable-file]: "
                                   "cannot read the input: no such file or directory")
        self.assertEqual(lines[1], "inputs: 3, compiled: 2 (reports: 2), failed: 1")
        self.assertEqual(len(lines), 2)

    def test_diagnostics_always_and_never(self):
        good, wrong = self.file("a.txt"), self.file("b.txt", report(granted_total=9))
        self.assertIn(b"A101", run("compile", "--diagnostics", "always", good, wrong).stderr)
        self.assertEqual(run("compile", "--diagnostics", "never", wrong).stderr, b"")
        self.assertEqual(run("compile", "--diagnostics", "never", good, self.root / "missing").stderr, b"")

    def test_lint_prints_findings_on_standard_output(self):
        result = run("lint", self.file("b.txt", report(granted_total=9)))
        self.assertIn(b"error[A101 applicants-do-not-add-up]", result.stdout)
        self.assertRegex(result.stderr, rb"^inputs: 1, errors: \d+, warnings: \d+, notes: \d+\n$")

    def test_lint_json_has_a_line_an_input(self):
        paths = [self.file("a.txt"), self.root / "missing", self.file("b.txt", report(granted_total=9))]
        lines = run("lint", "-f", "json", *paths).stdout.decode().splitlines()
        objects = [json.loads(line) for line in lines]
        self.assertEqual([each["path"] for each in objects], [str(path) for path in paths])
        self.assertEqual([each["status"] for each in objects], ["compiled", "unreadable", "compiled"])
        self.assertEqual([each["code"] for each in objects[1]["diagnostics"]], ["S101"])

    def test_input_with_two_reports_is_an_array(self):
        both = self.file("both.txt", report("青禾县档案馆") + "\n" + report("白塔县水文站", granted_total=9))
        objects = json.loads(run("compile", both).stdout)
        self.assertEqual([each["source"]["part"] for each in objects], [1, 2])
        self.assertEqual([each["source"]["parts"] for each in objects], [2, 2])
        lines = run("lint", "-f", "json", both).stdout.decode().splitlines()
        self.assertEqual(len(lines), 1)
        self.assertIn("A101", [each["code"] for each in json.loads(lines[0])["diagnostics"]])


class Inputs(InDirectory):
    def paths(self, *arguments):
        result = run("compile", "-f", "ndjson", *arguments)
        return [json.loads(line)["source"]["path"] for line in result.stdout.splitlines()]

    def test_directory_is_walked_in_byte_order(self):
        for name in ("b.txt", "a/z.txt", "a-b/y.txt", "a.txt", "B.txt", "é.txt", "a/b/c.txt"):
            self.file(f"in/{name}")
        expected = ["B.txt", "a-b/y.txt", "a.txt", "a/b/c.txt", "a/z.txt", "b.txt", "é.txt"]
        self.assertEqual(self.paths(self.root / "in"), [f"{self.root}/in/{name}" for name in expected])
        self.assertEqual(self.paths(f"{self.root}/in/"), [f"{self.root}/in/{name}" for name in expected])

    def test_hidden_names_and_special_files_are_skipped(self):
        self.file("in/a.txt")
        self.file("in/.hidden.txt")
        self.file("in/.git/config")
        os.mkfifo(self.root / "in/pipe")
        self.assertEqual(self.paths(self.root / "in"), [f"{self.root}/in/a.txt"])

    def test_links_are_read_but_loops_not_followed(self):
        self.file("in/a.txt")
        self.file("other/b.txt")
        (self.root / "in/loop").symlink_to("..")
        (self.root / "in/b.txt").symlink_to("../other/b.txt")
        (self.root / "in/self").symlink_to("self")
        expected = [f"{self.root}/in/{name}" for name in ("a.txt", "b.txt", "self")]
        self.assertEqual(self.paths(self.root / "in"), expected)

    def test_dangling_link_fails_with_its_reason(self):
        self.file("in/a.txt")
        (self.root / "in/gone").symlink_to("nowhere")
        result = run("compile", "-f", "ndjson", self.root / "in")
        self.assertEqual(result.returncode, 3)
        self.assertIn(b"in/gone: error[S101 unreadable-file]", result.stderr)

    def test_empty_directory_is_an_error(self):
        (self.root / "in").mkdir()
        result = run("compile", self.root / "in")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"error[S135 no-input-files]", result.stderr)
        self.assertEqual([each["status"] for each in json.loads(result.stdout)], ["unreadable"])

    def test_file_beyond_the_limit_is_not_read(self):
        path = self.file("large.txt")
        os.truncate(path, 2**31)  # sparse: it takes no room
        result = run("compile", path)
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"error[S115 input-too-large]", result.stderr)

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_permission(self):
        path = self.file("a.txt")
        path.chmod(0)
        self.assertIn(b"permission denied", run("compile", path).stderr)

    def test_binary_and_other_bytes_never_stop_the_run(self):
        paths = [self.file("bin", bytes(range(256)) * 64), self.file("cut.txt", report().encode()[:-1]),
                 self.file("nul.txt", report().encode().replace("平稳".encode(), b"\0\xff"))]
        objects = [json.loads(line) for line in run("compile", "-f", "ndjson", *paths).stdout.splitlines()]
        self.assertEqual([each["status"] for each in objects], ["unreadable", "compiled", "compiled"])

    def test_path_that_is_no_utf8(self):
        path = os.fsencode(self.root) + b"/\xff\x1b.txt"
        with open(path, "wb") as file:
            file.write("今天天气很好。\n".encode())
        result = subprocess.run([PROGRAM, "compile", path], capture_output=True, env=environment())
        self.assertTrue(json.loads(result.stdout)["source"]["path"].endswith("/\ufffd\x1b.txt"))
        self.assertNotIn(b"\x1b", result.stderr)


class Kinds(InDirectory):
    ENCODINGS = [("utf-8", b"", "UTF-8"), ("utf-8", b"\xef\xbb\xbf", "UTF-8"), ("gb18030", b"", "GB18030"),
                 ("utf-16-le", b"\xff\xfe", "UTF-16LE"), ("utf-16-be", b"\xfe\xff", "UTF-16BE"),
                 ("utf-16-le", b"", "UTF-16LE"), ("utf-16-be", b"", "UTF-16BE")]

    def test_encodings_are_told_by_the_bytes(self):
        values = json.loads(run("compile", "-", stdin=report().encode()).stdout)["values"]
        for codec, mark, name in self.ENCODINGS:
            content = mark + report().encode(codec)
            compiled = json.loads(run("compile", self.file("a.txt", content)).stdout)
            self.assertEqual((compiled["source"]["kind"], compiled["source"]["encoding"]), ("text", name))
            self.assertEqual(compiled["source"]["bytes"], len(content))
            self.assertEqual(compiled["values"], values)
            self.assertEqual(compiled["diagnostics"], [])

    def test_spans_count_bytes_of_the_input(self):
        for codec, mark, _ in self.ENCODINGS:
            content = mark + report().encode(codec)
            for cell in json.loads(run("compile", self.file("a.txt", content)).stdout)["cells"]:
                span = cell["span"]
                self.assertEqual(content[span["start"]:span["end"]].decode(codec), cell["text"])
                self.assertIsNone(span["origin"])
                line = report().splitlines()[span["line"] - 1]
                self.assertTrue(line[span["column"] - 1:].startswith(cell["text"]))

    def test_text_is_printed_in_utf8(self):
        for codec, mark, _ in self.ENCODINGS:
            self.assertEqual(run("text", "-", stdin=mark + report().encode(codec)).stdout, report().encode())

    def test_text_with_places_numbers_its_lines(self):
        lines = run("text", "--places", "-", stdin="规章\t4\n\n行政许可".encode()).stdout.decode()
        self.assertEqual(lines, "    1 | 规章\t4\n    2 | \n    3 | 行政许可\n")

    def test_from_overrules_the_content(self):
        page = b"<p>" + report().encode()
        self.assertEqual(run("text", "--from", "text", "-", stdin=page).stdout, page)
        self.assertEqual(json.loads(run("compile", "--from", "text", "-", stdin=page).stdout)["source"]["kind"], "text")
        refused = run("compile", "--from", "xlsx", "--lang", "en", self.file("a.txt"))
        self.assertEqual(refused.returncode, 2)
        self.assertIn(b"error[S1", refused.stderr)
        self.assertEqual(run("compile", "--from", "nonsense", self.file("a.txt")).returncode, 2)

    @unittest.skipUnless(shutil.which("soffice"), "no LibreOffice is installed")
    def test_old_office_files_are_read_within_the_sandbox(self):
        path = self.file("a.doc", RICH_TEXT)
        for sandbox in [], ["--no-sandbox"]:
            result = run("text", *sandbox, path)
            self.assertEqual(result.stdout, b"one\ntwo\n", result.stderr)

    @unittest.skipUnless(shutil.which("soffice"), "no LibreOffice is installed")
    def test_old_office_files_are_read_wherever_temporary_files_are(self):
        place = self.root / "temporary"
        place.mkdir()
        path = self.file("a.rtf", RICH_TEXT)
        result = run("text", path, TMPDIR=place)
        self.assertEqual(result.stdout, b"one\ntwo\n", result.stderr)
        self.assertEqual(list(place.iterdir()), [])

    def test_archive_of_something_else_is_refused(self):
        result = run("compile", "--lang", "en", self.file("a.zip", b"PK\x03\x04 photo.jpg"))
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"error[S120 unsupported-kind]: inputs of the kind ZIP", result.stderr)


class Formats(InDirectory):
    def test_one_report_is_an_object_and_anything_else_an_array(self):
        path = self.file("in/a.txt")
        self.assertIsInstance(json.loads(run("compile", path).stdout), dict)
        self.assertIsInstance(json.loads(run("compile", "-", stdin=report().encode()).stdout), dict)
        self.assertIsInstance(json.loads(run("compile", self.root / "in").stdout), list)
        self.assertEqual(len(json.loads(run("compile", path, path).stdout)), 2)

    def test_failures_have_their_object(self):
        prose = self.file("prose.txt", "今天天气很好。\n")
        missing = self.root / "missing"
        objects = json.loads(run("compile", prose, missing).stdout)
        self.assertEqual([each["status"] for each in objects], ["not_a_report", "unreadable"])
        self.assertEqual([each["diagnostics"][0]["code"][0] for each in objects], ["L", "S"])
        for each in objects:
            self.assertEqual(each["cells"], [])
            values = [value for rows in each["values"].values() for row in rows.values() for value in row.values()]
            self.assertGreaterEqual(len(values), 226)
            self.assertEqual(set(values), {None})
        document = xml.dom.minidom.parseString(run("compile", "-f", "xml", prose, missing).stdout)
        self.assertEqual(len(document.getElementsByTagName("report")), 2)

    def test_csv_has_its_head_once(self):
        path = self.file("a.txt")
        text = run("compile", "-f", "csv", path, path).stdout.decode()
        self.assertEqual(text.count("path,agency"), 1)
        self.assertEqual(run("compile", "-f", "csv", self.root / "missing").stdout.count(b"\n"), 1)

    def test_values_hold_only_what_is_certain_enough(self):
        text = report().replace("行政规范性文件 | 2 | 1 | 9 |", "行政规范性文件2719")
        cells = lambda *options: json.loads(run("compile", *options, "-", stdin=text.encode()).stdout)["values"]
        self.assertEqual(cells("--min-certainty", "read")["disclosure"]["licensing"]["decisions"], 12)
        self.assertIsNone(cells()["disclosure"]["normative_documents"]["issued"])


class Outputs(InDirectory):
    def test_file_is_written_whole_and_nothing_is_left(self):
        source, target = self.file("a.txt"), self.root / "out" / "a.json"
        target.parent.mkdir()
        target.write_text("old")
        target.chmod(0o640)
        result = run("compile", "-o", target, source)
        self.assertEqual((result.returncode, result.stdout), (0, b""))
        self.assertEqual(json.loads(target.read_text())["status"], "compiled")
        self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o640)
        self.assertEqual(os.listdir(target.parent), ["a.json"])

    def test_new_file_follows_the_umask(self):
        shell('umask 027; "$0" compile -o "$1/x.json" "$2"', self.root, self.file("a.txt"))
        self.assertEqual(stat.S_IMODE((self.root / "x.json").stat().st_mode), 0o640)

    def test_link_stays_a_link(self):
        (self.root / "link.json").symlink_to("real.json")
        (self.root / "real.json").write_text("old")
        run("compile", "-o", self.root / "link.json", self.file("a.txt"))
        self.assertTrue((self.root / "link.json").is_symlink())
        self.assertEqual(json.loads((self.root / "real.json").read_text())["status"], "compiled")

    def test_interrupted_output_leaves_the_old_file_and_no_other(self):
        out = self.root / "out"
        out.mkdir()
        (out / "a.json").write_text("old")
        process = subprocess.Popen([PROGRAM, "compile", "-o", out / "a.json", "-"], stdin=subprocess.PIPE)
        wait_until(lambda: len(os.listdir(out)) == 2 and is_sleeping(process.pid))
        process.send_signal(signal.SIGTERM)
        process.communicate()
        self.assertEqual(process.returncode, -signal.SIGTERM)
        self.assertEqual(os.listdir(out), ["a.json"])
        self.assertEqual((out / "a.json").read_text(), "old")

    def test_devices_are_written_to(self):
        result = run("compile", "-o", "/dev/stdout", self.file("a.txt"))
        self.assertEqual(json.loads(result.stdout)["status"], "compiled")
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))
        self.assertEqual(run("compile", "-o", "/dev/null", self.file("a.txt")).returncode, 0)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))

    def written(self, *arguments):
        run("compile", *arguments)
        out = self.root / "out"
        return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())

    def test_directory_has_a_file_an_input(self):
        self.file("in/a.txt")
        self.file("in/deep/b.txt")
        self.assertEqual(self.written("-o", f"{self.root}/out/", self.root / "in"), ["a.json", "deep/b.json"])
        self.assertEqual(json.loads((self.root / "out/a.json").read_text())["status"], "compiled")

    def test_existing_directory_needs_no_slash(self):
        (self.root / "out").mkdir()
        self.assertEqual(self.written("-f", "csv", "-o", self.root / "out", self.file("a.txt")), ["a.csv"])

    def test_clashing_names_keep_what_tells_them_apart(self):
        paths = [self.file("in/a.txt"), self.file("in/a.text"), self.file("in/b.txt")]
        self.assertEqual(self.written("-o", f"{self.root}/out/", *paths), ["a.text.json", "a.txt.json", "b.json"])

    def test_same_names_of_other_directories_keep_their_paths(self):
        self.file("2020/a.txt")
        self.file("2021/a.txt")
        subprocess.run([PROGRAM, "compile", "-o", "out/", "2020/a.txt", "../" + self.root.name + "/2021/a.txt"],
                       cwd=self.root, capture_output=True)
        names = sorted(str(path.relative_to(self.root / "out")) for path in (self.root / "out").rglob("*.json"))
        self.assertEqual(names, ["2020/a.txt.json", f"{self.root.name}/2021/a.txt.json"])

    def test_standard_input_has_a_name(self):
        run("compile", "-o", f"{self.root}/out/", "-", stdin=report().encode())
        self.assertEqual(os.listdir(self.root / "out"), ["stdin.json"])


class Order(InDirectory):
    def test_threads_change_nothing(self):
        for index in range(150):
            text = "今天天气很好。\n" if index % 7 == 0 else report(f"第{index}中学" * (index % 5 + 1), 4 + index % 3)
            self.file(f"in/{index:03}.txt", text)
        for command in (["compile"], ["compile", "-f", "csv"], ["compile", "--diagnostics", "always"], ["lint"]):
            one, eight = (run(*command, "--jobs", jobs, self.root / "in") for jobs in (1, 8))
            self.assertEqual(one.stdout, eight.stdout)
            self.assertEqual(one.stderr, eight.stderr)
            self.assertEqual(one.returncode, eight.returncode)
            self.assertNotEqual(one.stdout, b"")

    def test_threads_change_no_files(self):
        for index in range(40):
            self.file(f"in/{index:02}.txt", report(f"第{index}中学"))
        for jobs in (1, 8):
            run("compile", "--jobs", jobs, "-o", f"{self.root}/out{jobs}/", self.root / "in")
        contents = [{path.name: path.read_bytes() for path in (self.root / f"out{jobs}").iterdir()} for jobs in (1, 8)]
        self.assertEqual(len(contents[0]), 40)
        self.assertEqual(*contents)

    def test_write_error_with_threads_at_work_ends_the_program(self):
        for index in range(60):
            self.file(f"in/{index}.txt")
        self.assertEqual(shell('"$0" compile --jobs 8 "$1" > /dev/full', self.root / "in").returncode, 4)


class Language(InDirectory):
    def first_line(self, *options, **changes):
        return run("explain", *options, "S105", **changes).stdout.decode().splitlines()[1]

    def test_by_locale(self):
        chinese, english = "输入为空", "the input is empty"
        self.assertEqual(self.first_line(LANG="zh_CN.UTF-8"), chinese)
        self.assertEqual(self.first_line(LANG="de_DE.UTF-8"), english)
        self.assertEqual(self.first_line(LANG="zh_CN.UTF-8", LC_MESSAGES="en_US.UTF-8"), english)
        self.assertEqual(self.first_line(LANG="en_US.UTF-8", LC_ALL="zh_TW.UTF-8"), chinese)
        self.assertEqual(self.first_line(LANG="zh_CN.UTF-8", LC_ALL=""), chinese)

    def test_by_option(self):
        self.assertEqual(self.first_line("--lang", "zh"), "输入为空")
        self.assertEqual(self.first_line("--lang", "en", LANG="zh_CN.UTF-8"), "the input is empty")
        self.assertIn("没有这个文件或目录", run("--lang", "zh", "compile", self.root / "missing").stderr.decode())

    def test_data_has_both_languages_whatever_the_locale(self):
        path = self.file("b.txt", report(granted_total=9))
        self.assertEqual(run("compile", path, LANG="zh_CN.UTF-8").stdout, run("compile", path, LANG="C").stdout)


def on_terminal(*arguments, **changes):
    """What the program writes to standard output when that is a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=slave, stderr=subprocess.DEVNULL,
                               env=environment(**changes))
    os.close(slave)
    output = b""
    try:
        while chunk := os.read(master, 65536):
            output += chunk
    except OSError:
        pass  # the other side is closed
    os.close(master)
    process.wait()
    return output


class Colour(InDirectory):
    def setUp(self):
        super().setUp()
        self.wrong = self.file("b.txt", report(granted_total=9))

    def test_only_on_terminals(self):
        self.assertIn(b"\x1b[", on_terminal("lint", self.wrong))
        self.assertNotIn(b"\x1b[", run("lint", self.wrong).stdout)

    def test_environment_turns_it_off(self):
        self.assertNotIn(b"\x1b[", on_terminal("lint", self.wrong, NO_COLOR="1"))
        self.assertNotIn(b"\x1b[", on_terminal("lint", self.wrong, TERM="dumb"))
        self.assertIn(b"\x1b[", on_terminal("lint", self.wrong, NO_COLOR=""))

    def test_options_have_the_last_word(self):
        self.assertIn(b"\x1b[", run("lint", "--color", "always", self.wrong, NO_COLOR="1").stdout)
        self.assertIn(b"\x1b[", run("--colour", "always", "lint", self.wrong).stdout)
        self.assertNotIn(b"\x1b[", on_terminal("lint", "--color", "never", self.wrong))


class Knowledge(InDirectory):
    def test_version_and_help(self):
        self.assertRegex(run("--version").stdout, rb"^nianbao \d+\.\d+\.\d+\n$")
        for arguments in (["--help"], ["compile", "--help"], ["lint", "-h"]):
            result = run(*arguments)
            self.assertEqual((result.returncode, result.stderr), (0, b""))
            self.assertIn(b"Usage: nianbao", result.stdout)

    def test_explain_knows_every_rule_by_code_and_name(self):
        rules = [line.split()[:3] for line in run("list", "rules").stdout.decode().splitlines()]
        self.assertGreater(len(rules), 20)
        for code, severity, name in rules:
            by_code = run("explain", code).stdout.decode()
            self.assertTrue(by_code.startswith(f"{code} {name} ({severity})\n"), by_code)
            self.assertEqual(run("explain", name).stdout.decode(), by_code)
            for language in ("zh", "en"):
                for line in run("explain", "--lang", language, code).stdout.decode().splitlines():
                    self.assertLessEqual(len(line), 120)

    def test_list_forms_has_every_row_and_column(self):
        text = run("list", "forms").stdout.decode()
        self.assertIn("edition 2019 国办公开办函〔2019〕60号 (198 cells)", text)
        self.assertIn("edition 2021 国办公开办函〔2021〕30号 (200 cells)", text)
        self.assertIn("row other_misc （六）其他处理 3.其他", text)

    def test_list_forms_has_every_identity(self):
        text = run("list", "forms").stdout.decode()
        self.assertIn("identity E3, in each column: new_received + carried_over_in = total_processed + carried_over_out",
                      text)
        self.assertEqual(text.count("identity E4, in each row: upheld + corrected + other + pending = total"), 2)
        for line in text.splitlines():
            self.assertLessEqual(len(line), 120)

    def test_list_forms_as_json_says_all_that_the_schema_knows(self):
        forms = json.loads(run("list", "forms", "-f", "json").stdout)
        keys = {f"{table['key']}.{row['key']}.{column['key']}" for form in forms for table in form["tables"]
                for block in table["blocks"] for row in block["rows"] for column in block["columns"]}
        self.assertEqual(keys, set(json.loads(run("schema", "json").stdout)["$defs"]["key"]["enum"]))
        self.assertEqual(forms[0]["notice"], "国办公开办函〔2019〕60号")
        self.assertEqual([identity["id"] for identity in forms[1]["tables"][1]["identities"]], ["E1", "E2", "E3"])
        for form in forms:
            self.assertEqual(form["cells"], sum(table["cells"] for table in form["tables"]))

    def test_list_layouts_shows_an_example_of_each(self):
        layouts = json.loads(run("list", "layouts", "-f", "json").stdout)
        text = run("list", "layouts").stdout.decode()
        names = [line.split()[0] for line in text.splitlines() if not line.startswith(" ") and line]
        self.assertEqual(names, [layout["name"] for layout in layouts])
        used = json.loads(run("compile", self.file("a.txt")).stdout)["source"]["layouts"]["requests"]
        self.assertTrue(set(used) <= set(names), used)
        for layout in layouts:
            if not layout["stated"]:  # text states no tables
                tree = run("tree", "-", stdin=layout["example"].encode()).stdout.decode()
                self.assertIn(f"row {layout['name']} 1:", tree)
            self.assertIn(layout["keeps"], ("nothing", "cells", "rows"))
            self.assertIn("    " + layout["example"].splitlines()[0].replace("\t", "→"), text)

    def test_list_rules_as_json_has_both_languages(self):
        rules = json.loads(run("list", "rules", "-f", "json").stdout)
        lines = run("list", "rules", "--lang", "en").stdout.decode().splitlines()
        self.assertEqual(len(rules), len(lines))
        for rule, line in zip(rules, lines):
            self.assertEqual(line.split()[:3], [rule["code"], rule["severity"], rule["name"]])
            self.assertTrue(line.endswith("  " + rule["message"]["en"]), line)
            self.assertTrue(rule["message"]["zh"] and rule["explanation"]["zh"] and rule["explanation"]["en"])

    def test_schema_is_json(self):
        self.assertIn("$schema", json.loads(run("schema", "json").stdout))

    def test_text_is_what_the_compiler_sees(self):
        text = report().encode()
        self.assertEqual(run("text", self.file("bom.txt", b"\xef\xbb\xbf" + text)).stdout, text)
        self.assertEqual(run("text", "-", stdin=text).stdout, text)

    def test_tree_has_a_node_a_line(self):
        lines = run("tree", self.file("a.txt")).stdout.decode().splitlines()
        self.assertTrue(lines[0].startswith("document"))
        self.assertGreater(len(lines), 100)

    def test_copy_compiles_to_the_same(self):
        path = self.file("a.txt", report(granted_total=5).encode())
        result = run("anonymize", "--lang", "en", path)
        self.assertEqual(result.returncode, 0)
        self.assertNotIn("青禾".encode(), result.stdout)
        self.assertIn(b"figures other than zero: ", result.stderr)
        self.assertNotIn(b"warning", result.stderr)
        self.assertEqual(run("anonymize", "-", stdin=pathlib.Path(path).read_bytes()).stdout, result.stdout)
        self.assertEqual(run("anonymize", "--seed", "1", path).stdout, result.stdout)
        self.assertNotEqual(run("anonymize", "--seed", "2", path).stdout, result.stdout)
        found = [json.loads(run("lint", "-f", "json", name).stdout)["diagnostics"]
                 for name in (path, self.file("b.txt", result.stdout))]
        codes = [[(finding["code"], finding["span"]) for finding in findings] for findings in found]
        self.assertIn("A101", [code for code, span in codes[0]])
        self.assertEqual(codes[0], codes[1])

    def test_copy_says_what_is_left(self):
        text = report().replace("（一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4", "（一）予以公开 | 4 | 0 | 0 | 0 | 0 | 4")
        result = run("anonymize", "--lang", "en", "-", stdin=text.encode())
        self.assertIn("（一）予以公开 | 4 | 0 | 0 | 0 | 0 | 4".encode(), result.stdout)
        self.assertIn(b"left as printed: ", result.stderr)

    def test_copy_of_what_is_no_report(self):
        result = run("anonymize", "--lang", "en", "-", stdin="张三，你好。\n".encode())
        self.assertEqual((result.returncode, len(result.stdout)), (0, 19))
        self.assertIn(b"no report in it", result.stderr)
        self.assertEqual(run("anonymize", "-", stdin=b"").stdout, b"")

    def test_text_tree_and_copy_of_nothing(self):
        for command in ("text", "tree", "anonymize"):
            for path in (self.root / "missing", self.file("bin", bytes(4096)), self.root):
                result = run(command, path)
                self.assertEqual((result.returncode, result.stdout), (2, b""))
                self.assertIn(b"error[S1", result.stderr)


class Traces(InDirectory):
    def setUp(self):
        super().setUp()
        self.source = self.file("a.txt")
        cells = json.loads(run("compile", self.source).stdout)["cells"]
        self.known = {cell["key"]: cell["value"] for cell in cells}

    def expect(self, known, *arguments, source=None):
        path = self.file("known.json", known if isinstance(known, (str, bytes)) else json.dumps(known))
        return run("compile", "--expect", path, *arguments, source or self.source)

    def test_a_trace_in_place_of_data(self):
        result = run("compile", "--trace", self.source)
        text = result.stdout.decode()
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        self.assertTrue(text.startswith(f"{self.source}, report 1 of 1: compiled\nlines\n"))
        self.assertIn("  pipe-rows\n      行政许可 [12] = disclosure.licensing, label of the form; 1 cell apart\n", text)

    def test_traces_of_several_inputs_and_reports(self):
        twice = self.file("b.txt", report() + report("白露县林业局"))
        result = run("compile", "--trace", self.source, twice, self.root / "missing")
        text = result.stdout.decode()
        self.assertEqual(result.returncode, 3)
        for line in (f"{self.source}, report 1 of 1: compiled", f"{twice}, report 2 of 2: compiled",
                     f"{self.root}/missing, report 1 of 1: unreadable"):
            self.assertIn(line + "\n", text)
        self.assertIn(b"error[S1", result.stderr)

    def test_all_cells_right(self):
        result = self.expect(self.known)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        self.assertIn("  all: right 200, wrong 0, silent 0, missing 0\n", result.stdout.decode())
        self.assertNotIn("lines\n", result.stdout.decode())
        self.assertIn("lines\n", self.expect(self.known, "--trace").stdout.decode())

    def test_a_wrong_number(self):
        result = self.expect({**self.known, "requests.granted.total": 5})
        text = result.stdout.decode()
        self.assertEqual(result.returncode, 1)
        self.assertIn("  requests: right 174, wrong 0, silent 1, missing 0\n", text)
        self.assertIn("\nrequests.granted\n    line ", text)
        self.assertIn("pipe-rows: （一）予以公开 [4|0|0|0|0|0|4] = requests.granted, label of the form; 7 cells apart\n"
                      "  silent total: expected 5, got 4 given, read\n", text)

    def test_a_row_that_was_not_found(self):
        source = self.file("b.txt", report().replace("2.重复申请 |", "另有同一事项两次提出的 |"))
        result = self.expect(self.known, source=source)
        self.assertEqual(result.returncode, 1)
        text = result.stdout.decode()
        self.assertIn("requests.not_processed_repeated\n    no line has its label\n", text)
        self.assertIn("  missing natural_person: expected 0, got null absent\n", text)
        self.assertIn("missing 7\n  review: ", text)

    def test_a_label_that_fell_to_prose(self):
        row_text = row("规章", 0, 0, 0)
        source = self.file("b.txt", report().replace(row_text, "规章0件，均已公开。\n"))
        result = self.expect(self.known, source=source)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stdout.decode(), r"disclosure.regulations\n    line \d+, line and no row: 规章0件，均已公开。\n")

    def test_a_number_that_nobody_expects(self):
        known = {key: value for key, value in self.known.items() if not key.startswith("review.")}
        result = self.expect(known)
        self.assertEqual(result.returncode, 1)
        self.assertIn("  silent upheld: expected null, got 0 given, read\n", result.stdout.decode())
        free = [key for key in self.known if key.startswith("review.")]
        self.assertEqual(self.expect({"year": 2022, "cells": known, "free": free}).returncode, 0)

    def test_either_allows_null_and_no_other_number(self):
        key = "disclosure.licensing.decisions"
        known = {name: value for name, value in self.known.items() if name != key}
        without = self.file("b.txt", report().replace(row("行政许可", 12), row("行政许可", "")))
        for source, number, code in ((self.source, 12, 0), (without, 12, 0), (self.source, 13, 1)):
            result = self.expect({"cells": known, "either": {key: number}}, source=source)
            self.assertEqual(result.returncode, code, (source, number))

    def test_numbers_are_exact(self):
        fees = "disclosure.fees.amount"
        for number, code in (("1.5", 0), ("1.50", 0), ("1.51", 1), ("1.5000000000000001", 1), ("1.5e0", 2)):
            text = json.dumps({**self.known, fees: 0}).replace(f'"{fees}": 0', f'"{fees}": {number}')
            self.assertEqual(self.expect(text).returncode, code, number)

    def test_what_is_no_expectation(self):
        for text in ("", "[]", "{}", "null", '{"cells": 3}', '{"requests.granted.sum": 1}', '{"requests.granted.total": "4"}',
                     '{"requests.granted.total": 4} x', '{"requests.granted.total": 4', b'{"requests.granted.total\xff": 4}',
                     '{"cells": {"requests.granted.total": 4}, "free": ["other"]}', "[" * 5000):
            result = self.expect(text)
            self.assertEqual((result.returncode, result.stdout), (2, b""), text)
            self.assertTrue(result.stderr.startswith(f"nianbao: {self.root}/known.json: ".encode()), result.stderr)

    def test_expectations_are_of_one_report(self):
        known = self.file("known.json", json.dumps(self.known))
        twice = self.file("b.txt", report() + report("白露县林业局"))
        for paths in ([twice], [self.source, self.source], [self.root / "none.json", self.source]):
            result = run("compile", "--expect", known, *paths)
            self.assertEqual((result.returncode, result.stdout), (2, b""), paths)
        self.assertEqual(run("compile", "--expect", self.root / "none.json", self.source).returncode, 2)
        self.assertEqual(run("compile", "--expect", known, self.root / "missing").returncode, 2)

    def test_no_data_beside_it(self):
        for option in (["-f", "json"], ["-o", self.root / "out.json"]):
            for asked in (["--trace"], ["--expect", self.source]):
                result = run("compile", *asked, *option, self.source)
                self.assertEqual((result.returncode, result.stdout), (2, b""), (asked, option))


if __name__ == "__main__":
    unittest.main()
