// Reads one cell that stands apart: 12, 1,234, 减少3, 201件, 22（其中修订16件）, 38.5万元, 二十六, 无, —. What is no one
// number is illegible, and the figures in it are candidates. Cells of a few plain digits have a short way.
#include "passes/evaluate.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "grammar/digit.hpp"
#include "passes/characters.hpp"
#include "passes/numeral.hpp"

namespace nianbao::passes {

namespace {

using grammar::is_amount;
using grammar::Unit;

/// Longer cells are read up to here: they are prose, and their candidates are incomplete.
constexpr std::size_t longest_cell = std::size_t{1} << 16;

/// Words are longest first where one begins another.
constexpr std::u32string_view none_words[] = {U"无", U"零", U"暂无", U"没有"};
constexpr std::u32string_view unchanged_words[] = {U"未增未减", U"未增减", U"无增减", U"不增不减", U"无变化",
                                                   U"没有变化", U"未变化", U"未变",   U"不变",     U"持平"};
constexpr std::u32string_view not_applicable_words[] = {U"不适用", U"不涉及", U"未涉及", U"N/A", U"n/a"};
constexpr std::u32string_view plus_words[] = {U"增加了", U"增加", U"新增", U"增长", U"增", U"+"};
constexpr std::u32string_view minus_words[] = {U"减少了", U"减少", U"下降", U"减", U"-"};
constexpr std::u32string_view counter_words[] = {
    U"批次", U"件次", U"人次", U"项次", U"场次", U"件", U"项", U"条", U"批", U"次", U"个", U"份", U"宗", U"起",
    U"例",   U"家",   U"户",   U"笔",   U"部",   U"篇", U"张", U"卷", U"类", U"种", U"人", U"期", U"册"};
constexpr std::u32string_view money_words[] = {U"元人民币", U"元整", U"元"};
constexpr std::u32string_view money_signs[] = {U"人民币", U"¥"};
constexpr std::u32string_view rough_notes[] = {U"约", U"左右", U"以上", U"以下", U"余", U"估算", U"预估"};

struct Multiplier {
    std::u32string_view word;
    int power;
    bool alone;  // 38.5万 says 元 without printing it; 5千 does not
};
constexpr Multiplier multipliers[] = {
    {U"万亿", 12, true}, {U"亿", 8, true}, {U"千万", 7, true}, {U"百万", 6, true},
    {U"十万", 5, true},  {U"万", 4, true}, {U"千", 3, false},  {U"百", 2, false},
};

enum class Sort : std::uint8_t { none, counter, money, multiplier };

struct PrintedUnit {
    Sort sort = Sort::none;
    int power = 0;
    Span span;
};

/// One number as printed, with what stands around it.
struct Quantity {
    Numeral number;
    int sign = 0;  // 0: none is printed
    PrintedUnit unit;
    Span note;
    bool rough = false;  // a note says that the number is none: 22（左右）
    bool chinese = false;
};

Span span_of(const Char& first, const Char& last) { return {first.begin, last.end}; }

/// Reads what stands in cells.
class Reader : public Cursor {
public:
    using Cursor::Cursor;

    [[nodiscard]] const Char& operator[](std::size_t index) const { return chars_[index]; }

    int take_sign() {
        if (take_any(plus_words)) return 1;
        return take_any(minus_words) ? -1 : 0;
    }

    std::optional<Numeral> take_arabic() { return read_arabic(chars_, at_); }
    std::optional<Numeral> take_chinese(bool keep_unit) { return read_chinese(chars_, at_, keep_unit); }

    PrintedUnit take_unit() {
        const std::size_t begin = at_;
        PrintedUnit unit = take_bare_unit();
        if (unit.sort == Sort::none)
            at_ = begin;
        else
            unit.span = span_of(chars_[begin], chars_[at_ - 1]);
        return unit;
    }

    /// （万元）
    PrintedUnit take_bracketed_unit() {
        const std::size_t begin = at_;
        if (!take(U'(')) return {};
        skip_blanks();
        take(std::u32string_view(U"单位:"));
        const PrintedUnit unit = take_unit();
        skip_blanks();
        if (unit.sort != Sort::none && take(U')')) return unit;
        at_ = begin;
        return {};
    }

    /// （其中修订16件）, brackets within it, or cut off before its end.
    std::optional<std::span<const Char>> take_note() {
        const std::size_t begin = at_;
        std::size_t depth = 0;
        do {
            depth += opens(peek());
            depth -= closes(peek()) && depth > 0;
            if (depth == 0 && at_ == begin) return std::nullopt;
            ++at_;
        } while (!done() && depth > 0);
        return chars_.subspan(begin, at_ - begin);
    }

private:
    static bool opens(char32_t code) { return std::u32string_view(U"([{【〔").find(code) != std::u32string_view::npos; }
    static bool closes(char32_t code) {
        return std::u32string_view(U")]}】〕").find(code) != std::u32string_view::npos;
    }

    PrintedUnit take_bare_unit() {
        const auto is_next = [this](const Multiplier& m) { return take(m.word); };
        const auto* multiplier = std::ranges::find_if(multipliers, is_next);
        const bool multiplied = multiplier != std::end(multipliers);
        const int power = multiplied ? multiplier->power : 0;
        const std::size_t behind = at_;
        skip_blanks();
        if (take_any(money_words)) return {.sort = Sort::money, .power = power, .span = {}};
        if (take_any(counter_words)) return {.sort = Sort::counter, .power = power, .span = {}};
        at_ = behind;
        if (multiplied && multiplier->alone) return {.sort = Sort::multiplier, .power = power, .span = {}};
        return {};
    }
};

bool is_rough(std::span<const Char> note) {
    const std::span<const Char> inside = note.subspan(1, note.size() - (note.size() > 1 ? 2 : 1));
    return std::ranges::any_of(
        rough_notes, [&](std::u32string_view word) { return std::ranges::equal(inside, word, {}, &Char::code); });
}

/// Units and notes in any order, each at most once; notes that touch become one.
void take_surroundings(Reader& reader, Quantity& quantity) {
    while (true) {
        const std::size_t begin = reader.at();
        reader.skip_blanks();
        if (quantity.unit.sort == Sort::none) {
            quantity.unit = reader.take_unit();
            if (quantity.unit.sort == Sort::none) quantity.unit = reader.take_bracketed_unit();
            if (quantity.unit.sort != Sort::none) continue;
        }
        const auto note = reader.take_note();
        if (!note) {
            reader = Reader(reader.chars(), begin);
            return;
        }
        quantity.rough |= is_rough(*note);
        const Span span = span_of(note->front(), note->back());
        quantity.note = quantity.note.empty() ? span : grammar::join(quantity.note, span);
    }
}

/// 无。 and 12。
bool at_end(Reader& reader) {
    reader.skip_blanks();
    reader.take(U'。');
    reader.skip_blanks();
    return reader.done();
}

/// The numeral and its unit and notes; nothing where no numeral stands.
std::optional<Quantity> take_quantity(Reader& reader, Unit column) {
    Quantity quantity;
    const std::size_t begin = reader.at();
    if (reader.take_any(money_signs))
        quantity.unit = {.sort = Sort::money, .power = 0, .span = span_of(reader[begin], reader[reader.at() - 1])};
    reader.skip_blanks();
    std::optional<Numeral> number = reader.take_arabic();
    if (!number) {
        number = reader.take_chinese(is_amount(column));
        quantity.chinese = number.has_value();
    }
    if (!number) return std::nullopt;
    quantity.number = *number;
    if (is_amount(column) && quantity.unit.sort == Sort::money) {  // ¥38.5万
        const Span before = quantity.unit.span;
        quantity.unit = {};
        take_surroundings(reader, quantity);
        if (quantity.unit.sort == Sort::none) quantity.unit = {.sort = Sort::money, .power = 0, .span = before};
    } else {
        take_surroundings(reader, quantity);
    }
    return quantity;
}

std::optional<Decimal> signed_value(Decimal value, int sign) {
    return sign < 0 ? Decimal::make(-value.digits(), value.scale()) : std::optional(value);
}

/// The value in the column's canonical unit; `power` is that of the printed unit.
std::optional<Decimal> in_column_unit(const Quantity& quantity, int power, Unit column) {
    if (!quantity.number.value) return std::nullopt;
    const std::optional<Decimal> scaled = quantity.number.value->shifted(power - (column == Unit::wan_yuan ? 4 : 0));
    return scaled ? signed_value(*scaled, quantity.sign) : std::nullopt;
}

/// 件 is no unit of money, and 元 counts nothing.
bool unit_suits(const PrintedUnit& unit, Unit column) {
    return is_amount(column) ? unit.sort != Sort::counter : unit.sort != Sort::money;
}

/// Whether this is one number that the column can hold.
bool is_legible(const Quantity& quantity, Unit column) {
    const bool lone_one = quantity.chinese && quantity.number.value == Decimal(1) && quantity.unit.sort == Sort::none &&
                          quantity.sign == 0;  // 一 may be a dash
    if (!quantity.number.canonical || quantity.rough || lone_one) return false;
    if (quantity.sign != 0 && column != Unit::change) return false;
    if (!unit_suits(quantity.unit, column)) return false;
    if (is_amount(column)) return !quantity.number.myriads || quantity.unit.sort != Sort::none;  // 三亿五千万: of what?
    const std::optional<Decimal> value = in_column_unit(quantity, quantity.unit.power, column);
    return (!quantity.number.pointed || quantity.unit.power > 0) && (!value || value->whole());
}

void evaluate_unitless(const Quantity& quantity, Unit column, HeadUnit head, Evaluation& result) {
    if (head != HeadUnit::none || quantity.number.value == Decimal(0)) {
        result.value = in_column_unit(quantity, head == HeadUnit::wan_yuan ? 4 : 0, column);
        result.too_long = !result.value;
        return;
    }
    const std::optional<Decimal> yuan = in_column_unit(quantity, 0, column);
    const std::optional<Decimal> wan_yuan = in_column_unit(quantity, 4, column);
    for (const auto& candidate : column == Unit::yuan ? std::array{yuan, wan_yuan} : std::array{wan_yuan, yuan})
        if (candidate) result.candidates.push_back(*candidate);
    result.unit_missing = !result.candidates.empty();
    result.too_long = !result.unit_missing;
}

Evaluation given(const Quantity& quantity, Unit column, HeadUnit head) {
    Evaluation result;
    result.state = State::given;
    result.note = quantity.note;
    result.unit = quantity.unit.span;
    if (is_amount(column) && quantity.unit.sort == Sort::none) {
        evaluate_unitless(quantity, column, head, result);
    } else {
        result.value = in_column_unit(quantity, quantity.unit.power, column);
        result.too_long = !result.value;
    }
    return result;
}

/// One number and nothing else.
std::optional<Evaluation> evaluate_number(std::span<const Char> chars, Unit column, HeadUnit head) {
    Reader reader(chars);
    const int sign = reader.take_sign();
    reader.skip_blanks();
    std::optional<Quantity> quantity = take_quantity(reader, column);
    if (!quantity || !at_end(reader)) return std::nullopt;
    quantity->sign = sign;
    if (!is_legible(*quantity, column)) return std::nullopt;
    return given(*quantity, column, head);
}

/// +(2) or +2 or +( ); steps behind it.
struct SignedPart {
    int sign = 0;
    std::optional<Decimal> value;
};
std::optional<SignedPart> take_signed_part(Reader& reader) {
    SignedPart part;
    reader.skip_blanks();
    part.sign = reader.take_sign();
    if (part.sign == 0) return std::nullopt;
    reader.skip_blanks();
    const bool bracket = reader.take(U'(');
    reader.skip_blanks();
    if (const auto number = reader.take_arabic()) {
        if (!number->canonical || number->pointed || !number->value) return std::nullopt;
        part.value = number->value;
    }
    reader.skip_blanks();
    if (bracket ? !reader.take(U')') : !part.value) return std::nullopt;
    return part;
}

/// The printed form has both signs: +(2) -(0). One of them may have a number that is not 0.
std::optional<Evaluation> evaluate_both_signs(std::span<const Char> chars, Unit column) {
    if (column != Unit::change) return std::nullopt;
    Reader reader(chars);
    const auto first = take_signed_part(reader);
    if (!first) return std::nullopt;
    reader.skip_blanks();
    if (!reader.take(U'/')) reader.take(U',');
    const auto second = take_signed_part(reader);
    if (!at_end(reader) || (second && second->sign == first->sign)) return std::nullopt;
    std::optional<Decimal> value;
    for (const auto& part : {first, second}) {
        if (!part || !part->value) continue;
        if (value && *value != Decimal(0) && *part->value != Decimal(0)) return std::nullopt;
        if (!value || *part->value != Decimal(0)) value = signed_value(*part->value, part->sign);
    }
    if (!value) return std::nullopt;
    Evaluation result;
    result.state = State::given;
    result.value = value;
    return result;
}

/// A word that says none, or that there is nothing to say; notes may follow.
std::optional<Evaluation> evaluate_word(std::span<const Char> chars, Unit column) {
    const auto fits = [&](std::u32string_view word) -> std::optional<Quantity> {
        Reader reader(chars);
        if (!reader.take(word)) return std::nullopt;
        Quantity notes;
        notes.unit.sort = Sort::counter;  // a unit has no place here
        take_surroundings(reader, notes);
        return at_end(reader) ? std::optional(notes) : std::nullopt;
    };
    const auto search = [&](std::span<const std::u32string_view> words, State state) -> std::optional<Evaluation> {
        for (std::u32string_view word : words) {
            const auto found = fits(word);
            if (!found) continue;
            Evaluation result;
            result.state = state;
            if (state == State::none) result.value = Decimal(0);
            result.note = found->note;
            return result;
        }
        return std::nullopt;
    };
    if (auto none = search(none_words, State::none)) return none;
    if (column == Unit::change)
        if (auto unchanged = search(unchanged_words, State::none)) return unchanged;
    return search(not_applicable_words, State::not_applicable);
}

/// / — ── × \ in any number, perhaps with a remark behind them.
std::optional<Evaluation> evaluate_strokes(std::span<const Char> chars) {
    constexpr std::u32string_view strokes = U"/-─━ー×✕✖╳✗\\";
    Reader reader(chars);
    while (reader.take_one_of(strokes)) reader.skip_blanks();
    if (reader.at() == 0) return std::nullopt;
    Quantity notes;
    notes.unit.sort = Sort::counter;
    take_surroundings(reader, notes);
    const auto in_words = [](const Char& c) { return is_ideograph(c.code); };
    if (!at_end(reader) || (!notes.note.empty() && std::ranges::none_of(chars, in_words))) return std::nullopt;  // -(2)
    Evaluation result;
    result.state = State::not_applicable;
    result.note = notes.note;
    return result;
}

/// The figures of a text that is no one number, in their order, each once.
class Figures {
public:
    Figures(Unit column, HeadUnit head) : column_(column), head_(head) {}

    void push(const Quantity& quantity) {
        const bool has_unit = quantity.unit.sort != Sort::none && quantity.unit.sort != Sort::counter;
        const int power = has_unit || !is_amount(column_) ? quantity.unit.power : unitless_power();
        const std::optional<Decimal> value = in_column_unit(quantity, power, column_);
        if (!value || (!is_amount(column_) && !value->whole())) return;
        if (std::ranges::find(values, *value) != values.end()) return;
        if (values.size() < max_candidates)
            values.push_back(*value);
        else
            complete = false;
    }

    std::vector<Decimal> values;
    bool complete = true;

private:
    /// Without a unit anywhere, the form's own.
    int unitless_power() const {
        const HeadUnit own = column_ == Unit::wan_yuan ? HeadUnit::wan_yuan : HeadUnit::yuan;
        return (head_ == HeadUnit::none ? own : head_) == HeadUnit::wan_yuan ? 4 : 0;
    }

    Unit column_;
    HeadUnit head_;
};

/// The sign in front of a figure in prose. 3-5 is a range; the dash of a list stands in front of words.
int sign_before(std::span<const Char> chars, std::size_t at, Unit column) {
    std::size_t end = at;
    while (end > 0 && is_blank(chars[end - 1].code)) --end;
    const auto ends_with = [&](std::u32string_view word) {
        return end >= word.size() &&
               std::ranges::equal(chars.subspan(end - word.size(), word.size()), word, {}, &Char::code) &&
               (column == Unit::change || end == word.size()) &&
               (end == word.size() || !is_digit(chars[end - word.size() - 1].code));
    };
    if (std::ranges::any_of(minus_words, ends_with)) return -1;
    return std::ranges::any_of(plus_words, ends_with) ? 1 : 0;
}

/// Calls `take` at every place; `counts` says whether what it read, so many characters long, is a figure.
template <class Take, class Counts>
void gather(std::span<const Char> chars, Unit column, Figures& figures, Take take, Counts counts) {
    std::size_t at = 0;
    while (at < chars.size() && figures.complete) {
        const std::size_t begin = at;
        Quantity quantity;
        if (const std::optional<Numeral> number = take(at)) {
            quantity.number = *number;
            quantity.sign = sign_before(chars, begin, column);
            Reader reader(chars, at);
            reader.skip_blanks();
            quantity.unit = reader.take_unit();
            if (counts(quantity, at - begin)) figures.push(quantity);
        }
        if (at == begin) ++at;
    }
}

void gather_arabic(std::span<const Char> chars, Unit column, Figures& figures) {
    const auto take = [&](std::size_t& at) { return read_arabic(chars, at); };
    gather(chars, column, figures, take, [](const Quantity&, std::size_t) { return true; });
}

/// Where no Arabic figure stands: 约二十, 三至五项. In 统一 and 一是 no number is meant.
void gather_chinese(std::span<const Char> chars, Unit column, Figures& figures) {
    std::size_t tried = 0;  // behind a run that says nothing
    const auto take = [&](std::size_t& at) -> std::optional<Numeral> {
        if (at < tried || !is_chinese_numeral(chars[at].code)) return std::nullopt;
        tried = at + 1;
        while (tried < chars.size() && is_chinese_numeral(chars[tried].code)) ++tried;
        return read_chinese(chars, at, is_amount(column));
    };
    const auto counts = [&](const Quantity& quantity, std::size_t length) {
        return length > 1 || quantity.unit.sort != Sort::none || length == chars.size();
    };
    gather(chars, column, figures, take, counts);
}

Evaluation illegible(std::span<const Char> chars, Unit column, HeadUnit head) {
    Figures figures(column, head);
    if (std::ranges::any_of(chars, is_digit, &Char::code))
        gather_arabic(chars, column, figures);
    else
        gather_chinese(chars, column, figures);
    Evaluation result;
    result.state = State::illegible;
    result.candidates = std::move(figures.values);
    result.candidates_complete = figures.complete;
    return result;
}

/// Everything but a few plain digits.
Evaluation evaluate_at_length(std::string_view text, Unit unit, HeadUnit head) {
    const bool cut = text.size() > longest_cell;
    std::vector<Char> folded_text = fold(text.substr(0, longest_cell));
    for (Char& c : folded_text)
        if (text[c.begin] == '\t') c.code = U'\t';  // within a cell it parts two numbers
    std::span<const Char> chars = folded_text;
    const auto outer = [](const Char& c) { return is_blank(c.code) || c.code == U'\t'; };
    while (!chars.empty() && outer(chars.front())) chars = chars.subspan(1);
    while (!chars.empty() && outer(chars.back())) chars = chars.first(chars.size() - 1);
    if (chars.empty() && !cut) return {};
    if (!cut) {
        if (auto result = evaluate_strokes(chars)) return *std::move(result);
        if (auto result = evaluate_word(chars, unit)) return *std::move(result);
        if (auto result = evaluate_number(chars, unit, head)) return *std::move(result);
        if (auto result = evaluate_both_signs(chars, unit)) return *std::move(result);
    }
    Evaluation result = illegible(chars, unit, head);
    result.candidates_complete &= !cut;
    return result;
}

}  // namespace

Evaluation evaluate(std::string_view text, grammar::Unit unit, HeadUnit head) {
    if (text.empty()) return {};
    const std::optional<Decimal> value = plain_number(text, unit);
    if (!value) return evaluate_at_length(text, unit, head);
    Evaluation result;
    result.state = State::given;
    result.value = value;
    return result;
}

}  // namespace nianbao::passes
