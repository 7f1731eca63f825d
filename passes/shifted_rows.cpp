#include "passes/shifted_rows.hpp"

#include <algorithm>

#include "passes/evaluate.hpp"
#include "passes/range.hpp"

namespace nianbao::passes {
namespace {

using ast::PrintedCell;
using grammar::Axis;

using Figures = std::span<const PrintedCell>;
using Values = std::vector<Range>;  // of one row; none: any

constexpr std::uint32_t clearly = 2;      // sums more that a reading breaks which is out of the question
constexpr std::size_t most_weighed = 64;  // pairs of a label and of figures
constexpr std::size_t several = 2;        // labels, and rows of figures, that may be printed column by column

class Steps {
public:
    Steps(const Work& work, const grammar::Table& table, std::uint8_t block, std::span<const PrintedStep> steps)
        : work_(work), table_(table), block_(table.blocks[block]), steps_(steps), shifted_(steps.size(), false) {}

    std::vector<bool> find() {
        for (std::size_t bare = 0; bare < steps_.size(); ++bare) {
            if (!steps_[bare].is_bare()) continue;
            const PrintedStep* const again = printed_again(bare);
            const bool before = again == nullptr || is_behind_copy(bare, *again);
            for (std::size_t i = before ? bare : 0; i-- > 0 && !steps_[i].in_one_line;) {
                if (steps_[i].behind_stray) doubt(i, bare + 1);
                if (steps_[i].has_surplus() || steps_[i].may_be_blank()) weigh(i, bare);
            }
            if (steps_[bare].behind_stray || again != nullptr) continue;
            for (std::size_t i = bare + 1; i < steps_.size() && !steps_[i].in_one_line; ++i) {
                if (steps_[i].behind_stray) doubt(bare, i);
                if (steps_[i].has_surplus()) weigh(i, bare);
            }
        }
        for (std::size_t i = 0; i < steps_.size(); ++i)
            if (may_be_a_column(i) || has_two_rows(i) || follows_shifted(i)) shifted_[i] = true;
        return std::move(shifted_);
    }

private:
    /// The same label with figures, somewhere else.
    const PrintedStep* printed_again(std::size_t bare) const {
        const auto again = std::ranges::find_if(
            steps_, [&](const PrintedStep& step) { return step.row == steps_[bare].row && !step.figures.empty(); });
        return again == steps_.end() ? nullptr : &*again;
    }

    /// Whether the last figures before a label that is printed again, once or several times here, are the same as those
    /// that it has: they may be its own, printed twice as well.
    bool is_behind_copy(std::size_t bare, const PrintedStep& again) const {
        while (bare > 0 && steps_[bare - 1].row == again.row) --bare;
        if (bare == 0) return false;
        const PrintedStep& other = steps_[bare - 1];
        const Figures all = other.without_label.empty() ? other.figures : other.without_label;
        if (all.size() < again.figures.size()) return false;
        const Figures last = all.last(again.figures.size());
        return std::equal(last.begin(), last.end(), again.figures.begin(),
                          [&](const PrintedCell& a, const PrintedCell& b) {
                              return work_.source.text(a.span) == work_.source.text(b.span);
                          });
    }

    /// Figures beside the last of several bare labels, or the first, with rows of figures on the other side: they may be
    /// one column of all these rows, even in one line with the label.
    bool may_be_a_column(std::size_t i) const {
        const PrintedStep& step = steps_[i];
        if (!step.row || step.figures.empty()) return false;
        const auto bare = [&](std::size_t at) { return steps_[at].is_bare() && !steps_[at].missing; };
        const auto nameless = [&](std::size_t at) { return !steps_[at].row && !steps_[at].without_label.empty(); };
        const auto before = [&](const auto& is) { return i >= several && is(i - 1) && is(i - several); };
        const auto behind = [&](const auto& is) { return i + several < steps_.size() && is(i + 1) && is(i + several); };
        const auto many = [&](std::size_t at) {  // rows in one
            return at < steps_.size() && nameless(at) &&
                   steps_[at].without_label.size() >= several * step.figures.size();
        };
        return (before(bare) && (behind(nameless) || many(i + 1))) ||
               (behind(bare) && (before(nameless) || many(i - 1)));
    }

    /// A label between two rows of figures, and no sum tells which is its own.
    bool has_two_rows(std::size_t i) const {
        const PrintedStep& step = steps_[i];
        if (i == 0 || !step.row || step.in_one_line || has_column_sums()) return false;
        const PrintedStep& before = steps_[i - 1];
        return !before.row && step.figures.size() == block_.columns.size() &&
               before.without_label.size() == step.figures.size() && step.figures.size() > 1;
    }

    /// A label behind one between two rows of figures: the row before it may be its own as well.
    bool follows_shifted(std::size_t i) const {
        const PrintedStep& step = steps_[i];
        if (i == 0 || !step.row || step.in_one_line || has_column_sums()) return false;
        if (step.figures.size() != block_.columns.size()) return false;
        return shifted_[i - 1] && steps_[i - 1].row;
    }

    void doubt(std::size_t begin, std::size_t end) {
        std::fill(shifted_.begin() + static_cast<std::ptrdiff_t>(begin),
                  shifted_.begin() + static_cast<std::ptrdiff_t>(end), true);
    }

    /// Figures without a label, behind this step, and a bare label before or behind it.
    void weigh(std::size_t surplus, std::size_t bare) {
        auto [first, last] = std::pair(std::min(surplus, bare), std::max(surplus, bare));
        if (steps_[surplus].runs_on) surplus < bare ? ++first : --last;
        const auto begin = steps_.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = steps_.begin() + static_cast<std::ptrdiff_t>(last) + 1;
        if (std::none_of(begin, end, [](const PrintedStep& step) { return step.row && !step.figures.empty(); })) return;
        const auto at = [&](std::size_t i) { return shifted_.begin() + static_cast<std::ptrdiff_t>(i); };
        if (std::find(at(first), at(last + 1), false) == at(last + 1)) return;
        if (weighed_++ < most_weighed && is_refuted(surplus, bare)) return;
        doubt(first, last + 1);
    }

    /// Whether the figures between the two can only be in step.
    bool is_refuted(std::size_t surplus, std::size_t bare) {
        if (!has_column_sums()) return false;
        const auto [low, high] = std::minmax(surplus, bare);
        std::vector<bool> seen(block_.rows.size(), false);
        for (std::size_t i = low; i <= high; ++i) {
            if (i != low && steps_[i].behind_unknown) return false;
            if (steps_[i].dealt || (steps_[i].row && seen[*steps_[i].row])) return false;
            if (steps_[i].row) seen[*steps_[i].row] = true;
        }
        if (values_.empty()) read_values();
        std::vector<const Values*> shifted = in_step_;
        const Values* next = &without_label_[surplus];
        if (steps_[surplus].may_be_blank()) {
            next = &values_[surplus];
            shifted[*steps_[surplus].row] = nullptr;
        }
        const auto take = [&](std::size_t i) {  // labels between that have no figures stay so
            if (steps_[i].row && (i == bare || !steps_[i].is_bare())) std::swap(shifted[*steps_[i].row], next);
        };
        if (bare < surplus)
            for (std::size_t i = surplus + 1; i-- > bare;) take(i);
        else
            for (std::size_t i = surplus + 1; i <= bare; ++i) take(i);
        return broken(shifted) >= broken_in_step_ + clearly;
    }

    bool has_column_sums() const {
        return std::ranges::any_of(table_.identities, [](const auto& each) { return each.axis == Axis::columns; });
    }

    void read_values() {
        for (const PrintedStep& step : steps_) {
            values_.push_back(step.may_be_turned ? Values{} : values_of(step.figures));
            without_label_.push_back(values_of(step.without_label));
        }
        in_step_.resize(block_.rows.size());
        for (std::size_t i = 0; i < steps_.size(); ++i)
            if (steps_[i].row) in_step_[*steps_[i].row] = &values_[i];
        broken_in_step_ = broken(in_step_);
    }

    Values values_of(Figures figures) const {
        Values values;
        if (figures.size() != block_.columns.size()) return values;
        for (const PrintedCell& figure : figures) {
            const Evaluation said = evaluate(work_.source.text(figure.span), grammar::Unit::count, HeadUnit::none);
            const bool whole = said.value && said.value->whole();
            values.push_back(whole ? Range{said.value->digits(), said.value->digits()} : Range{0, infinite});
        }
        return values;
    }

    std::uint32_t broken(std::span<const Values* const> rows) const {
        std::uint32_t count = 0;
        for (const grammar::Identity& identity : table_.identities) {
            if (identity.axis != Axis::columns) continue;
            for (std::size_t column = 0; column < block_.columns.size(); ++column)
                count += !meet(sum(identity.left, rows, column), sum(identity.right, rows, column));
        }
        return count;
    }

    Range sum(std::span<const std::string_view> terms, std::span<const Values* const> rows, std::size_t column) const {
        Range range;
        for (const std::string_view term : terms) {
            const Values* const values = rows[grammar::index_of(block_.rows, term)];
            range += values != nullptr && !values->empty() ? (*values)[column] : Range{0, infinite};
        }
        return range;
    }

    const Work& work_;
    const grammar::Table& table_;
    const grammar::Block& block_;
    std::span<const PrintedStep> steps_;
    std::vector<bool> shifted_;
    std::vector<Values> values_, without_label_;  // by step, once they are asked for
    std::vector<const Values*> in_step_;          // by row of the form
    std::uint32_t broken_in_step_ = 0;
    std::size_t weighed_ = 0;
};

}  // namespace

std::vector<bool> find_shifted(const Work& work, const grammar::Table& table, std::uint8_t block,
                               std::span<const PrintedStep> steps) {
    return Steps(work, table, block, steps).find();
}

}  // namespace nianbao::passes
