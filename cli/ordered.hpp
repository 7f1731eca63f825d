// Work on many things at once, results taken in order: threads work ahead within a window, the calling thread takes.
// What is waiting is bounded by the window, whatever the number of things.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace nianbao::cli {

inline constexpr std::size_t window_per_worker = 8;

template <class Result, class Work>
class Workers {
public:
    Workers(std::size_t count, std::size_t workers, const Work& work)
        : count_(count), work_(work), window_(workers * window_per_worker) {
        for (std::size_t i = 0; i < workers; ++i) threads_.emplace_back([this] { run(); });
    }

    ~Workers() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        room_.notify_all();
    }

    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// The result of the next thing in order; what its work threw is thrown here.
    Result take() {
        std::unique_lock lock(mutex_);
        Slot& slot = window_[taken_ % window_.size()];
        ready_.wait(lock, [&] { return slot.result || slot.error; });
        const std::exception_ptr error = std::exchange(slot.error, nullptr);
        std::optional<Result> result = std::exchange(slot.result, std::nullopt);
        ++taken_;
        lock.unlock();
        room_.notify_all();
        if (error) std::rethrow_exception(error);
        return std::move(*result);
    }

private:
    struct Slot {
        std::optional<Result> result;
        std::exception_ptr error;
    };

    Slot attempt(std::size_t index) const {
        Slot slot;
        try {
            slot.result.emplace(work_(index));
        } catch (...) {
            slot.error = std::current_exception();
        }
        return slot;
    }

    /// False: nothing is wanted any more.
    bool wait_for_room(std::size_t index) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return stopped_ || index < taken_ + window_.size(); });
        return !stopped_;
    }

    void run() {
        for (std::size_t index = next_++; index < count_ && wait_for_room(index); index = next_++) {
            Slot slot = attempt(index);
            {
                const std::lock_guard lock(mutex_);
                window_[index % window_.size()] = std::move(slot);
            }
            ready_.notify_one();
        }
    }

    std::size_t count_;
    const Work& work_;
    std::vector<Slot> window_;
    std::atomic<std::size_t> next_{0};
    std::mutex mutex_;
    std::condition_variable ready_, room_;
    std::size_t taken_ = 0;
    bool stopped_ = false;
    std::vector<std::jthread> threads_;  // last: they are joined before the rest goes
};

/// take(work(0)), take(work(1)), ...; `work` runs on `jobs` threads, `take` on this one.
template <class Work, class Take>
void in_order(std::size_t count, std::size_t jobs, const Work& work, Take take) {
    jobs = std::min(jobs, count);
    if (jobs <= 1) {
        for (std::size_t index = 0; index < count; ++index) take(work(index));
        return;
    }
    using Result = decltype(work(std::size_t{}));
    Workers<Result, Work> workers(count, jobs, work);
    for (std::size_t index = 0; index < count; ++index) take(workers.take());
}

}  // namespace nianbao::cli
