#include "core/edge/feeds/files/merge.h"

#include <limits>

namespace omni::feeds {

namespace {

constexpr std::size_t batchSize = 4096;

} // namespace

void Merge::add(std::unique_ptr<TickStream> stream)
{
    m_inputs.push_back({std::move(stream), {}, false});
    m_batch.reserve(batchSize);
}

bool Merge::refill(Input& input)
{
    if (!input.ticks.empty() || input.hasEnded) {
        return true;
    }
    const auto ticks = input.stream->next();
    if (!ticks) {
        m_fault = ticks.error();
        return false;
    }
    input.ticks = *ticks;
    input.hasEnded = ticks->empty();
    return true;
}

Checked<std::span<const ports::TimedTick>> Merge::next()
{
    m_batch.clear();
    if (m_inputs.size() == 1 && !m_fault) {
        return m_inputs.front().stream->next();
    }
    while (!m_fault && m_batch.size() < batchSize) {
        Input* earliest = nullptr;
        // The stream may run on up to `bound`, where the next one has something to say; through it if it stands before.
        std::int64_t bound = std::numeric_limits<std::int64_t>::max();
        bool isThroughBound = true;
        for (Input& input : m_inputs) {
            if (!refill(input)) {
                break;
            }
            if (input.ticks.empty()) {
                continue;
            }
            const std::int64_t at = input.ticks.front().at.ns;
            if (earliest == nullptr || at < earliest->ticks.front().at.ns) {
                if (earliest != nullptr) {
                    bound = earliest->ticks.front().at.ns;
                    isThroughBound = false;
                }
                earliest = &input;
            } else if (at < bound) {
                bound = at;
                isThroughBound = true;
            }
        }
        if (m_fault || earliest == nullptr) {
            break;
        }
        auto& ticks = earliest->ticks;
        std::size_t count = 0;
        const std::size_t most = std::min(ticks.size(), batchSize - m_batch.size());
        while (count < most && (ticks[count].at.ns < bound || (isThroughBound && ticks[count].at.ns == bound))) {
            ++count;
        }
        m_batch.insert(m_batch.end(), ticks.begin(), ticks.begin() + static_cast<std::ptrdiff_t>(count));
        ticks = ticks.subspan(count);
    }
    if (m_batch.empty() && m_fault) {
        return tl::unexpected(*m_fault);
    }
    return std::span<const ports::TimedTick>(m_batch);
}

} // namespace omni::feeds
