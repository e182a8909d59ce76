#include "ui/charts/time_scale.h"

#include <algorithm>
#include <cmath>

namespace omni::ui {

namespace {

/// Bars that always stay in sight, when there are so many.
constexpr double fewest = 3;

} // namespace

double TimeScale::narrowest() const noexcept
{
    return std::min(2.0, m_width / (2 * std::max<double>(1, static_cast<double>(m_count))));
}

void TimeScale::bound() noexcept
{
    const auto count = static_cast<double>(m_count);
    m_bar = std::clamp(m_bar, narrowest(), widestBar);
    const double inSight = m_width / m_bar;
    const double least = std::min(fewest, count);
    const double most = count + std::max(0.0, inSight - least);
    m_right = std::clamp(m_right, least, std::max(least, most));
}

void TimeScale::setWidth(double pixels) noexcept
{
    const double width = std::max(1.0, pixels);
    if (width == m_width) {
        return;
    }
    m_width = width;
    if (m_isUsual) {
        showLast();
        return;
    }
    bound();
}

void TimeScale::setCount(std::size_t bars) noexcept
{
    if (bars == m_count) {
        return;
    }
    if (m_count == 0 || bars == 0) {
        m_count = bars;
        showLast();
        return;
    }
    if (isFollowing()) {
        m_right += static_cast<double>(bars) - static_cast<double>(m_count);
    }
    m_count = bars;
    bound();
}

void TimeScale::reset(std::size_t bars) noexcept
{
    m_count = bars;
    m_bar = usualBar;
    showLast();
}

void TimeScale::showLast() noexcept
{
    m_bar = std::clamp(m_bar, narrowest(), widestBar);
    m_right = static_cast<double>(m_count) + m_marginShare * m_width / m_bar;
    m_isUsual = true;
    bound();
}

void TimeScale::pan(double pixels) noexcept
{
    m_isUsual = false;
    m_right -= pixels / m_bar;
    bound();
}

void TimeScale::zoom(double x, double factor) noexcept
{
    const double fixed = indexAt(x);
    m_bar = std::clamp(m_bar * factor, narrowest(), widestBar);
    m_isUsual = false;
    m_right = fixed + (m_width - x) / m_bar;
    bound();
}

void TimeScale::reveal(double index) noexcept
{
    m_isUsual = false;
    const double left = indexAt(0);
    if (index < left) {
        m_right -= left - index;
    } else if (index + 1 > m_right) {
        m_right = index + 1;
    }
    bound();
}

void TimeScale::showRange(double first, double last) noexcept
{
    m_isUsual = false;
    m_bar = m_width / std::max(1e-9, last - first);
    m_right = last;
    bound();
}

std::size_t TimeScale::first() const noexcept
{
    const double left = std::floor(indexAt(0));
    return std::min(m_count, static_cast<std::size_t>(std::max(0.0, left)));
}

std::size_t TimeScale::last() const noexcept
{
    const double right = std::ceil(m_right);
    return std::min(m_count, static_cast<std::size_t>(std::max(0.0, right)));
}

} // namespace omni::ui
