#include "core/host/runtime/charts/series_maker.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::size_t mostGaps = 1'024;

} // namespace

SeriesMaker::SeriesMaker(views::SeriesKey key, const market::Instrument& instrument, std::size_t mostBars,
                         std::uint64_t revision, std::uint64_t rewritten)
    : m_instrument(instrument)
    , m_mostBlocks(std::max<std::size_t>(mostBars / views::BarBlock::size, 2))
    , m_joiner(key.interval)
{
    m_series.key = key;
    m_series.revision = revision;
    m_series.rewritten = rewritten;
    m_series.tail.reserve(views::BarBlock::size);
}

void SeriesMaker::add(const HeldBar& held)
{
    m_joiner.add(held, [this](const HeldBar& whole) { keep(whole); });
}

bool SeriesMaker::advanceTo(Timestamp time)
{
    bool hasEnded = false;
    m_joiner.advanceTo(time, [&](const HeldBar& whole) {
        keep(whole);
        hasEnded = true;
    });
    return hasEnded;
}

void SeriesMaker::addGap(views::SeriesGap gap)
{
    auto& gaps = m_series.gaps;
    if (!gaps.empty() && gap.from <= gaps.back().until) {
        gaps.back().until = std::max(gaps.back().until, gap.until);
        return;
    }
    if (gaps.size() == mostGaps) {
        gaps.erase(gaps.begin(), gaps.begin() + mostGaps / 8);
    }
    gaps.push_back(gap);
}

void SeriesMaker::keep(const HeldBar& held)
{
    auto& tail = m_series.tail;
    tail.push_back(shownBar(held, m_instrument));
    if (tail.size() == views::BarBlock::size) {
        auto block = std::make_shared<views::BarBlock>();
        block->bars.swap(tail);
        m_series.blocks.push_back(std::move(block));
        tail.reserve(views::BarBlock::size);
        letGo();
    }
}

/// An eighth at once: a reader has to begin anew each time.
void SeriesMaker::letGo()
{
    auto& blocks = m_series.blocks;
    if (blocks.size() > m_mostBlocks) {
        const auto many = static_cast<std::ptrdiff_t>(std::max<std::size_t>(m_mostBlocks / 8, 1));
        blocks.erase(blocks.begin(), blocks.begin() + many);
        ++m_series.rewritten;
    }
}

std::shared_ptr<const views::BarSeries> SeriesMaker::make(const std::optional<HeldBar>& forming)
{
    if (forming) {
        advanceTo(flooredTo(forming->bar.opened, m_series.key.interval));
    }
    ++m_series.revision;
    auto picture = std::make_shared<views::BarSeries>(m_series);
    if (const auto open = m_joiner.openWith(forming)) {
        picture->tail.push_back(shownBar(*open, m_instrument));
        picture->isForming = true;
    }
    return picture;
}

} // namespace omni::runtime
