#include "core/edge/sandbox/alpaca/auctions.h"

#include "core/edge/sandbox/alpaca/wire_text.h"
#include "core/trade/market/calendar.h"

namespace omni::sandbox::alpaca {

namespace {

constexpr Duration openingCut = minutes(2), closingCut = minutes(10);
constexpr Duration untilEvening = hours(9) + minutes(30); // from half past nine, the opening of every day, to seven

} // namespace

Answer<std::optional<Timestamp>> auctionOf(TimeInForce tif, Timestamp now)
{
    const bool isOpening = tif == TimeInForce::Opg;
    if (!isOpening && tif != TimeInForce::Cls) {
        return std::optional<Timestamp>();
    }
    const market::TradingCalendar calendar(market::Sessions::UsEquities);
    const auto day = market::dateFromText(newYorkText(now).substr(0, 10));
    if (const auto session = day ? calendar.sessionOf(*day) : std::nullopt) {
        const Timestamp cut = isOpening ? session->open - openingCut : session->close - closingCut;
        if (now >= cut && now < session->open + untilEvening) {
            return isOpening
                ? unprocessable("opg orders are accepted until 9:28 am and from 7:00 pm on, New York time")
                : unprocessable("cls orders are accepted until ten minutes before the close and from 7:00 pm on, New "
                                "York time");
        }
    }
    return isOpening ? calendar.nextOpen(now) : calendar.nextClose(now);
}

} // namespace omni::sandbox::alpaca
