#include "ui/charts/chart_data.h"

#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace omni::ui {

using views::BarSeries;

namespace {

/// Bars that may be read for the pyramid, and taken in by indicators, within a frame.
constexpr std::size_t mostRead = 65'536;
constexpr std::size_t mostSteps = 2'048;
/// Between two looks at whether anybody still waits for the result.
constexpr std::size_t stepsBetweenLooks = 262'144;

} // namespace

ChartData::ChartData(QObject* parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ChartData::finish);
}

ChartData::~ChartData()
{
    m_watcher.cancel();
}

bool ChartData::continues(const BarSeries& before, const BarSeries& after) noexcept
{
    const std::size_t settled = settledCount(before);
    if (before.key != after.key || before.rewritten != after.rewritten || settledCount(after) < settled
        || after.blocks.size() < before.blocks.size()) {
        return false;
    }
    for (std::size_t i = before.blocks.size() * views::BarBlock::size; i < settled; ++i) {
        if (before.at(i) != after.at(i)) {
            return false;
        }
    }
    return true;
}

void ChartData::setSeries(std::shared_ptr<const BarSeries> series)
{
    if (series == m_series && !m_waiting) {
        return;
    }
    if (!series) {
        ++m_epoch;
        ++m_wish;
        m_series.reset();
        m_waiting.reset();
        m_pyramid.clear();
        m_lines.clear();
        return;
    }
    if (m_pyramid.unread(*series) > mostRead) {
        const bool isWaited = m_waiting && m_waiting->key == series->key && m_waiting->rewritten == series->rewritten;
        if (m_series && m_series->key != series->key) {
            m_series.reset(); // bars of another market are not to be seen under this one's name
            m_lines.clear();
            ++m_epoch;
        }
        m_waiting = std::move(series);
        if (!isWaited) {
            ++m_wish;
            work();
        }
        return;
    }
    m_waiting.reset();
    take(std::move(series));
}

void ChartData::take(std::shared_ptr<const BarSeries> series)
{
    if (!m_series || !continues(*m_series, *series)) {
        ++m_epoch;
        ++m_wish;
        m_lines.clear();
        m_pyramid.clear();
    }
    m_series = std::move(series);
    m_pyramid.update(*m_series);
    followWithLines();
}

void ChartData::setIndicators(std::vector<IndicatorSpec> specs)
{
    if (specs == m_specs) {
        return;
    }
    m_specs = std::move(specs);
    ++m_wish;
    std::erase_if(m_lines, [this](const IndicatorLine& line) {
        return std::find(m_specs.begin(), m_specs.end(), line.spec()) == m_specs.end();
    });
    if (m_series) {
        followWithLines();
    }
}

void ChartData::followWithLines()
{
    const std::size_t settled = settledCount(*m_series);
    bool isBehind = m_lines.size() < m_specs.size();
    for (IndicatorLine& line : m_lines) {
        if (settled - line.settled() > mostSteps) {
            isBehind = true;
            continue;
        }
        line.extend(*m_series, settled);
        line.setForming(*m_series);
    }
    if (isBehind) {
        work();
    }
}

void ChartData::work()
{
    if (m_isWorking) {
        return; // `finish` looks whether there is more to do
    }
    const auto digest = std::make_shared<Digest>();
    digest->epoch = m_wish;
    digest->withPyramid = m_waiting != nullptr;
    digest->series = m_waiting ? m_waiting : m_series;
    if (!digest->series) {
        return;
    }
    for (const IndicatorSpec& spec : m_specs) {
        digest->lines.emplace_back(spec);
    }
    QPromise<Job> promise;
    const QFuture<Job> future = promise.future();
    m_isWorking = true;
    QThreadPool::globalInstance()->start([digest, promise = std::make_shared<QPromise<Job>>(std::move(promise))] {
        promise->start();
        if (digest->withPyramid) {
            digest->pyramid.update(*digest->series);
        }
        const std::size_t settled = settledCount(*digest->series);
        for (IndicatorLine& line : digest->lines) {
            while (line.settled() < settled && !promise->isCanceled()) {
                line.extend(*digest->series, std::min(settled, line.settled() + stepsBetweenLooks));
            }
        }
        promise->addResult(digest);
        promise->finish();
    });
    m_watcher.setFuture(future);
}

void ChartData::finish()
{
    m_isWorking = false;
    const QFuture<Job> future = m_watcher.future();
    if (future.isCanceled() || future.resultCount() == 0) {
        return;
    }
    Digest& digest = *future.result();
    if (digest.epoch != m_wish) {
        work(); // the wish has changed meanwhile
        return;
    }
    if (digest.withPyramid) {
        m_pyramid = std::move(digest.pyramid);
        m_series = m_waiting ? std::exchange(m_waiting, nullptr) : digest.series;
        ++m_epoch;
        m_pyramid.update(*m_series);
    }
    m_lines = std::move(digest.lines);
    if (m_series) {
        followWithLines();
    }
    emit ready();
}

} // namespace omni::ui
