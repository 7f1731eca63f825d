#include "oracle.hpp"

#include <algorithm>
#include <limits>

namespace nianbao::oracle {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 0, or digits without a leading zero.
bool is_count(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit) && (text[0] != '0' || text == "0");
}

bool is_change(const std::string& text) {
    if (text.empty() || (text[0] != '+' && text[0] != '-')) return is_count(text);
    return is_count(text.substr(1)) && text[1] != '0';
}

bool is_amount(const std::string& text) {
    const std::size_t point = text.find('.');
    if (point == std::string::npos) return is_count(text);
    const std::string fraction = text.substr(point + 1);
    return is_count(text.substr(0, point)) && !fraction.empty() &&
           std::all_of(fraction.begin(), fraction.end(), is_digit);
}

bool fits(Slot slot, const std::string& text) {
    switch (slot) {
        case Slot::count: return is_count(text);
        case Slot::change: return is_change(text);
        case Slot::amount: return is_amount(text);
    }
    return false;
}

/// Writes out the readings of a row. Gives up once there are more than `limit`.
class Splitter {
public:
    Splitter(const Row& row, bool blanks, std::uint64_t limit) : row_(row), blanks_(blanks), limit_(limit) {}

    std::vector<Reading> all() {
        split(0, 0);
        return std::move(readings_);
    }

private:
    void split(std::size_t slot, std::size_t at) {
        if (readings_.size() > limit_) return;
        if (!blanks_ && row_.characters.size() - at < row_.slots.size() - slot) return;
        if (slot == row_.slots.size()) {
            if (at == row_.characters.size()) readings_.push_back(current_);
            return;
        }
        if (blanks_) step(slot, at, 0);
        for (std::size_t length = 1; at + length <= row_.characters.size(); ++length)
            if (fits(row_.slots[slot], row_.characters.substr(at, length))) step(slot, at, length);
    }

    void step(std::size_t slot, std::size_t at, std::size_t length) {
        current_.push_back(row_.characters.substr(at, length));
        split(slot + 1, at + length);
        current_.pop_back();
    }

    const Row& row_;
    bool blanks_;
    std::uint64_t limit_;
    Reading current_;
    std::vector<Reading> readings_;
};

std::int64_t sum_of(const Equation& equation, std::size_t row, const Reading& reading) {
    std::int64_t sum = 0;
    for (const Term& term : equation)
        if (term.row == row) sum += term.sign * std::stoll(reading[term.slot]);
    return sum;
}

bool within(const Equation& equation, std::size_t row) {
    return std::all_of(equation.begin(), equation.end(), [&](const Term& term) { return term.row == row; });
}

bool holds_slot(const Equation& equation, std::size_t slot) {
    return std::any_of(equation.begin(), equation.end(), [&](const Term& term) { return term.slot == slot; });
}

/// Whether a row, read like this, keeps the identity of the cell's own row or group. Cells without one keep it.
bool keeps_own_identity(const Table& table, std::size_t row, std::size_t slot, const Reading& reading) {
    for (const Equation& equation : table.equations)
        if (within(equation, row) && holds_slot(equation, slot) && sum_of(equation, row, reading) != 0) return false;
    return true;
}

using RowReadings = std::vector<std::vector<Reading>>;

/// Goes through all readings of the table and remembers, for each reading of each row, the fewest identities that a
/// reading of the table with it breaks.
class Census {
public:
    Census(const Table& table, const RowReadings& readings) : table_(table), readings_(readings) {
        for (const auto& row : readings) fewest_.emplace_back(row.size(), std::numeric_limits<std::size_t>::max());
        sums_.resize(table.equations.size());
        chosen_.resize(readings.size());
        prepare();
        choose(0);
    }

    [[nodiscard]] std::size_t fewest(std::size_t row, std::size_t reading) const { return fewest_[row][reading]; }
    [[nodiscard]] std::size_t best() const { return best_; }

private:
    /// What each reading of a row adds to each equation. Rows with one reading are added for good.
    void prepare() {
        for (std::size_t row = 0; row < readings_.size(); ++row) {
            auto& shares = shares_.emplace_back();
            for (const Reading& reading : readings_[row]) {
                auto& share = shares.emplace_back();
                for (const Equation& equation : table_.equations) share.push_back(sum_of(equation, row, reading));
            }
            if (shares.size() == 1)
                add(shares[0], 1);
            else
                open_.push_back(row);
        }
    }

    void add(const std::vector<std::int64_t>& share, int sign) {
        for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += sign * share[i];
    }

    void choose(std::size_t depth) {
        if (depth == open_.size()) return count();
        const std::size_t row = open_[depth];
        for (chosen_[row] = 0; chosen_[row] < readings_[row].size(); ++chosen_[row]) {
            add(shares_[row][chosen_[row]], 1);
            choose(depth + 1);
            add(shares_[row][chosen_[row]], -1);
        }
        chosen_[row] = 0;
    }

    void count() {
        const auto zero = std::count(sums_.begin(), sums_.end(), 0);
        const std::size_t breaks = sums_.size() - static_cast<std::size_t>(zero);
        best_ = std::min(best_, breaks);
        for (std::size_t row = 0; row < chosen_.size(); ++row)
            fewest_[row][chosen_[row]] = std::min(fewest_[row][chosen_[row]], breaks);
    }

    const Table& table_;
    const RowReadings& readings_;
    std::vector<std::vector<std::vector<std::int64_t>>> shares_;  // [row][reading][equation]
    std::vector<std::size_t> open_;
    std::vector<std::int64_t> sums_;
    std::vector<std::size_t> chosen_;
    std::vector<std::vector<std::size_t>> fewest_;
    std::size_t best_ = std::numeric_limits<std::size_t>::max();
};

std::vector<std::string> values_of(const std::vector<Reading>& readings, std::size_t slot) {
    std::vector<std::string> values;
    for (const Reading& reading : readings)
        if (std::find(values.begin(), values.end(), reading[slot]) == values.end()) values.push_back(reading[slot]);
    return values;
}

/// Proved: the best readings agree and keep the cell's own identity, and all others break two more.
Verdict verdict(const Table& table, const RowReadings& readings, const Census& census, std::size_t row,
                std::size_t slot) {
    Verdict out{.proved = true, .value = {}, .values = values_of(readings[row], slot)};
    for (std::size_t i = 0; i < readings[row].size(); ++i)
        if (census.fewest(row, i) == census.best()) {
            out.value = readings[row][i][slot];
            out.proved = out.proved && keeps_own_identity(table, row, slot, readings[row][i]);
        }
    for (std::size_t i = 0; i < readings[row].size(); ++i)
        if (readings[row][i][slot] != out.value && census.fewest(row, i) < census.best() + 2) out.proved = false;
    return out;
}

/// Where cells may be blank, or where nothing adds up, only what all readings agree in is proved.
Verdict verdict_by_agreement(const Table& table, const std::vector<Reading>& readings, std::size_t row,
                             std::size_t slot) {
    Verdict out{.proved = false, .value = {}, .values = values_of(readings, slot)};
    if (out.values.size() != 1 || out.values[0].empty()) return out;
    out.value = out.values[0];
    const bool has_identity =
        std::any_of(table.equations.begin(), table.equations.end(),
                    [&](const Equation& equation) { return within(equation, row) && holds_slot(equation, slot); });
    out.proved = !has_identity || (readings.size() == 1 && keeps_own_identity(table, row, slot, readings[0]));
    return out;
}

bool product_is_within(const RowReadings& readings, std::uint64_t limit) {
    std::uint64_t product = 1;
    for (const auto& row : readings) {
        if (row.empty() || row.size() > limit / product) return false;
        product *= row.size();
    }
    return true;
}

/// Numbers that could leave 64 bits in a sum.
bool too_long(const Row& row) { return row.characters.size() > 15 + row.slots.size(); }

}  // namespace

bool too_short(const Row& row) {
    const auto digits = std::count_if(row.characters.begin(), row.characters.end(), is_digit);
    return static_cast<std::size_t>(digits) < row.slots.size();
}

std::size_t broken(const Table& table, const std::vector<Reading>& reading) {
    std::size_t count = 0;
    for (const Equation& equation : table.equations) {
        std::int64_t sum = 0;
        for (std::size_t row = 0; row < reading.size(); ++row) sum += sum_of(equation, row, reading[row]);
        count += sum != 0;
    }
    return count;
}

std::optional<std::vector<std::vector<Verdict>>> judge(const Table& table, std::uint64_t limit) {
    if (!table.equations.empty() && std::any_of(table.rows.begin(), table.rows.end(), too_long)) return std::nullopt;
    const bool blanks = std::any_of(table.rows.begin(), table.rows.end(), too_short);
    RowReadings readings;
    for (const Row& row : table.rows) {
        readings.push_back(Splitter(row, blanks, limit).all());
        if (readings.back().empty() || readings.back().size() > limit) return std::nullopt;
    }
    const bool joint = !blanks && !table.equations.empty();
    if (joint && !product_is_within(readings, limit)) return std::nullopt;

    std::vector<std::vector<Verdict>> verdicts(table.rows.size());
    const std::optional<Census> census = joint ? std::optional<Census>(std::in_place, table, readings) : std::nullopt;
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        for (std::size_t slot = 0; slot < table.rows[row].slots.size(); ++slot)
            verdicts[row].push_back(joint ? verdict(table, readings, *census, row, slot)
                                          : verdict_by_agreement(table, readings[row], row, slot));
    return verdicts;
}

}  // namespace nianbao::oracle
