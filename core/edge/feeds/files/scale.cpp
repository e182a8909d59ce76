#include "core/edge/feeds/files/scale.h"

#include "core/base/wide_int.h"

namespace omni::feeds {

Counting Scale::countSlowly(Number value, std::int64_t& out) const noexcept
{
    if (value.mantissa == 0) {
        out = 0;
        return Counting::Exact;
    }
    const int shift = -m_unit.exponent - static_cast<int>(value.decimals);
    Int128 dividend = static_cast<Int128>(value.mantissa);
    Int128 divisor = m_unit.mantissa;
    // A mantissa has at most 18 digits and an increment's exponent is within 18, so `shift` is within 36.
    for (int i = 0; i < shift; ++i) {
        dividend *= 10;
        if (dividend > Int128{mostCount} * m_unit.mantissa) {
            return Counting::TooLarge;
        }
    }
    for (int i = 0; i > shift; --i) {
        if (dividend % 10 == 0) {
            dividend /= 10;
        } else if (divisor > dividend) {
            return Counting::OffIncrement;
        } else {
            divisor *= 10;
        }
    }
    if (dividend % divisor != 0) {
        return Counting::OffIncrement;
    }
    if (dividend / divisor > mostCount) {
        return Counting::TooLarge;
    }
    out = static_cast<std::int64_t>(dividend / divisor);
    return Counting::Exact;
}

} // namespace omni::feeds
