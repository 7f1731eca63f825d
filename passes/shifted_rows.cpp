#include "passes/shifted_rows.hpp"

#include <algorithm>

#include "passes/evaluate.hpp"
#include "passes/range.hpp"

namespace nianbao::passes {
namespace {

using ast::PrintedCell;
using grammar::Axis;

using Figures = std::span<const PrintedCell>;

constexpr std::uint32_t clearly = 2;        // sums more that a reading breaks which is out of the question
constexpr std::size_t most_weighed = 1024;  // pairs of a label and of figures

class Steps {
public:
    Steps(const Work& work, const grammar::Table& table, std::uint8_t block, std::span<const PrintedStep> steps)
        : work_(work), table_(table), block_(table.blocks[block]), steps_(steps), shifted_(steps.size(), false) {}

    std::vector<bool> find() {
        for (std::size_t bare = 0; bare < steps_.size(); ++bare) {
            if (!steps_[bare].is_bare()) continue;
            for (std::size_t i = bare; i-- > 0 && !steps_[i].in_one_line;) {
                if (steps_[i].behind_stray) doubt(i, bare);
                if (!steps_[i].without_label.empty()) weigh(i, bare);
            }
            if (steps_[bare].behind_stray) continue;
            for (std::size_t i = bare + 1; i < steps_.size() && !steps_[i].in_one_line; ++i) {
                if (steps_[i].behind_stray) doubt(bare + 1, i);
                if (!steps_[i].without_label.empty()) weigh(i, bare);
            }
        }
        return std::move(shifted_);
    }

private:
    void doubt(std::size_t begin, std::size_t end) {
        std::fill(shifted_.begin() + static_cast<std::ptrdiff_t>(begin),
                  shifted_.begin() + static_cast<std::ptrdiff_t>(end), true);
    }

    /// Figures without a label, behind this step, and a bare label before or behind it.
    void weigh(std::size_t surplus, std::size_t bare) {
        const bool bare_first = bare < surplus;
        const std::size_t begin = bare_first ? bare + 1 : surplus + 1, end = bare_first ? surplus + 1 : bare;
        if (begin == end) return;
        if (weighed_++ < most_weighed && is_refuted(surplus, bare)) return;
        doubt(begin, end);
    }

    /// Whether the figures between the two can only be in step.
    bool is_refuted(std::size_t surplus, std::size_t bare) {
        if (block_.columns.size() * block_.rows.size() == 0 || column_sums() == 0) return false;
        const std::size_t low = std::min(surplus, bare), high = std::max(surplus, bare);
        for (std::size_t i = low; i <= high; ++i)
            if (steps_[i].dealt) return false;
        std::vector<Figures> in_step(block_.rows.size());
        for (const PrintedStep& step : steps_)
            if (step.row) in_step[*step.row] = step.figures;
        std::vector<Figures> shifted = in_step;
        Figures next = steps_[surplus].without_label;
        const auto take = [&](std::size_t i) {
            if (steps_[i].row) std::swap(shifted[*steps_[i].row], next);
        };
        if (bare < surplus)
            for (std::size_t i = surplus + 1; i-- > bare;) take(i);
        else
            for (std::size_t i = surplus + 1; i <= bare; ++i) take(i);
        return broken(shifted) >= broken(in_step) + clearly;
    }

    std::size_t column_sums() const {
        return static_cast<std::size_t>(std::ranges::count(table_.identities, Axis::columns, &grammar::Identity::axis));
    }

    std::uint32_t broken(std::span<const Figures> rows) const {
        std::uint32_t count = 0;
        for (const grammar::Identity& identity : table_.identities) {
            if (identity.axis != Axis::columns) continue;
            for (std::size_t column = 0; column < block_.columns.size(); ++column)
                count += !meet(sum(identity.left, rows, column), sum(identity.right, rows, column));
        }
        return count;
    }

    Range sum(std::span<const std::string_view> terms, std::span<const Figures> rows, std::size_t column) const {
        Range range;
        for (const std::string_view term : terms) {
            const Figures& figures = rows[grammar::index_of(block_.rows, term)];
            if (figures.size() != block_.columns.size()) {
                range += {0, infinite};
                continue;
            }
            const Evaluation said =
                evaluate(work_.source.text(figures[column].span), grammar::Unit::count, HeadUnit::none);
            range += said.value && said.value->whole() ? Range{said.value->digits(), said.value->digits()}
                                                       : Range{0, infinite};
        }
        return range;
    }

    const Work& work_;
    const grammar::Table& table_;
    const grammar::Block& block_;
    std::span<const PrintedStep> steps_;
    std::vector<bool> shifted_;
    std::size_t weighed_ = 0;
};

}  // namespace

std::vector<bool> find_shifted(const Work& work, const grammar::Table& table, std::uint8_t block,
                               std::span<const PrintedStep> steps) {
    return Steps(work, table, block, steps).find();
}

}  // namespace nianbao::passes
