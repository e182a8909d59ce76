#include "core/edge/brokers/@name@/wire.h"

#include "core/base/decimal.h"

namespace omni::brokers::@name@ {

Result<QuoteMessage> quoteFrom(std::string_view text)
{
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) {
        return failure(Errc::Invalid, "@name@: a quote is bid,ask");
    }
    const auto bid = scaledFromText(text.substr(0, comma), 8);
    const auto ask = scaledFromText(text.substr(comma + 1), 8);
    if (!bid || !ask) {
        return failure(Errc::Invalid, "@name@: a quote's price is no number");
    }
    if (*bid > *ask) {
        return failure(Errc::Invalid, "@name@: a quote's bid is above its ask");
    }
    return QuoteMessage{*bid, *ask};
}

} // namespace omni::brokers::@name@
