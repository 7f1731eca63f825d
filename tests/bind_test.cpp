// Printed rows against rows of the form, through the whole pipeline: no figure may be read in another row or column than
// its own, whatever is missing, doubled, padded or in the wrong order. A cell is told as what `said` makes of it.
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compile.hpp"
#include "grammar/forms.hpp"

namespace nianbao {
namespace {

using grammar::EditionId;
using grammar::TableId;

constexpr EditionId edition2019 = 0, edition2021 = 1;

class Report {
public:
    explicit Report(const std::string& text, std::size_t part = 0)
        : input_(std::make_unique<Input>(read("柳河县水利局2023年政府信息公开工作年度报告\n\n" + text))),
          out_(compile(*input_, part)) {}

    const passes::Cell& cell(std::string_view key) const {
        for (const passes::Cell& cell : out_.cells)
            if (grammar::keys()[cell.key].text == key) return cell;
        ADD_FAILURE() << key << " is no cell of this report's editions";
        static const passes::Cell none;
        return none;
    }

    /// "12 read", "blank", "absent", "given guessed", ...
    std::string said(std::string_view key) const {
        const passes::Cell& cell = this->cell(key);
        const bool trusted = cell.certainty == passes::Certainty::read || cell.certainty == passes::Certainty::proved;
        std::string text = cell.value && trusted ? to_string(*cell.value) : std::string(name(cell.state));
        if (cell.certainty != passes::Certainty::unknown) text += ' ' + std::string(name(cell.certainty));
        return text;
    }

    /// What a row's cells say, with ", " between.
    std::string row(std::string_view row) const {
        std::string text;
        for (const passes::Cell& cell : out_.cells) {
            const grammar::Key& key = grammar::keys()[cell.key];
            if (key.text.substr(0, key.text.rfind('.')) != row) continue;
            if (!text.empty()) text += ", ";
            text += said(key.text);
        }
        return text;
    }

    /// The report has the row, and no cell of it has a number that `values` would hold.
    bool nothing_trusted(std::string_view row) const {
        bool seen = false, trusted = false;
        for (const passes::Cell& cell : out_.cells) {
            const std::string_view key = grammar::keys()[cell.key].text;
            if (key.substr(0, key.rfind('.')) != row) continue;
            seen = true;
            trusted = trusted || cell.certainty >= passes::Certainty::proved;
        }
        return seen && !trusted;
    }

    bool complains(passes::Code code) const {
        return std::any_of(out_.diagnostics.begin(), out_.diagnostics.end(),
                           [&](const auto& d) { return d.code == code; });
    }

    const passes::Compilation& out() const { return out_; }

private:
    std::unique_ptr<Input> input_;
    passes::Compilation out_;
};

// ---- tables as lists of rows ----------------------------------------------------------------------------------------

/// Cells of a printed row; what is empty is a blank cell.
using Line = std::vector<std::string>;
using Lines = std::vector<Line>;

const Lines heads = {{"申请人情况"},
                     {"自然人", "法人或其他组织", "总计"},
                     {"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}};

/// Table 三 with one request from start to end, granted to a business; all other figures are 0.
Lines requests_rows(EditionId edition) {
    Lines lines;
    for (const grammar::Row& row : grammar::all_forms[edition]->table(TableId::requests).blocks[0].rows) {
        const bool one = row.key == "new_received" || row.key == "granted" || row.key == "total_processed";
        const std::string figure = one ? "1" : "0";
        lines.push_back({std::string(row.label), "0", figure, "0", "0", "0", "0", figure});
    }
    return lines;
}

std::size_t row_of(std::string_view key, EditionId edition) {
    const auto& rows = grammar::all_forms[edition]->table(TableId::requests).blocks[0].rows;
    return grammar::index_of(rows, key);
}

std::string joined(const Line& line, std::string_view between) {
    std::string text;
    for (const std::string& cell : line) (text += &cell == line.data() ? "" : between) += cell;
    return text;
}

std::string tabs(const Lines& lines) {
    std::string text;
    for (const Line& line : lines) text += joined(line, "\t") + '\n';
    return text + '\n';
}

std::string bars(const Lines& lines) {
    std::string text;
    for (const Line& line : lines) text += joined(line, " | ") + " |\n";
    return text + '\n';
}

/// One cell a line, blank ones are not there.
std::string cell_lines(const Lines& lines) {
    std::string text;
    for (const Line& line : lines)
        for (const std::string& cell : line) text += cell.empty() ? "" : cell + "\n\n";
    return text;
}

/// A label a line, its figures with blanks between behind it.
std::string spaced(const Lines& lines) {
    std::string text;
    for (const Line& line : lines) text += joined(line, " ") + '\n';
    return text + '\n';
}

Lines operator+(Lines a, const Lines& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

const std::string requests_heading = "三、收到和处理政府信息公开申请情况\n\n";
const std::string disclosure_heading = "二、主动公开政府信息情况\n\n";
const std::string review_heading = "四、政府信息公开行政复议、行政诉讼情况\n\n";

const std::string zeros = "0 read, 0 read, 0 read, 0 read, 0 read, 0 read, 0 read";
const std::string one_business = "0 read, 1 read, 0 read, 0 read, 0 read, 0 read, 1 read";
const std::string absent = "absent, absent, absent, absent, absent, absent, absent";

TEST(Bind, EveryLayoutReadsTheSameTable) {
    for (const EditionId edition : {edition2019, edition2021})
        for (const auto layout : {tabs, bars, cell_lines, spaced}) {
            const Report report(requests_heading + layout(heads + requests_rows(edition)));
            for (const grammar::Row& row : grammar::all_forms[edition]->table(TableId::requests).blocks[0].rows) {
                const bool one = row.key == "new_received" || row.key == "granted" || row.key == "total_processed";
                EXPECT_EQ(report.row("requests." + std::string(row.key)), one ? one_business : zeros) << row.key;
            }
        }
}

// ---- blank cells ----------------------------------------------------------------------------------------------------

/// Rows whose labels stand in two columns, so that a row without a group has a bar more behind it.
Lines rows_with_spans() {
    Lines lines = requests_rows(edition2019);
    for (Line& line : lines) line.emplace_back();
    for (const std::string_view key :
         {"granted", "denied_state_secret", "unavailable_not_held", "not_processed_petition"}) {
        Line& line = lines[row_of(key, edition2019)];
        line.pop_back();
        line.insert(line.begin(), "三、本年度办理结果");
    }
    return lines;
}

TEST(Bind, BarBehindARowIsNoCellOfIt) {
    Lines lines = rows_with_spans();
    Line& line = lines[row_of("total_processed", edition2019)];
    line.erase(line.begin() + 1);  // six figures are left, and the bar
    const Report report(requests_heading + bars(heads + lines));
    EXPECT_EQ(report.row("requests.carried_over_out"), zeros);
    EXPECT_EQ(report.row("requests.total_processed"),
              "absent, 1 proved, 0 proved, 0 proved, 0 proved, 0 proved, 1 proved");
}

TEST(Bind, LastCellMayBeBlankBesideSuchBars) {
    Lines lines = rows_with_spans();
    lines[row_of("total_processed", edition2019)][7] = "";
    lines[row_of("granted", edition2019)].back() = "";
    const Report report(requests_heading + bars(heads + lines));
    EXPECT_EQ(report.row("requests.total_processed"), "0 read, 1 read, 0 read, 0 read, 0 read, 0 read, blank");
    EXPECT_EQ(report.row("requests.granted"), "0 read, 1 read, 0 read, 0 read, 0 read, 0 read, blank");
}

TEST(Bind, BlankCellsStayInTheirColumns) {
    for (const auto layout : {tabs, bars}) {
        Lines lines = requests_rows(edition2019);
        lines[row_of("granted", edition2019)] = {"（一）予以公开", "", "1", "", "", "", "", "1"};
        lines[row_of("partially_granted", edition2019)] = {"（二）部分公开", "", "", "", "", "", "", "0"};
        const Report report(requests_heading + layout(heads + lines));
        EXPECT_EQ(report.row("requests.granted"), "blank, 1 read, blank, blank, blank, blank, 1 read");
        EXPECT_EQ(report.row("requests.partially_granted"), "blank, blank, blank, blank, blank, blank, 0 read");
    }
}

TEST(Bind, BlankLabelColumnsAreNoCells) {
    Lines lines = requests_rows(edition2019);
    for (Line& line : lines) line.insert(line.begin() + 1, "");
    lines[row_of("granted", edition2019)] = {"（一）予以公开", "", "", "1", "", "", "", "", "1"};
    lines[row_of("total_processed", edition2019)] = {"（七）总计", "", "0", "1", "", "", "", "", ""};
    const Report report(requests_heading + tabs(heads + lines));
    EXPECT_EQ(report.row("requests.granted"), "blank, 1 read, blank, blank, blank, blank, 1 read");
    EXPECT_EQ(report.row("requests.total_processed"), "0 read, 1 read, blank, blank, blank, blank, blank");
}

TEST(Bind, StrayEmptyColumnIsNoCell) {
    Lines lines = requests_rows(edition2019);
    for (Line& line : lines) line.insert(line.begin() + 4, "");
    Line& granted = lines[row_of("granted", edition2019)];
    granted.back() = "";
    Line& total = lines[row_of("total_processed", edition2019)];
    total[1] = "";
    const Report report(requests_heading + tabs(heads + lines));
    EXPECT_EQ(report.row("requests.granted"), "0 read, 1 read, 0 read, 0 read, 0 read, 0 read, blank");
    EXPECT_EQ(report.row("requests.total_processed"), "blank, 1 read, 0 read, 0 read, 0 read, 0 read, 1 read");
}

TEST(Bind, RowOfWidthOfItsOwnIsOpenWhereLabelsArePadded) {
    Lines lines = requests_rows(edition2019);
    for (Line& line : lines) line.insert(line.begin() + 1, "");
    lines[row_of("granted", edition2019)] = {"（一）予以公开", "", "1", "0", "0", "0", "0", "1"};  // a cell is missing
    const Report report(requests_heading + tabs(heads + lines));
    EXPECT_EQ(report.row("requests.granted"),
              "unplaced guessed, unplaced guessed, 0 proved, 0 proved, 0 proved, 0 proved, 1 proved");
}

// ---- rows that are none of the form ---------------------------------------------------------------------------------

TEST(Bind, ExtraRowsShiftNothing) {
    for (const auto layout : {tabs, bars, cell_lines, spaced}) {
        const Report report(disclosure_heading + layout({{"第二十条第（一）项"},
                                                         {"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"},
                                                         {"规章", "0", "0", "0"},
                                                         {"其他主动公开文件", "31", "2", "77"},
                                                         {"行政规范性文件", "4", "1", "27"},
                                                         {"第二十条第（五）项"},
                                                         {"信息内容", "本年处理决定数量"},
                                                         {"行政检查", "12"},
                                                         {"行政许可", "318"},
                                                         {"第二十条第（六）项"},
                                                         {"信息内容", "本年处理决定数量"},
                                                         {"行政处罚", "6"},
                                                         {"行政征收", "9"},
                                                         {"行政强制", "5"}}));
        EXPECT_EQ(report.row("disclosure.regulations"), "0 read, 0 read, 0 read");
        EXPECT_EQ(report.row("disclosure.normative_documents"), "4 read, 1 read, 27 read");
        EXPECT_EQ(report.row("disclosure.licensing"), "318 read");
        EXPECT_EQ(report.row("disclosure.penalties"), "6 read");
        EXPECT_EQ(report.row("disclosure.coercion"), "5 read");
    }
}

TEST(Bind, ExtraRowIsNotTakenForARowThatIsMissing) {
    for (const std::string_view label : {"行政检查", "行政确认", "行政征收", "行政奖励", "行政处理"})
        for (const auto layout : {tabs, bars, cell_lines, spaced}) {
            const Report report(disclosure_heading + layout({{"第二十条第（五）项"},
                                                             {"信息内容", "本年处理决定数量"},
                                                             {std::string(label), "12"},
                                                             {"第二十条第（六）项"},
                                                             {"信息内容", "本年处理决定数量"},
                                                             {std::string(label), "13"}}));
            EXPECT_EQ(report.row("disclosure.licensing"), "absent") << label;
            EXPECT_EQ(report.row("disclosure.penalties"), "absent") << label;
            EXPECT_EQ(report.row("disclosure.coercion"), "absent") << label;
        }
}

TEST(Bind, ExtraRowOfRequestsIsNotTakenForAnother) {
    for (const std::string_view label : {"其他申请", "（八）其他情形", "咨询申请", "1.其他类申请"}) {
        Lines lines = requests_rows(edition2019);
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(row_of("not_processed_repeated", edition2019)));
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(row_of("not_processed_repeated", edition2019)),
                     {std::string(label), "7", "0", "0", "0", "0", "0", "7"});
        const Report report(requests_heading + tabs(heads + lines));
        EXPECT_TRUE(report.nothing_trusted("requests.not_processed_repeated")) << label;
        EXPECT_EQ(report.row("requests.not_processed_petition"), zeros) << label;
        EXPECT_EQ(report.row("requests.not_processed_publication"), zeros) << label;
    }
}

TEST(Bind, ProseAndSmallTablesOfOtherSectionsAreNoRows) {
    const std::string overview = "一、总体情况\n\n（一）主动公开情况\n\n";
    for (const std::string_view told :
         {"行政许可 12 件\n", "行政许可 12\n", "行政许可12件\n", "行政许可\n\n12\n", "行政许可 | 12 |\n",
          "行政许可\t12\n", "\t行政许可\n\t12\n", "信息内容 | 数量 |\n行政许可 | 12 |\n", "行政许可 |\n12 |\n",
          "类别\t件数\n规范性文件\t3\n行政许可\t12\n"}) {
        const Report report(overview + std::string(told) + "\n" + requests_heading +
                            tabs(heads + requests_rows(edition2021)));
        EXPECT_EQ(report.row("disclosure.licensing"), "absent") << told;
        EXPECT_EQ(report.row("requests.granted"), one_business) << told;
    }
}

TEST(Bind, ListsOfOtherSectionsDoNotTouchTheTables) {
    for (const std::string_view told :
         {"总计 | 5 |\n其他 | 3 |\n", "重复申请 3\n", "1.属于国家秘密 | 9 | 9 | 9 | 9 | 9 | 9 | 9 |\n",
          "重复申请\t9\t9\t9\t9\t9\t9\t9\n", "行政复议 | 2 | 0 | 1 | 0 | 3 |\n", "行政复议\t3\n"}) {
        const Report report("一、总体情况\n\n" + std::string(told) + "\n" + requests_heading +
                            tabs(heads + requests_rows(edition2021)) + "五、存在的主要问题及改进情况\n\n" +
                            std::string(told));
        EXPECT_EQ(report.row("requests.denied_state_secret"), zeros) << told;
        EXPECT_EQ(report.row("requests.not_processed_repeated"), zeros) << told;
        EXPECT_EQ(report.row("requests.total_processed"), one_business) << told;
        EXPECT_TRUE(report.nothing_trusted("review.reconsideration")) << told;
    }
}

TEST(Bind, TablesBeforeAnyHeadingAreRead) {
    const Report report(tabs(heads + requests_rows(edition2021)));
    EXPECT_EQ(report.row("requests.granted"), one_business);
}

TEST(Bind, SiteFurnitureIsNoRow) {
    const std::string review =
        bars({{"行政复议", "行政诉讼"},
              {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉"},
              {"2", "0", "1", "0", "3", "0", "0", "0", "1", "1", "1", "0", "0", "0", "1"}});
    for (const std::string_view furniture : {"1 | 2 | 3 |\n", "首页 | 1 | 2 | 3 | 尾页 |\n", "2 | 0 | 2 | 3 | 9 |\n",
                                             "1 2 3 4 5\n", "浏览次数 | 17 |\n", "总计 | 4 |\n"}) {
        const Report report(review_heading + review + std::string(furniture));
        EXPECT_EQ(report.row("review.reconsideration"), "2 read, 0 read, 1 read, 0 read, 3 read") << furniture;
        EXPECT_EQ(report.row("review.litigation_direct"), "0 read, 0 read, 0 read, 1 read, 1 read") << furniture;
        EXPECT_EQ(report.row("review.litigation_after_reconsideration"), "1 read, 0 read, 0 read, 0 read, 1 read")
            << furniture;
    }
}

// ---- labels ---------------------------------------------------------------------------------------------------------

TEST(Bind, NumbersOfLabelsMayBeShifted) {
    Lines lines = requests_rows(edition2019);
    lines[row_of("not_processed_petition", edition2019)] = {"1.信访举报投诉类申请", "0", "0", "0", "0", "0", "0", "0"};
    lines[row_of("not_processed_repeated", edition2019)] = {"1.重复申请", "3", "0", "0", "0", "0", "0", "3"};
    lines[row_of("not_processed_publication", edition2019)][0] = "2.要求提供公开出版物";
    const Report report(requests_heading + tabs(heads + lines));
    EXPECT_EQ(report.row("requests.not_processed_petition"), zeros);
    EXPECT_EQ(report.row("requests.not_processed_repeated"), "3 read, 0 read, 0 read, 0 read, 0 read, 0 read, 3 read");
    EXPECT_EQ(report.row("requests.not_processed_publication"), zeros);
}

TEST(Bind, TraditionalAndMisspeltLabelsAreKnown) {
    const Report report(disclosure_heading + tabs({{"第二十条第（五）项"},
                                                   {"信息内容", "上一年项目数量", "本年增/减", "处理决定数量"},
                                                   {"行政許可", "4", "+1", "27"},
                                                   {"其他对外管理服务事顶", "0", "0", "0"},
                                                   {"第二十条第（八）项"},
                                                   {"信息内容", "上一年项目数量", "本年增/减"},
                                                   {"行政事业型收费", "6", "0"}}));
    EXPECT_EQ(report.row("disclosure.licensing"), "4 read, 1 read, 27 read");
    EXPECT_EQ(report.row("disclosure.other_services"), "0 read, 0 read, 0 read");
    EXPECT_EQ(report.row("disclosure.fees"), "6 read, 0 read");
}

TEST(Bind, BareOtherAndTotalAreRowsInTheirPlaces) {
    for (const auto layout : {tabs, bars, cell_lines, spaced}) {
        Lines lines = requests_rows(edition2021);
        const std::size_t misc = row_of("other_misc", edition2021);
        lines[misc] = {"其他", "0", "0", "0", "0", "0", "5", "5"};
        lines[misc + 1][0] = "总计";
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(misc) - 2, {"（六）其他处理"});
        const Report report(requests_heading + layout(heads + lines));
        EXPECT_EQ(report.row("requests.other_misc"), "0 read, 0 read, 0 read, 0 read, 0 read, 5 read, 5 read");
        EXPECT_EQ(report.row("requests.total_processed"), one_business);
    }
}

TEST(Bind, HeadsBeforeFiguresAreNoLabel) {
    for (const auto layout : {tabs, bars, cell_lines, spaced}) {
        Lines lines = requests_rows(edition2021);
        const std::size_t misc = row_of("other_misc", edition2021);
        lines[misc - 2].erase(lines[misc - 2].begin());  // the label is lost behind a repeated head
        lines[misc - 2][0] = "4";
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(misc) - 2,
                     {"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"});
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(misc) - 2, {"（六）其他处理"});
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(misc) + 2);
        const Report report(requests_heading + layout(heads + lines));
        EXPECT_TRUE(report.nothing_trusted("requests.other_misc"));
        EXPECT_EQ(report.row("requests.not_processed_confirmation"), zeros);
    }
}

TEST(Bind, RowWithoutFiguresGivesWayToOneWithFigures) {
    const Report report(requests_heading + "（一）予以公开||\n（一）予以公开1000001\n");
    EXPECT_EQ(report.row("requests.granted"), "1 proved, 0 proved, 0 proved, 0 proved, 0 proved, 0 proved, 1 proved");
}

TEST(Bind, RowsOfUnknownPlaceSayWhereTheirFiguresAre) {
    Lines lines = requests_rows(edition2021);
    const std::size_t first = row_of("denied_third_party_rights", edition2021);
    for (std::size_t row = first; row < first + 3; ++row) lines[row].erase(lines[row].begin());
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(first) + 2);
    const Report report(requests_heading + tabs(heads + lines));
    const passes::Cell& cell = report.cell("requests.denied_third_party_rights.business");
    EXPECT_EQ(cell.state, passes::State::unplaced);
    ASSERT_TRUE(cell.span.has_value());
    EXPECT_EQ(cell.span, report.cell("requests.denied_process_information.total").span);
    EXPECT_NE(cell.run, 0U);
    EXPECT_EQ(cell.run, report.cell("requests.denied_process_information.total").run);
}

TEST(Bind, CutListsOfCandidatesSaySo) {
    std::string prose = "其中";
    for (int figure = 1; figure <= 70; ++figure) prose += std::to_string(figure * 7) + "件、";
    const Report report(disclosure_heading + "规章\t" + prose + "\t3\t1\n行政规范性文件\t0\t0\t8\n");
    const passes::Cell& cell = report.cell("disclosure.regulations.issued");
    EXPECT_EQ(cell.state, passes::State::illegible);
    EXPECT_EQ(cell.candidates.count, passes::max_candidates);
    EXPECT_FALSE(cell.candidates.complete);
}

TEST(Bind, RowsWithoutFiguresAreOpenHoweverOftenPrinted) {
    const std::string empty_row = "要求提供公开出版物||\n";
    for (std::size_t times = 1; times <= 3; ++times) {
        std::string text = requests_heading;
        for (std::size_t i = 0; i < times; ++i) text += empty_row;
        EXPECT_EQ(Report(text).row("requests.not_processed_publication"),
                  "absent, absent, absent, absent, absent, absent, absent")
            << times;
    }
}

TEST(Bind, TotalAmongTheResultsIsNotPlacedElsewhere) {
    Lines lines = requests_rows(edition2019);
    const auto out = static_cast<std::ptrdiff_t>(row_of("carried_over_out", edition2019));
    lines.erase(lines.begin() + out);
    lines.push_back({"合计", "0", "1", "0", "0", "0", "0", "1"});
    const Report report(requests_heading + tabs(heads + lines));
    EXPECT_TRUE(report.nothing_trusted("requests.carried_over_out"));
}

TEST(Bind, SixthResultOfBothEditions) {
    for (const auto layout : {tabs, bars, cell_lines, spaced}) {
        const Report old(requests_heading + layout(heads + requests_rows(edition2019)));
        EXPECT_EQ(old.row("requests.other"), zeros);
        Lines lines = requests_rows(edition2021);
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(row_of("other_not_corrected", edition2021)),
                     {"（六）其他处理"});
        const Report both(requests_heading + layout(heads + lines));
        EXPECT_EQ(both.row("requests.other_not_corrected"), zeros);
        EXPECT_EQ(both.row("requests.other"), "");
    }
}

// The columns of these tables do not add up to （七）总计: what the form's order alone places is a guess there.
constexpr std::string_view row_in_doubt = "given guessed, 0 read, 0 read, 0 read, 0 read, 0 read, given guessed";
constexpr const char* unplaced = "unplaced, unplaced, unplaced, unplaced, unplaced, unplaced, unplaced";
constexpr std::string_view two_columns_in_doubt =
    "given guessed, 0 read, given guessed, 0 read, 0 read, 0 read, given guessed";

TEST(Bind, SixthResultAsAGroupWhoseFirstLabelIsLost) {
    Lines lines = requests_rows(edition2021);
    lines[row_of("other_not_corrected", edition2021)] = {"（六）其他处理", "2", "0", "0", "0", "0", "0", "2"};
    const Report report(requests_heading + tabs(heads + lines));
    EXPECT_EQ(report.row("requests.other_not_corrected"), row_in_doubt);
}

// ---- rows without labels --------------------------------------------------------------------------------------------

TEST(Bind, LostLabelIsPlacedOnlyWhereForced) {
    for (const auto layout : {tabs, bars, spaced}) {
        Lines lines = requests_rows(edition2019);
        const std::size_t at = row_of("denied_internal_affairs", edition2019);
        lines[at] = {"3", "0", "0", "0", "0", "0", "3"};
        const Report forced(requests_heading + layout(heads + lines));
        EXPECT_EQ(forced.row("requests.denied_internal_affairs"), row_in_doubt);
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1);  // now two rows are missing
        const Report open(requests_heading + layout(heads + lines));
        EXPECT_TRUE(open.nothing_trusted("requests.denied_internal_affairs"));
        EXPECT_TRUE(open.nothing_trusted("requests.denied_process_information"));
        EXPECT_TRUE(open.complains(passes::Code::row_without_label));
    }
}

TEST(Bind, FiguresBeforeTheirWrappedLabels) {
    Lines lines = requests_rows(edition2021);
    const std::size_t first = row_of("other_not_corrected", edition2021);
    const Line a = {"4", "0", "0", "0", "0", "0", "4"}, b = {"0", "0", "6", "0", "0", "0", "6"};
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(first),
                lines.begin() + static_cast<std::ptrdiff_t>(first) + 2);
    const Lines wrapped = {a, {"1.申请人无正当理由逾期不"},       {"补正、行政机关不再处理其政府信息公开申请"},
                           b, {"2.申请人逾期未按收费通知要求缴"}, {"纳费用、行政机关不再处理其政府信息公开申请"}};
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(first), wrapped.begin(), wrapped.end());
    const Report report(requests_heading + spaced(heads + lines));
    EXPECT_EQ(report.row("requests.other_not_corrected"), two_columns_in_doubt);
    EXPECT_EQ(report.row("requests.other_fee_unpaid"), two_columns_in_doubt);
    EXPECT_EQ(report.row("requests.other_misc"), zeros);
}

TEST(Bind, FiguresBetweenOrBehindTheLinesOfTheirLabels) {
    const Line a = {"4", "0", "0", "0", "0", "0", "4"}, b = {"0", "0", "6", "0", "0", "0", "6"};
    const Line first = {"1.申请人无正当理由逾期不"}, rest = {"补正、行政机关不再处理其政府信息公开申请"};
    const Line second = {"2.申请人逾期未按收费通知要求缴"}, end = {"纳费用、行政机关不再处理其政府信息公开申请"};
    for (const Lines& wrapped : {Lines{first, a, rest, second, b, end}, Lines{first, rest, a, second, end, b}}) {
        Lines lines = requests_rows(edition2021);
        const auto at = lines.begin() + static_cast<std::ptrdiff_t>(row_of("other_not_corrected", edition2021));
        lines.insert(lines.erase(at, at + 2), wrapped.begin(), wrapped.end());
        const Report report(requests_heading + spaced(heads + lines));
        const bool behind = wrapped[1] == rest;  // both lines of a label stand before its figures then
        EXPECT_EQ(report.row("requests.other_not_corrected"),
                  behind ? "4 read, 0 read, 0 read, 0 read, 0 read, 0 read, 4 read" : two_columns_in_doubt);
        EXPECT_EQ(report.row("requests.other_fee_unpaid"),
                  behind ? "0 read, 0 read, 6 read, 0 read, 0 read, 0 read, 6 read" : two_columns_in_doubt);
        EXPECT_EQ(report.row("requests.other_misc"), zeros);
    }
}

TEST(Bind, FiguresBehindABlankRowAreNotItsOwn) {
    Lines lines = requests_rows(edition2019);
    const std::size_t at = row_of("denied_internal_affairs", edition2019);
    lines[at] = {"5.属于三类内部事务信息", "", "", "", "", "", "", ""};
    lines[at + 1] = {"", "3", "0", "0", "0", "0", "0", "3"};  // its label is lost
    const Report report(requests_heading + tabs(heads + lines));
    EXPECT_EQ(report.row("requests.denied_internal_affairs"), "blank, blank, blank, blank, blank, blank, blank");
    EXPECT_EQ(report.row("requests.denied_process_information"), row_in_doubt);
}

TEST(Bind, FiguresBehindABlankRowMayBeItsOwnWhereNoCellIsLeftOfTheirLabel) {
    Lines lines = requests_rows(edition2019);
    const std::size_t at = row_of("denied_internal_affairs", edition2019);
    lines[at] = {"5.属于三类内部事务信息", "", "", "", "", "", "", ""};
    lines[at + 1] = {"3", "0", "0", "0",
                     "0", "0", "3"};  // its label is lost, or the label of the row before is misplaced
    for (const auto layout : {tabs, bars}) {
        const Report report(requests_heading + layout(heads + lines));
        EXPECT_EQ(report.row("requests.denied_internal_affairs"), unplaced);
        EXPECT_EQ(report.row("requests.denied_process_information"), unplaced);
    }
}

// ---- rows twice -----------------------------------------------------------------------------------------------------

TEST(Bind, RepeatedRowWithOtherFiguresIsNotRead) {
    for (const auto layout : {tabs, bars, cell_lines, spaced}) {
        Lines lines = requests_rows(edition2019);
        const auto at = static_cast<std::ptrdiff_t>(row_of("not_processed_repeated", edition2019));
        Line again = lines[static_cast<std::size_t>(at)];
        again[1] = again[7] = "8";
        lines.insert(lines.begin() + at, again);
        const Report report(requests_heading + layout(heads + lines));
        EXPECT_EQ(report.row("requests.not_processed_repeated"),
                  "0 proved, 0 proved, 0 proved, 0 proved, 0 proved, 0 proved, 0 proved");  // an 8 breaks two sums
        EXPECT_EQ(report.row("requests.not_processed_petition"), zeros);
        EXPECT_EQ(report.row("requests.not_processed_publication"), zeros);
        EXPECT_TRUE(report.complains(passes::Code::row_repeated));
    }
}

TEST(Bind, RowRepeatedManyTimes) {
    Lines lines = requests_rows(edition2019);
    for (int i = 0; i < 20'000; ++i)
        lines.push_back({"2.重复申请", std::to_string(i), "0", "0", "0", "0", "0", std::to_string(i)});
    const Report report(requests_heading + tabs(heads + lines));
    EXPECT_TRUE(report.complains(passes::Code::row_repeated));
    EXPECT_EQ(report.row("requests.granted"), one_business);
}

TEST(Bind, SecondReportIsAnother) {
    Lines lines = requests_rows(edition2019);
    lines[row_of("granted", edition2019)][1] = "9";
    const std::string text =
        requests_heading + tabs(heads + requests_rows(edition2019)) + "六、其他需要报告的事项\n\n无。\n\n" +
        "柳河县林业局2022年政府信息公开工作年度报告\n\n一、总体情况\n\n略\n\n" + requests_heading + tabs(heads + lines);
    EXPECT_EQ(Report(text, 0).said("requests.granted.natural_person"), "0 read");
    EXPECT_EQ(Report(text, 1).said("requests.granted.natural_person"), "9 read");
}

// ---- columns --------------------------------------------------------------------------------------------------------

/// Table 三 with figures that tell their columns, its columns in another order than the form's.
Lines with_total_first(bool figures_too) {
    Lines lines = requests_rows(edition2019);
    const Line figures = {"1", "2", "3", "4", "5", "6", "21"};
    for (const std::string_view key : {"new_received", "granted", "total_processed"}) {
        Line& line = lines[row_of(key, edition2019)];
        line.resize(1);
        line.insert(line.end(), figures.begin(), figures.end());
    }
    for (Line& line : lines)
        if (figures_too) line.insert(line.begin() + 1, line.back()), line.pop_back();
    return lines;
}

const Lines total_first = {{"申请人情况"},
                           {"总计", "自然人", "法人或其他组织"},
                           {"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}};
const std::string one_to_six = "1 read, 2 read, 3 read, 4 read, 5 read, 6 read, 21 read";

TEST(Bind, ColumnsInTheOrderOfTheirHeads) {
    for (const auto layout : {tabs, bars, cell_lines, spaced}) {
        const Report report(requests_heading + layout(total_first + with_total_first(true)));
        EXPECT_EQ(report.row("requests.granted"), one_to_six);
        EXPECT_EQ(report.row("requests.total_processed"), one_to_six);
    }
}

TEST(Bind, HeadsOutOfOrderOverFiguresInTheFormsOrder) {
    for (const auto layout : {tabs, bars, cell_lines, spaced}) {
        const Report report(requests_heading + layout(total_first + with_total_first(false)));
        EXPECT_EQ(report.row("requests.granted"), one_to_six);
    }
}

TEST(Bind, TotalInAnyLineOfTheHead) {
    for (const Lines& head :
         {Lines{{"自然人", "总计", "法人或其他组织"}, {"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}},
          Lines{{"自然人", "法人或其他组织"}, {"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"}},
          Lines{{"自然人", "法人或其他组织"},
                {"总计"},
                {"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}}})
        for (const auto layout : {tabs, bars, cell_lines, spaced}) {
            const Report report(requests_heading + layout(Lines{{"申请人情况"}} + head + with_total_first(false)));
            EXPECT_EQ(report.row("requests.granted"), one_to_six);
        }
}

TEST(Bind, BlocksInTheOrderOfTheirHeads) {
    for (const auto layout : {tabs, bars}) {
        const Report report(disclosure_heading + layout({{"第二十条第（一）项"},
                                                         {"信息内容", "现行有效件数", "本年制发件数", "本年废止件数"},
                                                         {"规章", "9", "2", "1"},
                                                         {"行政规范性文件", "27", "4", "3"}}));
        EXPECT_EQ(report.row("disclosure.regulations"), "2 read, 1 read, 9 read");
        EXPECT_EQ(report.row("disclosure.normative_documents"), "4 read, 3 read, 27 read");
    }
}

TEST(Bind, OneHeadTwiceLeavesTheFormsOrder) {
    const Report report(disclosure_heading + tabs({{"第二十条第（一）项"},
                                                   {"信息内容", "本年制发件数", "本年制发件数", "现行有效件数"},
                                                   {"规章", "0", "0", "0"},
                                                   {"行政规范性文件", "4", "1", "27"}}));
    EXPECT_EQ(report.row("disclosure.normative_documents"), "4 read, 1 read, 27 read");
}

TEST(Bind, CutHeadsTellTheEdition) {
    const Report report(disclosure_heading + tabs({{"第二十条第（一）项"},
                                                   {"信息内容", "本年新", "本年新", "对外公开"},
                                                   {"规章", "0", "0", "0"},
                                                   {"规范性文件", "4", "1", "27"}}));
    EXPECT_EQ(report.row("disclosure.normative_documents"), "4 read, 1 read, 27 read");
    EXPECT_EQ(report.out().item_editions[0], edition2019);
}

TEST(Bind, YearsInHeadsDoNotHideTheEdition) {
    const Report report(disclosure_heading +
                        tabs({{"第二十条第（五）项"},
                              {"信息内容", "上一年（2018）项目数量", "本年（2019）增/减", "处理决定数量"},
                              {"行政许可", "22", "3", "417"},
                              {"第二十条第（一）项"},
                              {"信息内容", "本年（2019）新制作数量", "本年（2019）新公开数量", "对外公开总数量"},
                              {"规范性文件", "4", "1", "27"}}));
    EXPECT_EQ(report.out().item_editions[0], edition2019);
    EXPECT_EQ(report.row("disclosure.licensing"), "22 read, 3 read, 417 read");
}

// ---- table 四 -------------------------------------------------------------------------------------------------------

TEST(Bind, ReviewInThreeSmallTables) {
    const Line outcomes = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
    for (const auto layout : {tabs, bars, cell_lines, spaced}) {
        const Report report(review_heading + layout({{"行政复议"},
                                                     outcomes,
                                                     {"2", "0", "1", "0", "3"},
                                                     {"行政诉讼"},
                                                     {"未经复议直接起诉"},
                                                     outcomes,
                                                     {"0", "0", "0", "1", "1"},
                                                     {"复议后起诉"},
                                                     outcomes,
                                                     {"1", "0", "0", "0", "1"}}));
        EXPECT_EQ(report.row("review.reconsideration"), "2 read, 0 read, 1 read, 0 read, 3 read");
        EXPECT_EQ(report.row("review.litigation_direct"), "0 read, 0 read, 0 read, 1 read, 1 read");
        EXPECT_EQ(report.row("review.litigation_after_reconsideration"), "1 read, 0 read, 0 read, 0 read, 1 read");
    }
}

TEST(Bind, ReviewTwiceWithOtherFiguresIsNotRead) {
    const Lines whole = {{"行政复议", "行政诉讼"},
                         {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉"},
                         {"2", "0", "1", "0", "3", "0", "0", "0", "1", "1", "1", "0", "0", "0", "1"}};
    const Report report(review_heading + tabs(whole + Lines{{"行政复议", "5", "0", "0", "0", "5"}}));
    EXPECT_TRUE(report.nothing_trusted("review.reconsideration"));
    EXPECT_TRUE(report.complains(passes::Code::row_repeated));
}

TEST(Bind, OutcomesInTheOrderOfTheirHeads) {
    const Line outcomes = {"总计", "结果维持", "结果纠正", "其他结果", "尚未审结"};
    const Line heads15 = {"总计", "结果维持", "结果纠正", "其他结果", "尚未审结",
                          "总计", "结果维持", "结果纠正", "其他结果", "尚未审结",
                          "总计", "结果维持", "结果纠正", "其他结果", "尚未审结"};
    const Report report(review_heading +
                        tabs({{"行政复议", "行政诉讼"},
                              {"未经复议直接起诉", "复议后起诉"},
                              heads15,
                              {"3", "2", "0", "1", "0", "1", "0", "0", "0", "1", "1", "1", "0", "0", "0"}}));
    EXPECT_EQ(report.row("review.reconsideration"), "2 read, 0 read, 1 read, 0 read, 3 read");
    EXPECT_EQ(report.row("review.litigation_direct"), "0 read, 0 read, 0 read, 1 read, 1 read");
}

}  // namespace
}  // namespace nianbao
