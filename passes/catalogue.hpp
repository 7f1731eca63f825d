// The rows of the catalogue of diagnostics: code, name, severity, messages and explanations in Chinese and English.
// Data only. Codes are stable once published; they leave room between them for relatives that come later.
//
// Letters: S source and encoding, L layout and structure, V values, A arithmetic (勾稽). Each explanation says what
// is meant, which of three things it is (the source is wrong, the reading is unsure, the source is incomplete), what to
// do, and gives an example.
#pragma once

#include "passes/diagnostic.hpp"

namespace nianbao::passes::detail {

inline constexpr CatalogueRow catalogue_rows[] = {
    {
        .id = Code::unreadable_file,
        .code = "S101",
        .name = "unreadable-file",
        .severity = Severity::error,
        .zh = "无法读取输入：{reason}",
        .en = "cannot read the input: {reason}",
        .explain_zh =
            R"(操作系统没有交出这个输入的内容：文件不存在、没有读取权限、读到一半出错，或者给出的是目录以外的特殊文件。

来源不全：对报告本身没有任何判断。输出中仍有它的对象，status 为 unreadable，全部数值为 null。

怎么办：核对路径和权限后重新运行。

例：nianbao compile 报告/2023.txt，而该文件已被移走。)",
        .explain_en = R"(The operating system did not hand over the content of this input: the file is not there, may
not be read, failed half-way, or is a special file.

The source is incomplete: nothing is said about the report itself. Its object is still in the output, with status
unreadable and all values null.

What to do: check the path and its permissions, then run again.

Example: nianbao compile reports/2023.txt, after that file was moved away.)",
    },
    {
        .id = Code::empty_input,
        .code = "S105",
        .name = "empty-input",
        .severity = Severity::error,
        .zh = "输入为空",
        .en = "the input is empty",
        .explain_zh = R"(输入能够打开，但其中没有任何字节，或者只有空白和字节顺序标记。

来源不全：没有可读的内容。

怎么办：多半是下载或文本提取失败，请重新取得文件。

例：wget 失败后留下的 0 字节文件。)",
        .explain_en = R"(The input can be opened but holds no byte, or nothing but blanks and a byte-order mark.

The source is incomplete: there is nothing to read.

What to do: most likely a download or an extraction of text failed; fetch the file again.

Example: the file of 0 bytes that a failed download leaves behind.)",
    },
    {
        .id = Code::binary_input,
        .code = "S110",
        .name = "binary-input",
        .severity = Severity::error,
        .zh = "输入是二进制数据，不是文本",
        .en = "the input is binary data, not text",
        .explain_zh = R"(输入的字节不是任何文字编码下的文本，也不是认得出的文档格式。

读法存疑：本程序读不了它，不等于报告有错。

怎么办：先把它转换成文本，再编译。

例：一张扫描图片 报告.png。)",
        .explain_en = R"(The bytes of the input are no text in any encoding, and no document format that could be
recognised.

The reading is unsure: that this program cannot read it does not mean that the report is wrong.

What to do: convert it to text, then compile that.

Example: a scanned picture, report.png.)",
    },
    {
        .id = Code::input_too_large,
        .code = "S115",
        .name = "input-too-large",
        .severity = Severity::error,
        .zh = "输入超过 {limit} 字节的上限",
        .en = "the input is larger than the limit of {limit} bytes",
        .explain_zh = R"(位置用 32 位字节偏移表示，所以一个输入有大小上限。一份年度报告通常只有几十 KB。

读法存疑：没有读取任何内容。

怎么办：把合并在一起的报告拆成多个文件。

例：把几十万份报告连成一个 5 GB 的文件。)",
        .explain_en = R"(Places are byte offsets of 32 bits, so an input has a largest size. One annual report usually
has some tens of kilobytes.

The reading is unsure: nothing was read at all.

What to do: split joined reports into several files.

Example: some hundred thousand reports in one file of 5 GB.)",
    },
    {
        .id = Code::unsupported_kind,
        .code = "S120",
        .name = "unsupported-kind",
        .severity = Severity::error,
        .zh = "不支持 {kind} 格式的输入",
        .en = "inputs of the kind {kind} are not supported",
        .explain_zh = R"(从文件开头的字节认出了文档格式，但这个版本不读这种格式。文件名后缀不参与判断。

读法存疑：本程序读不了它，不等于报告有错。

怎么办：转换成 DOCX、PDF 或网页；有密码的先去掉密码。

例：幻灯片 报告.ppt，或者加了密码的 报告.xlsx。)",
        .explain_en = R"(The first bytes tell the format of the document, and this version does not read that format.
The suffix of the file's name plays no part.

The reading is unsure: that this program cannot read it does not mean that the report is wrong.

What to do: convert it to DOCX, PDF or a web page; take the password off a file that has one.

Example: the slides report.ppt, or report.xlsx with a password.)",
    },
    {
        .id = Code::invalid_utf8,
        .code = "S125",
        .name = "invalid-utf8",
        .severity = Severity::warning,
        .zh = "{count} 处字节不是有效的 {encoding} 文字，已用 U+FFFD 代替",
        .en = "bytes that are no valid {encoding} text were replaced by U+FFFD, in so many places: {count}",
        .explain_zh =
            R"(输入按 UTF-8（或者认出的另一种编码）读取，其中有些字节不合编码规则（包括 NUL）。它们各用一个替换字符代替，其余照常编译；
标出的是第一处。

读法存疑：替换字符落在标签或数字里时，那一处读不出来。

怎么办：从原始页面重新提取。

例：一个汉字的三个字节在两个文件之间被切断。)",
        .explain_en = R"(The input was read as UTF-8, or as another encoding that was recognised, and some bytes (NUL
among them) break the rules of that encoding. A replacement character stands for each of them and the rest is compiled as usual; the place shown is the
first.

The reading is unsure: where a replacement character falls into a label or a figure, that one cannot be read.

What to do: extract the text again.

Example: the three bytes of one character were cut apart between two files.)",
    },
    {
        .id = Code::too_many_nodes,
        .code = "S130",
        .name = "too-many-nodes",
        .severity = Severity::warning,
        .zh = "文本的结构超过 {limit} 个节点，其余部分没有解析",
        .en = "the text has more than {limit} nodes; the rest was not parsed",
        .explain_zh = R"(语法树有固定的节点上限，超出之后的文本作为一个未解析的整块保留。一份报告约有 600 个节点。

读法存疑：上限之后的报告不会出现在输出中。

怎么办：拆分输入。

例：数百万行的“报告”，每行只有一条竖线。)",
        .explain_en = R"(The tree has a fixed largest number of nodes; text beyond it is kept as one piece that was
not parsed. A report has some 600 nodes.

The reading is unsure: reports behind the limit are not in the output.

What to do: split the input.

Example: a "report" of many millions of lines, each of one bar.)",
    },
    {
        .id = Code::no_input_files,
        .code = "S135",
        .name = "no-input-files",
        .severity = Severity::error,
        .zh = "目录“{path}”中没有可读的文件",
        .en = "there are no files in the directory '{path}'",
        .explain_zh = R"(给出的目录及其子目录里没有普通文件。以点开头的文件和目录不算，指向目录的符号链接也不跟进。

来源不全：没有可编译的内容。

怎么办：核对路径。

例：nianbao compile 空目录/。)",
        .explain_en = R"(Neither the directory nor those below it hold a regular file. Names that begin with a dot do
not count, and symbolic links to directories are not followed.

The source is incomplete: there is nothing to compile.

What to do: check the path.

Example: nianbao compile empty/.)",
    },
    {
        .id = Code::damaged_file,
        .code = "S140",
        .name = "damaged-file",
        .severity = Severity::error,
        .zh = "文件已损坏，无法读取：{reason}",
        .en = "the file is damaged and cannot be read: {reason}",
        .explain_zh = R"(文件的格式认得出，但内容不完整或不合该格式的规则：下载中断、压缩包的校验和不符、XML 不成对，
或者缺少必需的部分。

来源不全：没有读取任何内容，也不会从残片里猜。

怎么办：重新下载，或者在原来的软件里打开后另存一份。

例：下载到一半的 报告.docx。)",
        .explain_en = R"(The format of the file is known, but the file is incomplete or breaks the rules of that
format: a download that was cut off, a checksum in an archive that does not fit, XML that does not nest, or a part that
must be there and is not.

The source is incomplete: nothing was read, and nothing is guessed from what is left.

What to do: fetch the file again, or open it in the program that made it and save it anew.

Example: report.docx, of which half was downloaded.)",
    },
    {
        .id = Code::over_limit,
        .code = "S145",
        .name = "over-limit",
        .severity = Severity::error,
        .zh = "文件超出读取的上限：{limit}",
        .en = "the file goes beyond a limit: {limit}",
        .explain_zh =
            R"(读取网页、文档和压缩包时，文字长度、单元格数、嵌套层数、解压后的大小等都有上限，远远高于任何一份报告的需要。
超出的多半不是报告，而是专门用来耗尽内存的文件。消息里写明是哪一个上限，以及改变它的选项。

读法存疑：没有读取任何内容。

怎么办：确认文件可信之后，用消息里的选项放宽上限。

例：一个 40 KB 的压缩包，解压后有 4 GB。)",
        .explain_en = R"(Reading pages, documents and archives has limits: bytes of text, cells, depth, bytes unpacked
and the like, all far above what any report needs. A file beyond them is seldom a report, and often one made to use up
memory. The message names the limit and the option that changes it.

The reading is unsure: nothing was read at all.

What to do: if the file can be trusted, raise the limit with the option that the message names.

Example: an archive of 40 KB that unpacks to 4 GB.)",
    },
    {
        .id = Code::no_text,
        .code = "S150",
        .name = "no-text",
        .severity = Severity::error,
        .zh = "文件里没有文字，只有图片",
        .en = "there is no text in the file, only pictures",
        .explain_zh = R"(PDF 的页面是扫描件或图片，没有可以读出的文字。本程序不做文字识别。

来源不全：没有可读的内容。

怎么办：找网页版或 Word 版；没有的话，先用文字识别软件处理，再编译它的输出，并逐个核对数字。

例：盖章后扫描的 报告.pdf。)",
        .explain_en = R"(The pages of the PDF are scans or pictures without text that could be taken out. This program
recognises no characters in pictures.

The source is incomplete: there is nothing to read.

What to do: look for the web page or the Word file; failing that, run a text recognition over it, compile its output,
and compare every figure with the page.

Example: report.pdf, scanned after it was sealed.)",
    },
    {
        .id = Code::missing_program,
        .code = "S155",
        .name = "missing-program",
        .severity = Severity::error,
        .zh = "读取这种文件需要另一个程序，而它没有安装：{program}",
        .en = "this kind of file is read with another program, which is not installed: {program}",
        .explain_zh =
            R"(PDF 和旧的 DOC、RTF、XLS 文件由别的程序转换：poppler 的程序、LibreOffice。消息里写明需要哪个软件包。

读法存疑：没有读取任何内容，不等于报告有错。

怎么办：安装消息里的软件包，例如 apt-get install poppler-utils，或者 apt-get install libreoffice。

例：在没有 poppler-utils 的机器上编译 报告.pdf。)",
        .explain_en = R"(PDF and the old DOC, RTF and XLS files are converted by other programs: poppler's and
LibreOffice. The message names the package that is missing.

The reading is unsure: nothing was read, which does not mean that the report is wrong.

What to do: install the package, for example with apt-get install poppler-utils, or apt-get install libreoffice.

Example: compiling report.pdf where poppler-utils is not installed.)",
    },
    {
        .id = Code::failed_program,
        .code = "S160",
        .name = "failed-program",
        .severity = Severity::error,
        .zh = "转换文件的程序没有成功：{reason}",
        .en = "the program that converts the file failed: {reason}",
        .explain_zh = R"(转换 PDF、DOC、RTF 或 XLS 的程序以错误结束，或者用完了给它的内存。消息里是它自己的说明。

读法存疑：没有读取任何内容。

怎么办：用别的软件打开文件，确认它没有损坏；加了密码的文件先去掉密码。

例：加了密码的 报告.pdf。)",
        .explain_en = R"(The program that converts PDF, DOC, RTF or XLS ended with an error, or used up the memory that
it is given. The message holds what it said itself.

The reading is unsure: nothing was read.

What to do: open the file with another program to see whether it is whole; take the password off a file that has one.

Example: report.pdf, which asks for a password.)",
    },
    {
        .id = Code::encoding_overruled,
        .code = "S165",
        .name = "encoding-overruled",
        .severity = Severity::note,
        .zh = "文件声明的编码是 {declared}，实际按 {used} 读取",
        .en = "the file says that its encoding is {declared}; it was read as {used}",
        .explain_zh = R"(网页里写的编码与它的字节不符。按声明的编码读出来的是乱码，所以改用表式的词语能够出现的那一种。

来源有误：只是声明写错了，内容不受影响。

怎么办：一般不用处理；文字有乱码时再核对原网页。

例：<meta charset="gb2312"> 的网页实际上是 UTF-8。)",
        .explain_en = R"(The encoding that the page names does not fit its bytes. Read so, it would be garbled; it was
read in the encoding in which the words of the form appear.

The source is wrong: only in what it says of itself, which changes nothing in what it holds.

What to do: nothing, as a rule; look at the page itself where text is garbled.

Example: a page with <meta charset="gb2312"> whose bytes are UTF-8.)",
    },
    {
        .id = Code::changes_accepted,
        .code = "S170",
        .name = "changes-accepted",
        .severity = Severity::warning,
        .zh = "文档里有 {count} 处修订记录没有接受或拒绝，已按全部接受读取",
        .en = "tracked changes in the document that were neither accepted nor rejected were read as accepted: {count}",
        .explain_zh =
            R"(Word 文档保留着修订记录：插入和删除的文字都在文件里。读取时插入的算有，删除的算没有，与 Word 打印“最终状态”一样。

读法存疑：如果发布的本来是另一种状态，数字可能不同。

怎么办：在 Word 里打开，处理完所有修订之后再保存。

例：某个数字由 12 改成 21，改动还没有被接受。)",
        .explain_en = R"(The Word document keeps a record of changes: text that was inserted and text that was deleted
are both in the file. What was inserted counts, what was deleted does not, as Word prints the final state.

The reading is unsure: if another state was meant to be published, figures may differ.

What to do: open the document in Word, settle all changes, and save it.

Example: a figure changed from 12 to 21, and the change not yet accepted.)",
    },
    {
        .id = Code::hidden_skipped,
        .code = "S175",
        .name = "hidden-skipped",
        .severity = Severity::note,
        .zh = "跳过了读者看不到的内容：{count} 处",
        .en = "content that readers of the file do not see was left out, in so many places: {count}",
        .explain_zh = R"(网页或文档里有设为隐藏的文字，工作簿里有隐藏的工作表、行或列，打开时看不到，所以不读。

来源不全：如果隐藏的正是报告的一部分，它就不在输出里。

怎么办：一般不用处理；缺了单元格时查看网页源代码，或者在工作簿里取消隐藏。

例：style="display:none" 的一段文字。)",
        .explain_en =
            R"(Some text of the page or document is set to be hidden, or sheets, rows or columns of the workbook
are. Nobody who opens it sees it, so it is not read.

The source is incomplete: should a part of the report be hidden, it is not in the output.

What to do: nothing, as a rule; where cells are missing, look at the source of the page, or unhide what is hidden.

Example: a passage with style="display:none".)",
    },
    {
        .id = Code::rules_unread,
        .code = "S178",
        .name = "rules-unread",
        .severity = Severity::warning,
        .zh = "没有读到页面上的表格线：{reason}",
        .en = "the lines that the pages draw could not be read: {reason}",
        .explain_zh =
            R"(PDF 里只有文字和线条，没有表格。线条由 poppler 的 pdftocairo 读出；线与线之间就是单元格。它没有装、出错或超时，表格就只能按文字的位置拼起来。

来源不全：拿不准的行列不当作表格，有些单元格会因此待定。

怎么办：安装 poppler-utils；超时的，用 --limit-program-seconds 放宽，pdftocairo 最多用其中的四分之一。

例：一份画有几百万条线的 PDF，pdftocairo 没有在时限内读完。)",
        .explain_en =
            R"(A PDF holds words and lines, but no tables. poppler's pdftocairo finds the lines, between which the
cells are. Where it is not installed, fails or takes too long, tables are pieced together from where the words stand.

The source is incomplete: rows and columns in doubt are not taken for a table, so some cells may stay open.

What to do: install poppler-utils; if the time was too short, raise --limit-program-seconds,
of which pdftocairo gets a quarter.

Example: a PDF of some million lines, which pdftocairo did not read in its time.)",
    },
    {
        .id = Code::cut_at_limit,
        .code = "S180",
        .name = "cut-at-limit",
        .severity = Severity::warning,
        .zh = "到达上限后，文件的其余部分没有读取：{limit}（{option}）",
        .en = "the rest of the file was left out, beyond a limit: {limit} ({option})",
        .explain_zh = R"(读取有上限（见 over-limit）。文件在上限之前的部分已经读取，其余的没有。

来源不全：上限之后的内容不在输出中。

怎么办：确认文件可信之后，用消息里的选项放宽上限。

例：一个单元格声明自己跨 1000000 列。)",
        .explain_en = R"(Reading has limits (see over-limit). What stands before the limit was read, the rest was not.

The source is incomplete: what is behind the limit is not in the output.

What to do: if the file can be trusted, raise the limit with the option that the message names.

Example: a cell that says it stretches over 1000000 columns.)",
    },
    {
        .id = Code::not_a_report,
        .code = "L101",
        .name = "not-a-report",
        .severity = Severity::error,
        .zh = "不是政府信息公开工作年度报告：{reason}",
        .en = "this is no annual report on open government information: {reason}",
        .explain_zh = R"(文本里找不到年度报告的标志：没有标题，没有章节，也没有表式中的表格。

来源不全：没有可以编译的报告。输出中有它的对象，status 为 not_a_report。

怎么办：确认给出的是报告正文，而不是目录页、附件列表或出错页面。

例：内容为“您访问的页面不存在”的网页文本。)",
        .explain_en = R"(The marks of an annual report are not in the text: no title, no sections, and no table of the
form.

The source is incomplete: there is no report to compile. Its object is in the output with status not_a_report.

What to do: make sure that this is the report itself and no index page, list of attachments or error page.

Example: the text of a page that says "404 not found".)",
    },
    {
        .id = Code::no_tables,
        .code = "L105",
        .name = "no-tables",
        .severity = Severity::warning,
        .zh = "报告中没有可以读取的表格",
        .en = "the report has no table that can be read",
        .explain_zh = R"(这是一份报告，但表式规定的三张表一张也没有找到，全部单元格为 absent。

来源不全：表格可能是图片，也可能在提取文本时丢失，或者报告只有文字叙述。

怎么办：回到原始页面或附件，取得带表格的文本。

例：“三、收到和处理政府信息公开申请情况”之下只有一张图片。)",
        .explain_en = R"(This is a report, but none of the three tables of the form was found; all cells are absent.

The source is incomplete: the tables may be pictures, may have been lost when the text was extracted, or the report is
prose alone.

What to do: go back to the page or its attachment for a text that has the tables.

Example: below the heading of section 三 stands nothing but a picture.)",
    },
    {
        .id = Code::blank_tables,
        .code = "L107",
        .name = "blank-tables",
        .severity = Severity::warning,
        .zh = "报告的表格是空的：没有填写任何数字",
        .en = "the report's tables are blank: nothing is printed in any cell",
        .explain_zh = R"(找到了表式规定的表格，但所有单元格都是空的，连“总计”也没有数字。空白不当作零。

来源不全：这是一份没有填写的空白表，或者数字是以图片等方式显示的，提取文本时丢失了。

怎么办：回到原始页面或附件核对。空白表不是报告，不要拿来统计。

例：标题是“××县××局2023年政府信息公开工作年度报告”，三张表只有行名和列名。)",
        .explain_en = R"(The tables of the form were found, but each of their cells is empty, the totals included. Blank
is not zero.

The source is incomplete: this is the form before anybody filled it in, or its figures were shown in some way that the
extraction lost, such as pictures.

What to do: look at the page or its attachment. A blank form is no report and has no place in statistics.

Example: below the title of a report stand the three tables with the names of their rows and columns alone.)",
    },
    {
        .id = Code::picture_for_table,
        .code = "L108",
        .name = "picture-for-table",
        .severity = Severity::note,
        .zh = "这里应有{table}，却是一张图片：{text}",
        .en = "where {table} should be stands a picture: {text}",
        .explain_zh = R"(这张表没有找到，而它所在的章节里有一张图片，表格多半就在图片上。

来源不全：文本里只有图片的名字或占位符，图片上的数字读不到。

怎么办：用文字识别软件把图片转成文本，再编译一次；识别出的数字要核对。

例：“三、收到和处理政府信息公开申请情况”之下只有“[图片]”。)",
        .explain_en = R"(The table was not found, and in its section stands a picture, on which the table probably is.

The source is incomplete: the text holds the picture's name or a mark in its place, and the figures on it cannot be read.

What to do: turn the picture into text with a program that recognises characters, compile that, and check its figures.

Example: below the heading of section 三 stands nothing but "[图片]".)",
    },
    {
        .id = Code::table_missing,
        .code = "L110",
        .name = "table-missing",
        .severity = Severity::warning,
        .zh = "缺少{table}",
        .en = "there is no {table}",
        .explain_zh = R"(报告的其他表格找到了，这一张没有；它的单元格全部为 absent，不当作零。

来源不全：原文没有这张表，或者它在提取文本时丢失。

怎么办：对照原始页面。原文确实没有，则报告不合表式。

例：第四部分只写“本年度未发生行政复议、行政诉讼”，没有表格。)",
        .explain_en = R"(Other tables of the report were found, this one was not; all of its cells are absent, which
is not zero.

The source is incomplete: the original lacks the table, or it was lost when the text was extracted.

What to do: compare with the original page. If the table is not there either, the report departs from the form.

Example: section 四 says in one sentence that there were no reviews, and prints no table.)",
    },
    {
        .id = Code::cells_missing,
        .code = "L115",
        .name = "cells-missing",
        .severity = Severity::warning,
        .zh = "{table}缺少 {count} 个单元格：{rows}",
        .en = "{table} lacks cells ({count}): {rows}",
        .explain_zh = R"(表找到了，但表式中的一些行或单元格在来源里不存在，状态为 absent。这不同于印出而留空的 blank。

来源不全：常见于分页截断、去除重复行的提取工具，或者抄漏的行。

怎么办：对照原始页面补全文本；不要用零代替。

例：表三在“（三）不予公开”之后换页，下半张表没有提取出来。)",
        .explain_en = R"(The table was found, but some rows or cells of the form are not in the source: they are
absent. That is not the same as blank, which is a cell that is printed and empty.

The source is incomplete: often cut by a page break, dropped by an extractor that removes repeated lines, or left out
by the agency.

What to do: complete the text from the original page; do not put zeros there.

Example: the page breaks in the midst of table 三, and its lower half was not extracted.)",
    },
    {
        .id = Code::section_missing,
        .code = "L120",
        .name = "section-missing",
        .severity = Severity::note,
        .zh = "没有找到章节：{section}",
        .en = "sections that were not found: {section}",
        .explain_zh = R"(表式规定报告有六个部分，其中列出的这些部分的标题没有找到。

来源不全：原文没有这个标题，或者标题的写法不同，以致没有认出。

怎么办：一般不影响表格数值；引用该部分文字时请对照原文。

例：“五、存在的主要问题及改进情况”一行在网页上是图片。)",
        .explain_en = R"(The form sets six sections, and the headings of those named here were not found.

The source is incomplete: the heading is not there, or is worded in a way that was not recognised.

What to do: the values of the tables rarely depend on it; compare with the original before using the section's text.

Example: the heading of section 五 is a picture on the page.)",
    },
    {
        .id = Code::unknown_row,
        .code = "L125",
        .name = "unknown-row",
        .severity = Severity::warning,
        .zh = "表式中没有“{label}”这一行",
        .en = "the form has no row '{label}'",
        .explain_zh = R"(表格里有一行的标签与表式的任何一行都对不上。它的数字不进入任何单元格，也不挤动其他行。

来源有误：多半是机关自行增加了一行；标签被错字改得面目全非时也会如此。

怎么办：如果它其实是表式中的行，请对照原文，并查看对应单元格是否为 absent。

例：在行政强制之后增加“行政检查 | 12”。)",
        .explain_en = R"(The label of a row in the table is like that of no row of the form. Its figures go into no
cell, and they do not push other rows out of place.

The source is wrong: most often the agency added a row of its own; a label beyond recognition looks the same.

What to do: if it is a row of the form after all, compare with the original and see whether that row's cells are
absent.

Example: a row "行政检查 | 12" (inspections) added below 行政强制.)",
    },
    {
        .id = Code::row_repeated,
        .code = "L130",
        .name = "row-repeated",
        .severity = Severity::warning,
        .zh = "“{label}”一行重复出现，数字不同",
        .en = "the row '{label}' stands there again, with other figures",
        .explain_zh =
            R"(表式的同一行在表中出现了不止一次，而且数字不同。单元格只有在勾稽关系排除了其他读法时才有确定的数值。
数字相同或没有数字的重复行不作报告。同一张表有三行以上如此，便是整张表印了两次（另一年度或另一单位的），表中各行都存疑。

来源有误：同一行印了两次，或者第二行的标签印错了。

怎么办：对照原文确定哪一行是真的。

例：“2.重复申请”连续出现两次，第二次本应是“3.要求提供公开出版物”。)",
        .explain_en = R"(One row of the form stands in the table more than once, with different figures. Its cells have
certain values only where the identities leave no other reading. Rows that repeat the same figures, or none, are not
reported. Three such rows or more make a second table, of another year or another body: all rows of it are in doubt.

The source is wrong: the row was printed twice, or the label of the second is a misprint.

What to do: ask the original which row is true.

Example: "2.重复申请" stands twice in a row, the second in the place of "3.要求提供公开出版物".)",
    },
    {
        .id = Code::row_without_label,
        .code = "L135",
        .name = "row-without-label",
        .severity = Severity::warning,
        .zh = "不能确定“{label}”是表式的哪一行",
        .en = "it cannot be told which row of the form '{label}' is",
        .explain_zh =
            R"(一行有数字，但没有标签，或者标签不足以认出是哪一行；按次序也有不止一个位置。它的数字不进入任何单元格。
按次序只有一个位置的行照常读取，不作报告。

读法存疑：标签丢失或残缺，通常因为换行或分页把标签与数字分开。

怎么办：对照原文。

例：表三中连续丢失了三行的标签，却只留下两行数字。)",
        .explain_en =
            R"(A row has figures, but no label, or one that does not tell which row it is, and by its order there is
more than one place for it. Its figures go into no cell. Rows that have only one place by their order are read as
usual and not reported.

The reading is unsure: the label was lost or damaged, usually where a line or page break parts it from its figures.

What to do: compare with the original.

Example: in table 三 the labels of three rows in succession are lost, and the figures of only two are there.)",
    },
    {
        .id = Code::too_few_figures,
        .code = "L140",
        .name = "too-few-figures",
        .severity = Severity::warning,
        .zh = "“{label}”应有 {cells} 个单元格，只印了 {figures} 个数",
        .en = "too few figures for '{label}': {figures}, but cells: {cells}",
        .explain_zh = R"(一行的数字比它的单元格少，不知道空的是哪一个。各种对法作为候选列出，不当作已知的数值。

来源不全：少了一个单元格，常见于提取时丢掉首尾或空白单元格。

怎么办：对照原文。

例：“（一）予以公开 | 3 | 1 | 0 | 0 | 0 | 4”，七列只有六个数。)",
        .explain_en = R"(A row has fewer figures than cells, and it is not known which cell goes without. The ways to
place them are listed as candidates and are no known values.

The source is incomplete: a cell is gone, often the first, the last or a blank one, dropped when text was extracted.

What to do: compare with the original.

Example: "（一）予以公开 | 3 | 1 | 0 | 0 | 0 | 4": six figures for seven columns.)",
    },
    {
        .id = Code::rows_lost_figures,
        .code = "L142",
        .name = "rows-lost-figures",
        .severity = Severity::warning,
        .zh = "{table}有 {rows} 行的数字残缺，无法由勾稽关系补出（首行“{label}”：{cells} 个单元格只有 {figures} 个数）",
        .en = "{rows} rows of {table} have lost figures, sums cannot tell which; the first: '{label}', {figures} for "
              "{cells} cells",
        .explain_zh =
            R"(一张表里有许多行各缺两个以上的数字。缺得这样多时，合计与分项都对不出缺的是哪一个，所以不逐行推算：
只列出少数对法作为候选，不给数值。没有缺数字的行照常读取，但合计与分项对不上的、还有空格的，只算推测。

来源不全：常见于把重复的行当作多余内容删掉的网页和文本库，写着 0 的行几乎都因此丢失。

怎么办：换一份完整的原文。

例：表三逐格换行，相同的行只保留第一次出现的，二十多行只剩下不相同的数字。)",
        .explain_en = R"(Many rows of a table lack two figures or more each. Where so much is lost neither totals nor
parts tell which figures are gone, so these rows are not worked out one by one: a few ways to place their figures are
listed as candidates, and no value is given. Rows that lost nothing are read as ever, but are guesses where they do not
add up or have a blank.

The source is incomplete: pages and collections of texts that take repeated lines for noise leave them out, and with
them nearly every line that says 0.

What to do: look for a complete source.

Example: table 三 stands a cell a line, and of equal lines only the first was kept: of twenty rows and more only the
figures that differ are left.)",
    },
    {
        .id = Code::too_many_figures,
        .code = "L145",
        .name = "too-many-figures",
        .severity = Severity::warning,
        .zh = "“{label}”只有 {cells} 个单元格，却印了 {figures} 个数",
        .en = "too many figures for '{label}': {figures}, but cells: {cells}",
        .explain_zh = R"(一行的数字比它的单元格多，不知道多出来的是哪一个。各种对法作为候选列出，不当作已知的数值。

来源有误：多印了一列，或者一个数字被空格断成了两个。

怎么办：对照原文。

例：“行政许可 | 1 | 2”，而 2021 年版表式的这一行只有一个单元格。)",
        .explain_en = R"(A row has more figures than cells, and it is not known which is the one too many. The ways to
place them are listed as candidates and are no known values.

The source is wrong: a column too many was printed, or a blank broke one number into two.

What to do: compare with the original.

Example: "行政许可 | 1 | 2", a row that has one cell in the form of 2021.)",
    },
    {
        .id = Code::editions_mixed,
        .code = "L150",
        .name = "editions-mixed",
        .severity = Severity::note,
        .zh = "报告混用了不同版本的表式：{editions}",
        .en = "the report mixes editions of the form: {editions}",
        .explain_zh =
            R"(表二的各块和表三各自采用某一版表式（nianbao list forms），这份报告里不止一种。每一块按它自己的版本读取。

来源有误：一份报告应当只用一个版本；数值仍然可信。

怎么办：比较不同报告时，注意各块的版本（JSON 的 editions）。

例：表二为 2021 年版，而表三的“（六）其他处理”仍是 2019 年版的一行。)",
        .explain_en = R"(Each block of table 二, and table 三, follows one edition of the form (nianbao list forms), and
this report has several. Every block is read by its own edition.

The source is wrong: a report ought to keep to one edition; the values can be trusted all the same.

What to do: mind the editions of the blocks ("editions" in JSON) when comparing reports.

Example: table 二 of 2021 above a table 三 that has （六）其他处理 as a single row, as in 2019.)",
    },
    {
        .id = Code::rows_by_order,
        .code = "L155",
        .name = "rows-by-order",
        .severity = Severity::note,
        .zh = "{rows} 行的数字不在自己的标签后面，按表式的行序归位",
        .en = "figures that do not stand behind their labels were dealt to the rows of the form by its order; rows: "
              "{rows}",
        .explain_zh = R"(标签丢失、残缺，或者被换页断开，数字就没有自己的标签。两个有标签有数字的行之间，如果剩下的数字
恰好够填满表式在那里的各行，就按行序归位。前提只有两条：行序不变，印出来的标签算数。

来源不全：缺的是标签，不是数字；数值可信，除非另有 A 类错误。

怎么办：值得对照原文，尤其是这几行的合计不平的时候。

例：“（一）予以公开”和“（三）不予公开 1.”之间有一行七个数，没有标签：那是“（二）部分公开”。)",
        .explain_en = R"(Labels that are lost, cut off or wrapped by a page break leave figures without a label of their
own. Where between two rows with label and figures there are just as many figures left as the rows of the form between
them need, they are dealt by the form's order. There are two premises only: the order is kept, and a label that is
printed counts.

The source is incomplete: it lacks labels, not figures; the values can be trusted but for errors of the letter A.

What to do: a look at the original is worth while, above all where these rows do not add up.

Example: seven figures without a label between "（一）予以公开" and "（三）不予公开 1.": they are "（二）部分公开".)",
    },
    {
        .id = Code::rows_by_columns,
        .code = "L160",
        .name = "rows-by-columns",
        .severity = Severity::note,
        .zh = "{rows} 行的数字是按列印的：先是第一列的各行，再是第二列",
        .en =
            "the figures of these rows were read column by column, the first column of all of them first; rows: {rows}",
        .explain_zh = R"(有的页面把表格的一段按列输出：先印各行的第一列，再印各行的第二列。按行读和按列读都试过，
勾稽关系说明是按列印的。两种读法相差不到两条勾稽关系的单元格不当作已知的数值。

读法存疑：数值由勾稽关系证明，而不是由位置直接读出，所以标为 proved。

怎么办：值得对照原文。

例：PDF 提取的文本里，七组数字，每组十个，标签印在后面。)",
        .explain_en = R"(Some pages print a piece of a table column by column: the first column of all its rows, then
the second. Both ways to read it were weighed, and the sums tell that this piece is printed so. Cells for which the ways
differ by less than two identities are no known values.

The reading is unsure: the values are proved by the sums rather than read from their place, and are marked proved.

What to do: a look at the original is worth while.

Example: text from a PDF with seven groups of ten figures, and the labels behind them.)",
    },
    {
        .id = Code::more_findings,
        .code = "L165",
        .name = "more-findings",
        .severity = Severity::note,
        .zh = "还有 {count} 条 {code} 没有列出",
        .en = "further findings {code} that are not listed: {count}",
        .explain_zh = R"(一份报告里同一代码的诊断只列出前 200 条，其余只计数。真实的报告远远到不了这个数；
标出的是没有列出的第一条的位置。

读法存疑：多半不是一份报告，而是别的表格或者提取错了的文本。数值不受影响。

怎么办：先看列出的那些。

例：一万行没有标签的数字。)",
        .explain_en = R"(Of the diagnostics with one code, the first 200 of a report are listed and the others are
counted. Real reports come nowhere near that; the place shown is that of the first that is not listed.

The reading is unsure: the text is most likely something else than a report, or went wrong when it was extracted. No
value depends on this.

What to do: look at those that are listed.

Example: ten thousand rows of figures without a label.)",
    },
    {
        .id = Code::two_years,
        .code = "L170",
        .name = "two-years",
        .severity = Severity::warning,
        .zh = "“{label}”的数字并列两个年份，看不出哪些是本年的",
        .en = "it cannot be told which figures of '{label}' are those of the report's year",
        .explain_zh =
            R"(表头把各列印了两遍，或者写了两个年份，却没有写明哪些列是报告年度的；或者这一行的格数与表头对不上。
这一行的数字不当作已知的数值。表头写明年份时，只取报告年度的列，另一年的数字不是单元格。

读法存疑：勾稽关系分不出年份，两年的数字各自都相符。

怎么办：对照原文；给各列的表头补上年份后重新编译。

例：2022年的报告，表头是“2019年 | 2020年”，下面是“行政许可 | 402 |”。)",
        .explain_en = R"(The heads are printed twice, or name two years, but do not say which columns are those of the
report's year; or the row has other cells than the heads. Its figures are no known values. Where heads name the years,
the columns of the report's year are read, and the other year's figures are no cells.

The reading is unsure: sums do not tell years apart, as the figures of both add up.

What to do: compare with the original; write the years into the heads of the columns and compile again.

Example: a report on 2022, the heads "2019年 | 2020年", and below them "行政许可 | 402 |".)",
    },
    {
        .id = Code::columns_in_doubt,
        .code = "L175",
        .name = "columns-in-doubt",
        .severity = Severity::warning,
        .zh = "表头的次序与表式不同，看不出“{label}”的数字属于哪些列",
        .en = "the heads are in another order than the form's: whose the figures of '{label}' are cannot be told",
        .explain_zh =
            R"(文字不保留单元格，各列的表头又以另一种次序出现：可能表里的列就是这个次序，也可能只是文字提取时打乱了表头。
勾稽关系能分辨时按它来读；分不出时，这一行的数字不当作已知的数值。

读法存疑：数字都在，属于哪一列不定。

怎么办：对照原文；用能保留单元格的方式提取文字。

例：“信息内容 现行有效件数 本年制发件数 本年废止件数”之下的“规章 51 8 7”。)",
        .explain_en =
            R"(The text keeps no cells, and the heads of its columns stand in another order: that may be the order
of the columns, or extraction has mixed up the heads. Where sums tell, they decide; where they do not, the figures of the
row are no known values.

The reading is unsure: the figures are there, but not whose they are.

What to do: compare with the original; extract the text in a way that keeps cells.

Example: "规章 51 8 7" below "信息内容 现行有效件数 本年制发件数 本年废止件数".)",
    },
    {
        .id = Code::illegible_cell,
        .code = "V101",
        .name = "illegible-cell",
        .severity = Severity::warning,
        .zh = "“{text}”不是一个确定的数",
        .en = "'{text}' is no one number",
        .explain_zh =
            R"(单元格里的文字不能读作唯一一个数：约数、范围、带多个数字的句子或错字。数值为 null，读得出的数列为候选。

读法存疑：本程序不替作者决定。

怎么办：对照原文，由人判断。

例：“约20”“20余”“规章3件、规范性文件5件”。)",
        .explain_en = R"(The words in this cell are not one number: an estimate, a range, a sentence with several
figures, a misprint. The value is null, and numbers that could be meant are candidates.

The reading is unsure: this program does not decide for the author.

What to do: compare with the original and judge for yourself.

Example: "约20" (about 20), "20余" (20 and some), a sentence with two figures.)",
    },
    {
        .id = Code::unit_missing,
        .code = "V105",
        .name = "unit-missing",
        .severity = Severity::warning,
        .zh = "金额“{text}”没有单位，可能是元，也可能是万元",
        .en = "the amount '{text}' has no unit: yuan or 万元 (ten thousand yuan)",
        .explain_zh = R"(单元格和表头都没有写单位。两种读法相差一万倍，都列为候选，确定程度为 guessed。

读法存疑：数字清楚，单位不清楚。

怎么办：对照原文或往年报告。

例：政府集中采购的采购总金额印作“38.5”。)",
        .explain_en = R"(Neither the cell nor the head of its column names a unit. The two readings differ by a factor
of ten thousand; both are candidates, and the cell is guessed.

The reading is unsure: the figure is clear, its unit is not.

What to do: compare with the original or with the agency's other years.

Example: the amount of government procurement printed as "38.5".)",
    },
    {
        .id = Code::number_too_long,
        .code = "V110",
        .name = "number-too-long",
        .severity = Severity::warning,
        .zh = "“{text}”超过 18 位有效数字",
        .en = "'{text}' has more than 18 significant digits",
        .explain_zh = R"(数值精确保存，最多 18 位有效数字；这个数放不下，所以数值为 null，不作舍入。

读法存疑：这样长的数多半是几个单元格粘在了一起。

怎么办：对照原文，把粘连的数字分开。

例：“1234567890123456789”。)",
        .explain_en = R"(Numbers are kept exactly, with at most 18 significant digits; this one does not fit, so the
value is null and nothing is rounded.

The reading is unsure: a number of that length is most likely several cells run together.

What to do: compare with the original and part the figures.

Example: "1234567890123456789".)",
    },
    {
        .id = Code::ambiguous_reading,
        .code = "V115",
        .name = "ambiguous-reading",
        .severity = Severity::warning,
        .zh = "“{label}”的“{text}”有 {readings} 种读法",
        .en = "'{text}' in '{label}' has {readings} readings",
        .explain_zh =
            R"(几个单元格的数字粘连，或者数字与单元格的个数不符，符合表式的读法不止一种，勾稽关系也没有把它们明确分开。

读法存疑：确定程度为 guessed，候选按可能性排列；不进入 values（除非 --min-certainty guessed）。

怎么办：对照原文。

例：“政府集中采购1203”可以分成 1 和 203，也可以分成 120 和 3（不能分成 12 和 03，因为数字不以零开头）。)",
        .explain_en = R"(The digits of several cells run together, or figures and cells differ in number; more than
one reading fits the form, and the identities do not clearly set one apart.

The reading is unsure: the cells are guessed, their candidates ordered by likelihood, and they stay out of values
(unless --min-certainty guessed asks for them).

What to do: compare with the original.

Example: "政府集中采购1203" may be 1 and 203 or 120 and 3 (but not 12 and 03: no number begins with a zero).)",
    },
    {
        .id = Code::budget_used_up,
        .code = "V120",
        .name = "budget-used-up",
        .severity = Severity::warning,
        .zh = "{table}的读法搜索用完了 {steps} 步，未定之处不算得到证明",
        .en = "the search for readings of {table} used up its {steps} steps; what it left open is not proved",
        .explain_zh = R"(粘连的数字太多，逐一比较各种读法超出了步数。步数是数出来的，与机器快慢无关，所以结果总是一样。

读法存疑：留下的单元格最多为 guessed。

怎么办：换一种保留单元格边界的文本提取方式。

例：整张表三的 25 行全部粘连，每行都有很长的一串数字。)",
        .explain_en = R"(So many digits run together that comparing their readings took more than the steps allowed.
Steps are counted and do not depend on the machine, so results repeat.

The reading is unsure: cells that were left open are guessed at best.

What to do: extract the text in a way that keeps cells apart.

Example: all 25 rows of table 三 run together, each with a long string of digits.)",
    },
    {
        .id = Code::applicants_do_not_add_up,
        .code = "A101",
        .name = "applicants-do-not-add-up",
        .severity = Severity::error,
        .zh = "“{place}”一行各类申请人之和不等于总计：{sum}",
        .en = "in the row '{place}' the applicants do not add up to the total: {sum}",
        .explain_zh =
            R"(表三每一行，自然人与五类法人或其他组织六列相加，应当等于总计。这一行不等。空白单元格按未知的非负整数计，
怎样填也凑不成。

来源有误：印出的数字自相矛盾。数值保持原样，不作更正；repairs 列出改动最少的更正办法。

怎么办：告知发布机关；使用数据时以各项还是以总计为准，由使用者决定。

例：“（一）予以公开 | 3 | 1 | 0 | 0 | 0 | 0 | 5”，3 + 1 = 4，而总计为 5。)",
        .explain_en = R"(In each row of table 三 natural persons and the five kinds of organisations, six columns, must
add up to the total. In this row they do not. A blank counts as an unknown whole number, and no filling makes it true.

The source is wrong: the printed numbers contradict each other. Values stay as printed; repairs lists the smallest
corrections.

What to do: tell the agency. Whether to trust the parts or the total is for the reader to decide.

Example: "（一）予以公开 | 3 | 1 | 0 | 0 | 0 | 0 | 5": 3 + 1 = 4, but the total says 5.)",
    },
    {
        .id = Code::results_do_not_add_up,
        .code = "A105",
        .name = "results-do-not-add-up",
        .severity = Severity::error,
        .zh = "“{place}”一列的办理结果之和不等于（七）总计：{sum}",
        .en = "in the column '{place}' the results do not add up to （七）总计: {sum}",
        .explain_zh = R"(表三每一列，（一）至（六）的各项相加，应当等于（七）总计。这一列不等。

来源有误：印出的数字自相矛盾，例如总计忘了改，或者某一项填错了列。数值保持原样。

怎么办：repairs 列出改动最少的更正办法；只错一个数时，它通常被唯一地指出来。

例：自然人一列予以公开 4、不予公开 1，其余为 0，（七）总计却是 4。)",
        .explain_en =
            R"(In each column of table 三 all rows of （一） to （六） must add up to （七）总计. In this column they do
not.

The source is wrong: the printed numbers contradict each other; a total was not updated, say, or a number stands in
the wrong column. Values stay as printed.

What to do: see repairs for the smallest corrections; a single wrong number is usually located uniquely.

Example: under 自然人 4 granted and 1 denied, all else 0, but （七）总计 says 4.)",
    },
    {
        .id = Code::balance_broken,
        .code = "A110",
        .name = "balance-broken",
        .severity = Severity::error,
        .zh = "“{place}”一列的新收与结转不平衡（第一项加第二项应等于第三项加第四项）：{sum}",
        .en = "in the column '{place}' the balance is broken (一 plus 二 must equal 三 plus 四): {sum}",
        .explain_zh =
            R"(表三的角上写明：第一项加第二项之和，等于第三项加第四项之和，即新收加上年结转等于办理总计加结转下年。这一列不等。

来源有误：印出的数字自相矛盾。数值保持原样。

怎么办：repairs 列出改动最少的更正办法；也可与上年报告的“结转下年度继续办理”核对。

例：新收 6、上年结转 1，办理总计 6、结转下年 0。)",
        .explain_en = R"(The corner of table 三 says it: 一 plus 二 equals 三 plus 四, that is, new requests and those
carried over add up to those processed and those carried on. In this column they do not.

The source is wrong: the printed numbers contradict each other. Values stay as printed.

What to do: see repairs for the smallest corrections, or compare with 结转下年度继续办理 in the report of the year before.

Example: 6 new and 1 carried over, but 6 processed and 0 carried on.)",
    },
    {
        .id = Code::review_does_not_add_up,
        .code = "A115",
        .name = "review-does-not-add-up",
        .severity = Severity::error,
        .zh = "“{place}”的各种结果之和不等于总计：{sum}",
        .en = "the outcomes of '{place}' do not add up to their total: {sum}",
        .explain_zh =
            R"(表四的行政复议、未经复议直接起诉、复议后起诉三组，每组的维持、纠正、其他、尚未审结四项相加，应当等于总计。
这一组不等。

来源有误：印出的数字自相矛盾。数值保持原样。

怎么办：repairs 列出改动最少的更正办法。每组只有一个等式，所以往往不能确定错的是哪一个数。

例：行政复议维持 2、纠正 1，其余为 0，总计却是 2。)",
        .explain_en = R"(Table 四 has three groups: administrative reconsideration, direct litigation, litigation after
reconsideration. In each the four outcomes must add up to the total. In this group they do not.

The source is wrong: the printed numbers contradict each other. Values stay as printed.

What to do: see repairs for the smallest corrections. With one equation a group it often stays open which number is
wrong.

Example: 2 upheld and 1 corrected, all else 0, but the total says 2.)",
    },
    {
        .id = Code::identities_conflict,
        .code = "A120",
        .name = "identities-conflict",
        .severity = Severity::error,
        .zh = "{table}的勾稽关系各自都能成立，但空缺处无论填什么数都不能同时成立",
        .en = "each identity of {table} can hold, but whatever the missing numbers are, they cannot all hold",
        .explain_zh =
            R"(有空白或缺失的单元格时，每个等式单独看都有办法满足；但几个等式共用这些单元格，要求的数互相矛盾。
标出的是连接这些等式的单元格。

来源有误：印出的数字里至少有一个不对，只是不能由单个等式看出来。

怎么办：从标出的单元格所在的行和列查起。

例：按行要求空白处为 2，按列要求同一处为 3。)",
        .explain_en = R"(Where cells are blank or absent, each equation by itself can be satisfied, but several share
those cells and ask for different numbers there. The cells that join the equations are marked.

The source is wrong: at least one printed number is, although no single equation shows it.

What to do: begin with the rows and columns of the cells that are marked.

Example: its row wants the blank to be 2, its column wants the same blank to be 3.)",
    },
    {
        .id = Code::blanks_are_not_zero,
        .code = "A125",
        .name = "blanks-are-not-zero",
        .severity = Severity::warning,
        .zh = "“{place}”的空白不能当作零：{sum}",
        .en = "the blanks of '{place}' cannot be zero: {sum}",
        .explain_zh = R"(许多报告用空白表示零。这里如果把空白都当作零，等式不成立；填上某些别的数才成立。

来源不全：应当印出的数没有印。程序从不把空白当作零。

怎么办：对照原文；derived 给出由等式唯一确定的数。

例：只有总计填了 3，各列都是空白。)",
        .explain_en = R"(Many reports leave zeros blank. Here the equation fails if the blanks are zeros; it holds
only with other numbers there.

The source is incomplete: numbers that ought to be printed are not. This program never takes a blank for zero.

What to do: compare with the original; derived holds a number where the equations force one.

Example: the total says 3, and every column before it is blank.)",
    },
};

}  // namespace nianbao::passes::detail
