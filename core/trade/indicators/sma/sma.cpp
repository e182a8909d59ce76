#include "core/trade/indicators/sma/sma.h"

#include <algorithm>
#include <cassert>

namespace omni::indicators {

namespace {

constexpr std::uint8_t smaVersion = 1;

std::size_t sizeFor(int period) noexcept
{
    assert(period >= 1 && period <= longestPeriod);
    return static_cast<std::size_t>(period);
}

/// Reads what both averages begin with; false, with a bad reader, when it is not a state of this period.
bool isStateOf(std::size_t period, ByteReader& in, std::size_t& at, std::size_t& count) noexcept
{
    const std::uint8_t version = in.u8();
    const std::uint64_t length = in.varint();
    const std::uint64_t place = in.varint();
    const std::uint64_t held = in.varint();
    // Until the ring is full, values stand at its beginning.
    const bool isPlausible = version == smaVersion && length == period && place < period && held <= period
        && (held == period || place == held);
    if (!in.ok() || !isPlausible) {
        in.fail();
        return false;
    }
    at = static_cast<std::size_t>(place);
    count = static_cast<std::size_t>(held);
    return true;
}

void saveHead(ByteWriter& out, std::size_t period, std::size_t at, std::size_t count)
{
    out.u8(smaVersion);
    out.varint(period);
    out.varint(at);
    out.varint(count);
}

} // namespace

ExactSma::ExactSma(int period)
    : m_ring(sizeFor(period))
{
}

void ExactSma::add(std::int64_t value) noexcept
{
    m_sum += Int128{value} - m_ring[m_at]; // an empty place holds zero
    m_ring[m_at] = value;
    m_at = m_at + 1 == m_ring.size() ? 0 : m_at + 1;
    m_count = std::min(m_count + 1, m_ring.size());
}

std::optional<double> ExactSma::value() const noexcept
{
    if (!ready()) {
        return std::nullopt;
    }
    return static_cast<double>(m_sum) / static_cast<double>(m_ring.size());
}

void ExactSma::save(ByteWriter& out) const
{
    saveHead(out, m_ring.size(), m_at, m_count);
    for (const std::int64_t value : m_ring) {
        out.signedVarint(value);
    }
}

void ExactSma::load(ByteReader& in)
{
    std::fill(m_ring.begin(), m_ring.end(), 0);
    m_at = m_count = 0;
    m_sum = 0;
    std::size_t at = 0;
    std::size_t count = 0;
    if (!isStateOf(m_ring.size(), in, at, count)) {
        return;
    }
    Int128 sum = 0;
    for (std::int64_t& value : m_ring) {
        value = in.signedVarint();
        sum += value;
    }
    if (!in.ok()
        || std::any_of(m_ring.begin() + static_cast<std::ptrdiff_t>(count), m_ring.end(),
                       [](std::int64_t value) { return value != 0; })) {
        in.fail();
        std::fill(m_ring.begin(), m_ring.end(), 0);
        return;
    }
    m_at = at;
    m_count = count;
    m_sum = sum;
}

std::strong_ordering compareMeans(const ExactSma& a, const ExactSma& b) noexcept
{
    // A sum is below 2^80, a period below 2^17: no product leaves 128 bits.
    const Int128 left = a.sum() * b.period();
    const Int128 right = b.sum() * a.period();
    return left < right ? std::strong_ordering::less
        : left > right  ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

std::strong_ordering compareMean(const ExactSma& average, std::int64_t value) noexcept
{
    const Int128 left = average.sum();
    const Int128 right = Int128{value} * average.period();
    return left < right ? std::strong_ordering::less
        : left > right  ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

Sma::Sma(int period)
    : m_ring(sizeFor(period))
{
}

void Sma::add(double value) noexcept
{
    m_sum += value - m_ring[m_at];
    m_fresh += value;
    m_ring[m_at] = value;
    if (++m_at == m_ring.size()) {
        m_at = 0;
        m_sum = m_fresh;
        m_fresh = 0;
    }
    m_count = std::min(m_count + 1, m_ring.size());
}

void Sma::save(ByteWriter& out) const
{
    saveHead(out, m_ring.size(), m_at, m_count);
    for (const double value : m_ring) {
        out.f64(value);
    }
    out.f64(m_sum);
    out.f64(m_fresh);
}

void Sma::load(ByteReader& in)
{
    std::fill(m_ring.begin(), m_ring.end(), 0.0);
    m_at = m_count = 0;
    m_sum = m_fresh = 0;
    std::size_t at = 0;
    std::size_t count = 0;
    if (!isStateOf(m_ring.size(), in, at, count)) {
        return;
    }
    for (double& value : m_ring) {
        value = in.f64();
    }
    const double sum = in.f64();
    const double fresh = in.f64();
    if (!in.ok()) {
        std::fill(m_ring.begin(), m_ring.end(), 0.0);
        return;
    }
    m_at = at;
    m_count = count;
    m_sum = sum;
    m_fresh = fresh;
}

} // namespace omni::indicators
