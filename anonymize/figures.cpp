// Table by table, by the compiler's own reading: figures in the identities of the form walk together (wander.hpp), so that
// each sum that holds does so after it; those of a row without sums keep their order by size.
#include "anonymize/figures.hpp"

#include <algorithm>
#include <utility>

#include "grammar/digit.hpp"

namespace nianbao::anonymize {
namespace {

using grammar::Span;
using passes::Cell;
using passes::Certainty;
using passes::Compilation;
using passes::State;

constexpr std::size_t most_digits = 18;

std::int64_t power_of_ten(std::size_t exponent) {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

std::size_t length_of(std::int64_t number) {
    std::size_t length = 1;
    for (; number >= 10; number /= 10) ++length;
    return length;
}

/// A number and all others of its length.
Variable variable_of(std::int64_t number) {
    const std::int64_t low = power_of_ten(length_of(number) - 1);
    return {number, low, low * 10 - 1};
}

/// The digits of a cell, but for those of a remark in it.
std::vector<std::uint32_t> digits_of(const Compilation& compilation, const Cell& cell) {
    std::vector<std::uint32_t> digits = digits_in(compilation.source->text(), *cell.span);
    std::erase_if(digits, [&](std::uint32_t at) { return at >= cell.note.begin && at < cell.note.end; });
    return digits;
}

bool is_certain(const Cell& cell) {
    return cell.certainty >= Certainty::proved && cell.state == State::given && cell.value && cell.span;
}

std::optional<Figure> figure_of(const Compilation& compilation, std::size_t position) {
    const Cell& cell = compilation.cells[position];
    if (!is_certain(cell)) return std::nullopt;
    const std::string_view text = compilation.source->text();
    Figure figure{.cell = position, .digits = digits_of(compilation, cell)};
    if (figure.digits.empty() || figure.digits.size() > most_digits) return std::nullopt;
    for (const std::uint32_t at : figure.digits) figure.number = figure.number * 10 + digit_at(text, at);
    if (figure.number == 0) return std::nullopt;
    const std::int64_t value = cell.value->digits();
    figure.negative = value < 0;
    figure.counts = cell.value->whole() && (value < 0 ? -value : value) == figure.number;
    figure.pointed = cell.value->scale() > 0;
    return figure;
}

bool same_row(const grammar::Key& a, const grammar::Key& b) { return a.table == b.table && a.row == b.row; }

/// A cell that no figure is printed in, so that its number may be any.
bool is_unknown(const Cell& cell) {
    return !cell.value &&
           (cell.state == State::blank || cell.state == State::absent || cell.state == State::not_applicable);
}

int order_of(std::int64_t a, std::int64_t b) { return (a > b) - (a < b); }

/// Another number of the same length; a fraction ends in a zero as before, or not.
std::int64_t draw(const Figure& figure, Random& random) {
    constexpr int most_tries = 1000;
    const Variable variable = variable_of(figure.number);
    for (int i = 0; i < most_tries; ++i) {
        const std::int64_t number = random.between(variable.low, variable.high);
        const bool ends_alike = !figure.pointed || (number % 10 == 0) == (figure.number % 10 == 0);
        if (number != figure.number && ends_alike) return number;
    }
    return figure.number;
}

}  // namespace

std::vector<std::uint32_t> digits_in(std::string_view text, Span span) {
    std::vector<std::uint32_t> digits;
    const std::string_view part = text.substr(0, span.end);
    for (std::size_t at = span.begin; at < part.size();) {
        const auto begin = static_cast<std::uint32_t>(at);
        if (grammar::take_digit(part, at) >= 0)
            digits.push_back(begin);
        else
            ++at;
    }
    return digits;
}

int digit_at(std::string_view text, std::uint32_t offset) {
    std::size_t at = offset;
    return grammar::take_digit(text, at);
}

void write_digit(std::string& text, std::uint32_t offset, int digit) {
    constexpr std::uint32_t wide = 2;  // the last of the three bytes of ０ to ９ tells them apart
    constexpr int first_wide = 0x90;
    const bool ascii = text[offset] >= '0' && text[offset] <= '9';
    text[ascii ? offset : offset + wide] = static_cast<char>((ascii ? '0' : first_wide) + digit);
}

Figures::Figures(const Compilation& compilation) {
    for (const Cell& cell : compilation.cells) keys_.push_back(cell.key);
    add_figures(compilation);
    drop_shared_digits();
    add_open_spans(compilation);
    add_systems(compilation);
    add_rows(compilation);
}

void Figures::add_figures(const Compilation& compilation) {
    for (std::size_t i = 0; i < compilation.cells.size(); ++i)
        if (std::optional<Figure> figure = figure_of(compilation, i)) figures_.push_back(*std::move(figure));
    std::ranges::sort(figures_, {}, [](const Figure& figure) { return figure.digits.front(); });
}

/// Digits of two cells at once can be no other number of both.
void Figures::drop_shared_digits() {
    std::vector<bool> shared(figures_.size());
    for (std::size_t i = 1; i < figures_.size(); ++i)
        if (figures_[i].digits.front() <= figures_[i - 1].digits.back()) shared[i - 1] = shared[i] = true;
    std::size_t position = 0;
    std::erase_if(figures_, [&](const Figure&) { return shared[position++]; });
}

/// In table 二 nothing adds up: there the readings of a run hang on its zeros and signs alone.
void Figures::add_open_spans(const Compilation& compilation) {
    for (const Cell& cell : compilation.cells) {
        const bool open = cell.run != 0 && cell.certainty < Certainty::proved && cell.span;
        if (open && grammar::keys()[cell.key].table != grammar::TableId::disclosure) open_.push_back(*cell.span);
    }
    std::ranges::sort(open_, {}, &Span::begin);
    std::vector<Span> joined;
    for (const Span span : open_) {
        if (!joined.empty() && span.begin < joined.back().end)
            joined.back() = join(joined.back(), span);
        else
            joined.push_back(span);
    }
    open_ = std::move(joined);
}

/// Sums that are off by the same number have one cause, and stay off by the same.
std::size_t Figures::System::gap_variable(std::int64_t gap) {
    const auto known = std::ranges::find(gaps, gap, &Variable::value);
    const auto index = static_cast<std::size_t>(known - gaps.begin());
    if (known == gaps.end()) gaps.push_back({gap, 1, gap * 10});
    return figures.size() + index;
}

/// One identity over the figures that are variables of the system.
void Figures::add_law(const Compilation& compilation, const passes::PlacedSystem& placed, const passes::Sums& sums,
                      passes::EquationId equation, std::span<const std::optional<std::size_t>> variables,
                      System& system) const {
    Law law;
    bool unknown = false, certain = true;
    for (const passes::Term& term : placed.system->equations[equation].terms) {
        const Cell& cell = compilation.cells[placed.position(term.cell)];
        unknown = unknown || is_unknown(cell);
        certain = certain && cell.value && cell.certainty >= Certainty::proved;
        const std::optional<std::size_t> variable = variables[term.cell];
        if (variable) law.push_back({*variable, term.left != figures_[system.figures[*variable]].negative ? 1 : -1});
    }
    if (law.empty()) return;
    constexpr passes::Wide most = 100'000'000'000'000'000;
    const passes::Wide gap = sums.rest(equation);
    const bool may_change = unknown || certain;  // no open reading is weighed by it
    if (may_change && sums.scale() == 0 && gap != 0 && gap < most && gap > -most)
        law.push_back({system.gap_variable(static_cast<std::int64_t>(gap < 0 ? -gap : gap)), gap < 0 ? 1 : -1});
    system.laws.push_back(std::move(law));
}

void Figures::add_systems(const Compilation& compilation) {
    std::vector<std::optional<Position>> figure_at(compilation.cells.size());
    for (Position i = 0; i < figures_.size(); ++i)
        if (figures_[i].counts) figure_at[figures_[i].cell] = i;
    for (const passes::PlacedSystem& placed : passes::systems_in(compilation)) {
        System system;
        std::vector<std::optional<std::size_t>> variable_at(placed.size());
        for (passes::CellId cell = 0; cell < placed.size(); ++cell) {
            const auto figure = figure_at[placed.position(cell)];
            if (!figure) continue;
            variable_at[cell] = system.figures.size();
            system.figures.push_back(*figure);
        }
        const passes::Sums sums(*placed.system, passes::numbers_of(placed, compilation));
        for (passes::EquationId e = 0; e < placed.system->equations.size(); ++e)
            add_law(compilation, placed, sums, e, variable_at, system);
        systems_.push_back(std::move(system));
    }
}

void Figures::add_rows(const Compilation& compilation) {
    std::vector<bool> in_system(figures_.size());
    for (const System& system : systems_)
        for (const Position figure : system.figures) in_system[figure] = true;
    std::vector<std::optional<Position>> figure_at(compilation.cells.size());
    for (Position i = 0; i < figures_.size(); ++i)
        if (!in_system[i]) figure_at[figures_[i].cell] = i;
    for (std::size_t i = 0; i < compilation.cells.size();) {
        const grammar::Key& first = grammar::keys()[keys_[i]];
        Row row;
        for (; i < compilation.cells.size() && same_row(first, grammar::keys()[keys_[i]]); ++i) {
            const Cell& cell = compilation.cells[i];
            const bool known = cell.value && cell.value->whole() && cell.certainty >= Certainty::proved;
            if (!figure_at[i] && !known) continue;
            row.push_back(
                {.figure = figure_at[i], .number = cell.value->digits(), .column = grammar::keys()[cell.key].column});
        }
        if (std::ranges::any_of(row, [](const Item& item) { return item.figure.has_value(); }))
            rows_.push_back(std::move(row));
    }
}

std::vector<int> Figures::orders_in(const Row& row) {
    std::vector<int> orders;
    for (std::size_t a = 0; a < row.size(); ++a)
        for (std::size_t b = a + 1; b < row.size(); ++b) {
            orders.push_back(order_of(row[a].number, row[b].number));
            if (row[a].column == "previous_items" && row[b].column == "change")
                orders.push_back(order_of(row[a].number, -row[b].number));
        }
    return orders;
}

bool Figures::fix_row_of(grammar::KeyId key) {
    bool any = false;
    for (Figure& figure : figures_) {
        if (figure.fixed || !same_row(grammar::keys()[keys_[figure.cell]], grammar::keys()[key])) continue;
        any = figure.fixed = true;
    }
    return any;
}

void Figures::fix_all() {
    for (Figure& figure : figures_) figure.fixed = true;
}

void Figures::invent_system(const System& system, Random& random, std::vector<std::int64_t>& numbers) const {
    std::vector<Variable> variables;
    for (const Position i : system.figures) {
        const std::int64_t number = figures_[i].number;
        variables.push_back(figures_[i].fixed ? Variable{number, number, number} : variable_of(number));
    }
    for (const Variable& gap : system.gaps)
        variables.push_back(gaps_held_ ? Variable{gap.value, gap.value, gap.value} : gap);
    wander(variables, system.laws, random);
    for (std::size_t i = 0; i < system.figures.size(); ++i) numbers[system.figures[i]] = variables[i].value;
}

/// Which of the cells is larger, and whether what there was and its change come to less than nothing, stay as they are.
void Figures::invent_row(const Row& row, Random& random, std::vector<std::int64_t>& numbers) const {
    constexpr int most_tries = 200;
    const std::vector<int> wanted = orders_in(row);
    for (int i = 0; i < most_tries; ++i) {
        Row invented = row;
        for (Item& item : invented) {
            if (!item.figure || figures_[*item.figure].fixed) continue;
            const Figure& figure = figures_[*item.figure];
            const auto same = std::ranges::find_if(row, [&](const Item& other) { return other.number == item.number; });
            const Item& first = invented[static_cast<std::size_t>(same - row.begin())];
            item.drawn = figure.counts && first.drawn != 0 ? first.drawn : draw(figure, random);
            if (figure.counts) item.number = figure.negative ? -item.drawn : item.drawn;
        }
        if (orders_in(invented) != wanted) continue;
        for (const Item& item : invented)
            if (item.drawn != 0) numbers[*item.figure] = item.drawn;
        return;
    }
}

void Figures::invent(Random& random, std::string& text) const {
    std::vector<std::int64_t> numbers;
    for (const Figure& figure : figures_) numbers.push_back(figure.number);
    for (const System& system : systems_) invent_system(system, random, numbers);
    for (const Row& row : rows_) invent_row(row, random, numbers);
    for (std::size_t i = 0; i < figures_.size(); ++i) {
        std::int64_t number = numbers[i];
        for (auto at = figures_[i].digits.rbegin(); at != figures_[i].digits.rend(); ++at, number /= 10)
            write_digit(text, *at, static_cast<int>(number % 10));
    }
}

bool Figures::is_figure(std::uint32_t offset) const {
    const auto behind =
        std::ranges::upper_bound(figures_, offset, {}, [](const Figure& figure) { return figure.digits.front(); });
    return behind != figures_.begin() && std::ranges::binary_search(std::prev(behind)->digits, offset);
}

bool Figures::is_open(std::uint32_t offset) const {
    const auto behind = std::ranges::upper_bound(open_, offset, {}, &Span::begin);
    return behind != open_.begin() && offset < std::prev(behind)->end;
}

}  // namespace nianbao::anonymize
