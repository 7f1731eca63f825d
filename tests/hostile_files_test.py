"""Files that were made to do harm: each is refused with a reason, in little memory, and nothing else happens.

Argument: the path of the program, and "sanitize" if it was built with sanitizers: then its memory is not looked at.
Each file is made here. LibreOffice is out of reach: what is not refused before it is looked for, is told by another code.
"""

import io
import json
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
import zlib

PROGRAM, SANITIZED = sys.argv[1], "sanitize" in sys.argv[2:]
MOST_MEMORY = 64 << 20  # bytes of the program at its largest, whatever the file
MOST_SECONDS = 1  # of CPU, of the program and of the others that it runs
KIB, MIB = 1 << 10, 1 << 20


def filled(pattern, size):
    """Bytes of a pattern that repeats."""
    pattern = pattern.encode() if isinstance(pattern, str) else pattern
    return (pattern * (size // len(pattern) + 1))[:size]


def noise(size, seed, lowest=0):
    generator = random.Random(seed)
    return bytes(generator.choices(range(lowest, 256), k=size)) if lowest else generator.randbytes(size)


def page(inside):
    return b"<!DOCTYPE html><html><meta charset=utf-8><body>" + (inside.encode() if isinstance(inside, str) else inside)


# Word files.

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(body, front=""):
    return f'{front}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def package(main, more=(), method=zipfile.ZIP_DEFLATED):
    """A Word file with this as its main part; `more` are names and bytes of other entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in (("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", main), *more):
            archive.writestr(name, content)
    return out.getvalue()


PARAGRAPH = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
SOUND = package(document(PARAGRAPH * 50))


def damaged(content, at, new):
    """With other bytes at a place; from behind where it is negative."""
    at %= len(content)
    return content[:at] + new + content[at + len(new) :]


def marked_encrypted(content):
    """Every entry says that it is encrypted."""
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(header)
        while at >= 0:
            content = damaged(content, at + flags, b"\x01\x00")
            at = content.find(header, at + 4)
    return content


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))


# PDF files.

def pdf(objects, tail=b""):
    """Numbered objects, a table of where they are, and what may follow."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out)) + tail


def stream(content, more=b""):
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def picture(side):
    """So many points a side, all of them black."""
    size = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (side, side)
    colours = b"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    return stream(zlib.compress(bytes(side * side)), size + colours)


def pdf_pages(count, content, image=stream(b"")):
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + count))
    last = 3 + count
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F %d 0 R>>/XObject<</I %d 0 R>>>>>>" % (last, last + 1, last + 2)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), *[one] * count, content, font, image])


WORDS = b"BT /F 10 Tf 72 700 Td (12) Tj ET\n"
PICTURE = b"q 400 0 0 400 72 100 cm /I Do Q\n"

# Saved pages.

MESSAGE = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'


def part(body, encoding="8bit", kind="text/html"):
    return f"--b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


# The files: a name, the bytes, and what is said of them: the codes that may be, and words of the message if they matter.

NO_REPORT, EMPTY = {"L101"}, {"S105"}
NO_TEXT, DAMAGED, BEYOND, NOT_READ, FAILED = {"S110"}, {"S140"}, {"S145"}, {"S120"}, {"S160"}
PICTURES = {"S150"}


def text_files():
    yield "nothing", b"", EMPTY
    yield "blanks", filled(" \t\r\n", 4 * MIB), EMPTY
    yield "noise", noise(4 * MIB, 1), NO_TEXT
    yield "high-noise", noise(2 * MIB, 2, lowest=0x80), NO_REPORT | NO_TEXT
    yield "zeros", bytes(4 * MIB), NO_TEXT
    yield "program", b"\x7fELF\x02\x01\x01" + noise(MIB, 3), NO_TEXT
    yield "picture", b"\x89PNG\r\n\x1a\n" + noise(MIB, 4), NO_TEXT
    yield "gzip", b"\x1f\x8b\x08\x00" + noise(MIB, 5), NO_TEXT
    yield "one-line-of-digits", filled("7", 8 * MIB), NO_REPORT
    yield "bars", filled("|", 8 * MIB), NO_REPORT
    yield "lines-of-one-digit", filled("1\n", 2 * MIB), NO_REPORT
    yield "broken-utf8", filled("公开".encode() + b"\xe5\x85", 2 * MIB), NO_REPORT | NO_TEXT
    yield "utf16-halves", b"\xff\xfe" + filled(b"\x00\xd8", 2 * MIB), NO_REPORT | NO_TEXT
    yield "utf16-noise", b"\xfe\xff" + noise(2 * MIB, 6), NO_REPORT | NO_TEXT
    yield "gb18030-of-changing-lengths", filled("一a\U00020000".encode("gb18030"), 4 * MIB), NO_REPORT
    yield "big5-of-changing-lengths", filled("政府信息公開1\n".encode("big5"), 2 * MIB), NO_REPORT


def web_pages():
    yield "deep-page", page(filled("<div>", 4 * MIB)), BEYOND, "--limit-depth"
    yield "tables-in-tables", page(filled("<table><tr><td>", 4 * MIB)), BEYOND, "--limit-depth"
    yield "wide-cell", page("<table><tr><td colspan=1000000>1</table>"), BEYOND, "--limit-span"
    yield "tall-cell", page("<table><tr><td rowspan=99999999999999999999>1</table>"), BEYOND, "--limit-span"
    yield "many-cells", page("<table><tr>" + "<td>" * 240_000), BEYOND, "--limit-cells"
    yield "many-tables", page(filled("<table><tr><td>1<td>2</table>", 4 * MIB)), BEYOND
    yield "many-breaks", page(filled("<br>", 8 * MIB)), BEYOND, "--limit-elements"
    yield "many-lines", page(b"<pre>" + filled("1\n", 8 * MIB)), BEYOND, "--limit-paragraphs"
    yield "many-attributes", page("<p " + " ".join(f"a{i}=1" for i in range(400_000)) + ">甲"), BEYOND, "--limit-names"
    yield "long-attribute", page(b'<p title="' + filled("x", 4 * MIB) + '">甲'.encode()), NO_REPORT
    yield "many-names", page("".join(f"<x{i}></x{i}>" for i in range(200_000))), BEYOND
    yield "many-mistakes", page(filled("</x>", 4 * MIB)), BEYOND, "--limit-mistakes"
    yield "brackets", page(filled("<", 4 * MIB)), BEYOND | NO_REPORT
    yield "entities", page(filled("&lt;", 2 * MIB)), BEYOND | NO_REPORT
    yield "numbered-entities", page(filled("&#x10FFFF;&#0;&#55296;&#99999999999;", 2 * MIB)), BEYOND | NO_REPORT | EMPTY
    yield "page-with-laughs", f"<!DOCTYPE html [{LAUGHS}]><p>&l9;".encode(), NO_REPORT
    yield "comment-without-end", page(b"<!--" + filled("x", 4 * MIB)), NO_REPORT | EMPTY
    yield "script-without-end", page(b"<script>" + filled("<td>1", 8 * MIB)), EMPTY
    yield "page-with-noise", page(noise(4 * MIB, 7)), NO_TEXT | BEYOND
    yield "page-too-long", page(b"<img src='" + filled("x", 17 * MIB)), BEYOND, "--limit-page"
    yield "page-cut-off", page("<table><tr><td>规章<td col")[:-1], NO_REPORT
    yield "page-in-gb18030", page(filled("一a\U00020000".encode("gb18030"), 4 * MIB)), NO_REPORT | BEYOND
    yield "page-in-utf16", b"\xff\xfe" + filled("<p>一a</p>".encode("utf-16le"), 4 * MIB), BEYOND | NO_REPORT
    yield "page-that-lies", b"<html><meta charset=utf-16><p>" + noise(MIB, 8, lowest=0x80), NO_TEXT | NO_REPORT


def saved_pages():
    yield "many-parts", MESSAGE + filled(part(b"<p>x\r\n"), 4 * MIB), BEYOND, "--limit-entries"
    yield "no-page", MESSAGE + part(b"x", kind="image/png"), DAMAGED
    yield "only-a-head", MESSAGE[:60], DAMAGED | NO_REPORT
    yield "quoted-noise", MESSAGE + part(filled("=3Cp=3E=FFa", 2 * MIB), "quoted-printable"), BEYOND | NO_REPORT | NO_TEXT
    yield "base64-noise", MESSAGE + part(noise(4 * MIB, 9, lowest=0x20), "base64"), NO_TEXT | NO_REPORT
    yield "base64-of-one-tag", MESSAGE + part(filled("PHA+\r\n", 4 * MIB), "base64"), BEYOND | EMPTY
    yield "boundaries-only", MESSAGE + filled("--b\n", 4 * MIB), BEYOND | DAMAGED


def texts_with_tables():
    yield "markdown-of-tables", b"x\n" + filled("<table>", 4 * MIB), BEYOND
    yield "markdown-of-small-tables", filled("甲\n<table><tr><td>1<td>2</table>\n", 4 * MIB), BEYOND | NO_REPORT


def word_files():
    bomb = document("<w:p><w:r><w:t>" + "0" * (48 * MIB) + "</w:t></w:r></w:p>")
    yield "only-a-signature", b"PK\x03\x04", NOT_READ | DAMAGED
    yield "zip-of-nothing", b"PK\x05\x06" + bytes(18), NO_TEXT | NOT_READ | DAMAGED
    yield "zip-noise", b"PK\x03\x04word/document.xml" + noise(MIB, 10), DAMAGED
    yield "word-cut-off", SOUND[: len(SOUND) // 2], DAMAGED | NOT_READ
    yield "word-with-a-changed-byte", damaged(SOUND, SOUND.find(b"word/document.xml") + 40, b"\xff\xff\xff"), DAMAGED
    yield "name-that-climbs", package(document(PARAGRAPH), [("../../evil.txt", "x")]), DAMAGED, "is named"
    yield "name-from-the-root", package(document(PARAGRAPH), [("/tmp/evil.txt", "x")]), DAMAGED, "is named"
    yield "zip-bomb", package(bomb), BEYOND, "--limit-unpacked"
    yield "many-entries", package(document(PARAGRAPH), [(f"e{i}", "") for i in range(20_000)]), BEYOND, "--limit-entries"
    yield "encrypted-word", marked_encrypted(SOUND), DAMAGED
    yield "unknown-compression", package(document(PARAGRAPH), method=zipfile.ZIP_LZMA), DAMAGED
    yield "word-with-a-document-type", package(document(PARAGRAPH, '<!DOCTYPE w:document SYSTEM "http://x/">')), DAMAGED
    yield "word-with-laughs", package(document("&l9;", f"<!DOCTYPE w:document [{LAUGHS}]>")), DAMAGED
    yield "word-that-reads-files", package(document("&e;", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')), DAMAGED
    yield "deep-word", package(document("<w:sdt><w:sdtContent>" * 50_000)), BEYOND | DAMAGED
    yield "wide-word-cell", package(document(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>{PARAGRAPH}</w:tc></w:tr></w:tbl>')), BEYOND, "--limit-span"
    yield "many-word-cells", package(document("<w:tbl><w:tr>" + f"<w:tc>{PARAGRAPH}</w:tc>" * 300_000 + "</w:tr></w:tbl>")), BEYOND
    yield "many-word-paragraphs", package(document("<w:p/>" * 1_000_000)), BEYOND
    yield "word-of-noise", package(noise(MIB, 11)), DAMAGED
    yield "word-attribute-without-end", package(document('<w:p w:x="' + "x" * (8 * MIB))), BEYOND | DAMAGED


def pdf_files():
    yield "only-a-pdf-signature", b"%PDF-1.7", FAILED
    yield "pdf-noise", b"%PDF-1.7\n" + noise(MIB, 12), FAILED
    yield "pdf-cut-off", pdf_pages(3, stream(WORDS))[:200], FAILED | PICTURES
    yield "pdf-without-text", pdf_pages(3, stream(b"0 0 m 100 100 l S")), PICTURES
    yield "pdf-of-too-many-pages", pdf_pages(1001, stream(WORDS)), BEYOND, "--limit-pages"
    yield "pdf-bomb", pdf_pages(1, stream(zlib.compress(zlib.compress(bytes(64 * MIB))), b"/Filter[/FlateDecode/FlateDecode]")), PICTURES | FAILED | BEYOND
    yield "pdf-with-a-huge-picture", pdf_pages(1, stream(WORDS + PICTURE), picture(8000)), NO_REPORT
    yield "pdf-with-many-pictures", pdf_pages(50, stream(WORDS + PICTURE), picture(1500)), NO_REPORT
    yield "pdf-that-is-its-own-page", pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]), FAILED | PICTURES


# Old files of Office.

def rtf(body):
    return b"{\\rtf1\\ansi " + (body.encode() if isinstance(body, str) else body) + b"}"


RTF_ROW = rb"\trowd\cellx1000\cellx2000\intbl \'b9\'e6\cell 12\cell\row "


def rtf_files():
    steps = "--limit-office-steps"
    yield "rtf-cut-off", rtf(filled(RTF_ROW, 64 * KIB))[:-1], DAMAGED
    yield "rtf-that-is-only-open", rtf(b"{" * 400)[:-1], DAMAGED
    yield "rtf-noise", rtf(noise(8 * MIB, 14)), DAMAGED
    yield "rtf-high-noise", rtf(noise(4 * MIB, 15, lowest=0x80)), BEYOND, steps
    yield "rtf-of-zeros", rtf(bytes(MIB)), DAMAGED
    yield "rtf-picture-beyond-its-end", rtf(rb"{\pict\bin2147483647 " + noise(MIB, 16) + b"}"), DAMAGED
    yield "rtf-of-a-long-word", rtf(b"\\" + filled("a", 8 * MIB)), DAMAGED
    yield "rtf-of-long-numbers", rtf(rb"\trowd\cellx99999999999999999999\intbl 1\cell\row"), DAMAGED
    yield "deep-rtf", rtf(b"{" * MIB + b"x" + b"}" * MIB), BEYOND, "--limit-depth"
    yield "rtf-of-endless-rows", rtf(filled(RTF_ROW, 8 * MIB)), BEYOND, steps
    yield "rtf-of-wide-rows", rtf((rb"\trowd" + rb"\cellx100" * 2000 + rb"1\cell " * 2000 + rb"\row ") * 50), BEYOND, steps
    yield "rtf-of-tables-in-tables", rtf("".join(rf"\itap{i} 1\nestcell " for i in range(400))), BEYOND, steps
    yield "rtf-of-one-paragraph", rtf(filled("12 ", 8 * MIB)), BEYOND, steps
    yield "rtf-of-many-paragraphs", rtf(filled("1\\par ", 4 * MIB)), BEYOND, steps
    yield "rtf-of-ideographs", rtf(filled(rb"\u20013?", 4 * MIB)), BEYOND, steps
    yield "rtf-of-many-fonts", rtf(b"{\\fonttbl" + filled("{\\f1 a;}", 2 * MIB) + b"}"), BEYOND, steps
    yield "rtf-of-many-colours", rtf(b"{\\colortbl" + filled(rb"\red1\green2\blue3;", 2 * MIB) + b"}"), BEYOND, steps
    yield "rtf-of-many-notes", rtf(rb"1{\footnote 2}" * 100_000), BEYOND, steps
    yield "rtf-of-many-shapes", rtf(rb"{\shp{\*\shpinst\shpleft0}}" * 50_000), BEYOND, steps
    yield "rtf-of-large-letters", rtf(rb"\fs3000 " + filled("1 ", MIB)), BEYOND, steps
    yield "rtf-of-small-pages", rtf(rb"\paperw100\paperh100 " + filled("1 ", MIB)), BEYOND, steps
    yield "rtf-of-formats-only", rtf(filled(rb"\b\i0\fs20", 8 * MIB)), BEYOND, steps


SECTOR, END_OF_CHAIN, NO_ENTRY = 512, 0xFFFFFFFE, 0xFFFFFFFF


def directory_entry(name, kind, first=END_OF_CHAIN, size=0, child=NO_ENTRY, right=NO_ENTRY):
    name = (name + "\0").encode("utf-16le")
    return struct.pack("<64sHBBIII36xIQ", name, len(name), kind, 1, NO_ENTRY, right, child, first, size)


def compound(stream, links, size, right=NO_ENTRY, first_of_list=END_OF_CHAIN):
    """A file with a WordDocument: its table has the first sector, its directory the second; then the stream."""
    head = struct.pack("<8s16xHHHHH10xIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                       1, 1, 0, 4096, END_OF_CHAIN, 0, first_of_list, 0) + struct.pack("<109I", 0, *[NO_ENTRY] * 108)
    table = struct.pack("<II", 0xFFFFFFFD, END_OF_CHAIN) + b"".join(struct.pack("<I", link) for link in links)
    directory = directory_entry("Root Entry", 5, child=1) + directory_entry("WordDocument", 2, 2, size, right=right)
    return head + table.ljust(SECTOR, b"\xff") + directory.ljust(SECTOR, b"\0") + stream


def compound_files():
    sectors = 100
    stream, chain = noise(sectors * SECTOR, 17), [*range(3, sectors + 2), END_OF_CHAIN]
    yield "ole-noise", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(MIB, 13), DAMAGED
    yield "only-an-ole-signature", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DAMAGED
    yield "doc-cut-off", compound(stream, chain, len(stream))[: 60 * SECTOR], DAMAGED
    yield "doc-cut-off-before-its-directory", compound(stream, chain, len(stream))[: 2 * SECTOR], DAMAGED
    yield "doc-in-a-circle", compound(stream, [*chain[:50], 2, *chain[51:]], len(stream)), DAMAGED
    yield "doc-of-one-sector-again-and-again", compound(stream, [2] * sectors, 0xFFFFFFFF), DAMAGED
    yield "doc-larger-than-its-file", compound(stream, chain, 0xFFFFFFFF), DAMAGED
    yield "doc-with-names-in-a-circle", compound(stream, chain, len(stream), right=1), DAMAGED
    yield "doc-with-a-table-in-a-circle", compound(stream, chain, len(stream), first_of_list=2), DAMAGED
    yield "doc-with-a-table-of-its-list", compound(filled(struct.pack("<I", 2), 4 * MIB), chain, len(stream), first_of_list=2), DAMAGED


def all_files():
    for files in (text_files, web_pages, saved_pages, texts_with_tables, word_files, rtf_files, compound_files):
        yield from files()
    if shutil.which("pdftotext"):
        yield from pdf_files()


# What is asked of each.

# A process counts as its own the memory of the one that started it: so that is one which has nearly none.
STARTER = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
with open("cost", "w") as cost:
    print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=cost)
"""


def make_programs(folder):
    """All that is on the PATH: the two of poppler, where they are installed."""
    folder.mkdir()
    for program in "pdftotext", "pdftocairo":
        if found := shutil.which(program):
            (folder / program).symlink_to(found)


class Outcome:
    """A run of the program on one file, and what it has cost: exit code, seconds of CPU, bytes of memory at most."""

    def __init__(self, file, folder):
        out, err = folder / "out", folder / "err"
        with open(out, "wb") as data, open(err, "wb") as messages:
            command = [PROGRAM, "compile", "-f", "ndjson", "--diagnostics", "always", file]
            subprocess.run([sys.executable, "-I", "-S", "-c", STARTER, *command], stdin=subprocess.DEVNULL,
                           stdout=data, stderr=messages, cwd=folder, env={**os.environ, "PATH": str(folder / "programs")},
                           check=True, timeout=600)
        code, seconds, memory = (folder / "cost").read_text().split()
        self.code, self.seconds, self.memory = int(code), float(seconds), int(memory) * KIB
        self.messages = err.read_bytes().decode()
        self.reports = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def table_values(report):
    return [value for rows in report["values"].values() for row in rows.values() for value in row.values()]


class HostileFiles(unittest.TestCase):
    def check(self, outcome, codes, said):
        self.assertEqual(outcome.code, 2, outcome.messages)
        self.assertEqual(len(outcome.reports), 1)
        report = outcome.reports[0]
        errors = [diagnostic for diagnostic in report["diagnostics"] if diagnostic["severity"] == "error"]
        self.assertEqual(len(errors), 1, errors)
        self.assertIn(errors[0]["code"], codes, errors[0]["message"])
        self.assertIn(said, errors[0]["message"]["en"])
        self.assertTrue(errors[0]["message"]["zh"])
        about_content = errors[0]["code"] in NO_REPORT | EMPTY
        self.assertEqual(report["status"], "not_a_report" if about_content else "unreadable")
        self.assertEqual((report["cells"], report["sections"]), ([], []))
        self.assertEqual(set(table_values(report)), {None})
        self.assertIn(errors[0]["code"], outcome.messages)
        if not SANITIZED:
            self.assertLessEqual(outcome.memory, MOST_MEMORY)
            self.assertLessEqual(outcome.seconds, MOST_SECONDS)

    def test_files(self):
        names = set()
        for name, content, codes, *said in all_files():
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                (folder / "input").write_bytes(content)
                make_programs(folder / "programs")
                outcome = Outcome(folder / "input", folder)
                print(f"{name:32} {len(content) / KIB:8.0f} KiB  {outcome.seconds:5.2f} s  {outcome.memory / MIB:5.1f} MiB  "
                      f"{[d['code'] for r in outcome.reports for d in r['diagnostics']]}")
                self.check(outcome, codes, *(said or [""]))
                self.assertEqual({path.name for path in folder.iterdir()}, {"input", "out", "err", "cost", "programs"})
                names.add(name)
        self.assertGreaterEqual(len(names), 90)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
