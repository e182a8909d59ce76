#include "ui/charts/price_scale.h"

#include "core/base/decimal.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace omni::ui {

namespace {

/// Beyond it doubles do not count single ticks any more.
constexpr double mostTicks = 4e15;

/// The smallest step of at least `least` ticks whose price is 1, 2, 2.5 or 5 times a power of ten, as a number of
/// ticks; zero when there is none within reach. `mantissa` is that of the tick size without trailing zeros.
double roundStep(double least, std::int64_t mantissa) noexcept
{
    // In units of the tick's last decimal a tick is `mantissa`, and so is the unit that a step must be a multiple of.
    const auto unit = static_cast<double>(mantissa);
    const double wanted = std::max(1.0, least) * unit;
    double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (int decade = 0; decade < 20; ++decade, power *= 10) {
        for (const double digit : {1.0, 2.0, 2.5, 5.0}) {
            const double step = digit * power;
            if (step >= wanted * (1 - 1e-9) && step < mostTicks && std::fmod(step, unit) == 0) {
                return step / unit;
            }
        }
    }
    return 0;
}

/// The same in ticks themselves.
double plainStep(double least) noexcept
{
    const double wanted = std::max(1.0, least);
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double digit : {1.0, 2.0, 5.0}) {
        if (digit * power >= wanted * (1 - 1e-9)) {
            return digit * power;
        }
    }
    return 10 * power;
}

/// The step after `step` towards coarser ones, or the first of at least `least`.
double stepFrom(double least, std::int64_t mantissa) noexcept
{
    const double step = roundStep(least, mantissa);
    const double plain = plainStep(least);
    // A tick of 0.03 divides few round prices: rather plain counts of ticks than an axis without labels.
    return step == 0 || step > 4 * plain ? plain : step;
}

void placeLinear(const PriceScale& scale, std::int64_t mantissa, double spacing, std::vector<PriceTick>& out)
{
    const auto [low, high] = scale.range();
    const double step = stepFrom(spacing * (high - low) / scale.height(), mantissa);
    for (double n = std::ceil(low / step); n * step <= high; n += 1) {
        const double price = std::round(n * step);
        out.push_back({Ticks{static_cast<std::int64_t>(price)}, scale.yOf(price)});
    }
}

bool hasRoom(const std::vector<PriceTick>& placed, double y, double spacing) noexcept
{
    return std::all_of(placed.begin(), placed.end(),
                       [&](const PriceTick& tick) { return std::abs(tick.y - y) >= spacing; });
}

void placeLog(const PriceScale& scale, std::int64_t mantissa, double spacing, std::vector<PriceTick>& out)
{
    const auto [low, high] = scale.range();
    const double perLog = scale.height() / std::log(high / low);
    // From the coarsest step down; each only as far up as its labels have room between themselves.
    std::array<double, 64> steps{};
    std::size_t count = 0;
    const double finest = low * (std::exp(spacing / perLog) - 1);
    for (double step = stepFrom(finest, mantissa); step <= high && count < steps.size();) {
        steps[count++] = step;
        step = stepFrom(step * 1.01, mantissa);
    }
    while (count > 0) {
        const double step = steps[--count];
        const double top = std::min(high, step * 1.05 / (std::exp(spacing / perLog) - 1) + step);
        for (double n = std::max(1.0, std::ceil(low / step)); n * step <= top; n += 1) {
            const double price = std::round(n * step);
            const double y = scale.yOf(price);
            if (hasRoom(out, y, spacing)) {
                out.push_back({Ticks{static_cast<std::int64_t>(price)}, y});
            }
        }
    }
    std::sort(out.begin(), out.end(), [](const PriceTick& a, const PriceTick& b) { return a.price < b.price; });
}

} // namespace

PriceRange withAir(double low, double high, double share) noexcept
{
    double air = (high - low) * share;
    if (!(high - low >= 4)) {
        air = std::max(2.0, std::abs(high) * 2e-4); // a market that stands still, or one bar alone
    }
    const double floor = low > 0 ? std::max(low - air, low / 2) : low - air;
    return {floor, high + air};
}

PriceScale::PriceScale(PriceRange range, double top, double height, bool isLog) noexcept
    : m_range(range)
    , m_top(top)
    , m_height(std::max(1.0, height))
    , m_isLog(isLog && range.low > 0)
{
    if (!(m_range.high > m_range.low)) {
        m_range = withAir(m_range.low, m_range.low);
        m_isLog = isLog && m_range.low > 0;
    }
    m_low = m_isLog ? std::log(m_range.low) : m_range.low;
    m_perUnit = m_height / ((m_isLog ? std::log(m_range.high) : m_range.high) - m_low);
}

double PriceScale::yOf(double ticks) const noexcept
{
    const double value = !m_isLog ? ticks : ticks > 0 ? std::log(ticks) : -1e9;
    return m_top + m_height - (value - m_low) * m_perUnit;
}

double PriceScale::ticksAt(double y) const noexcept
{
    const double value = m_low + (m_top + m_height - y) / m_perUnit;
    return m_isLog ? std::exp(std::min(value, 43.0)) : value;
}

void placePriceTicks(const PriceScale& scale, const Decimal& tickSize, double spacing, std::vector<PriceTick>& out)
{
    out.clear();
    const auto [low, high] = scale.range();
    if (!(high > low) || std::abs(low) > mostTicks || std::abs(high) > mostTicks) {
        return;
    }
    const std::int64_t mantissa = std::max<std::int64_t>(1, normalised(tickSize).mantissa);
    if (scale.isLog()) {
        placeLog(scale, mantissa, spacing, out);
    } else {
        placeLinear(scale, mantissa, spacing, out);
    }
}

} // namespace omni::ui
