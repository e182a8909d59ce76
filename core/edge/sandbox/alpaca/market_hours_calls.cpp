// /v2/clock and /v2/calendar

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/calls.h"
#include "core/trade/market/calendar.h"
#include "core/trade/market/us_equity_days.h"

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

constexpr int mostDays = 4'000;

/// "09:30" of an instant in New York.
std::string hourText(Timestamp t)
{
    return newYorkText(t).substr(11, 5);
}

} // namespace

WebAnswer clockCall(const FaceParts& parts)
{
    const Timestamp now = parts.exchange.now();
    const market::TradingCalendar calendar(parts.keepsHours ? market::Sessions::UsEquities
                                                            : market::Sessions::AlwaysOpen);
    JsonText json;
    json.object().member("timestamp", newYorkText(now)).member("is_open", calendar.isOpen(now));
    json.member("next_open", newYorkText(calendar.nextOpen(now).value_or(now)));
    json.member("next_close", newYorkText(calendar.nextClose(now).value_or(now)));
    return answerOf(json.end().take());
}

/// The days of New York's exchanges, whatever hours the venue keeps.
WebAnswer calendarCall(const Call& call)
{
    market::Date from = market::dateOf(1990, 1, 1);
    market::Date to = market::dateOf(2060, 12, 31);
    for (const auto& [name, date] : {std::pair("start", &from), std::pair("end", &to)}) {
        if (const auto text = call.query.text(name); !text.empty()) {
            const auto read = market::dateFromText(text.substr(0, 10));
            if (!read) {
                return answerOf(badField(fmt::format("invalid {} date", name)).value());
            }
            *date = *read;
        }
    }
    const market::TradingCalendar calendar(market::Sessions::UsEquities);
    JsonText json;
    json.array();
    int count = 0;
    const market::Date last = std::min(to, market::dateOf(2060, 12, 31));
    for (market::Date day = std::max(from, market::dateOf(1990, 1, 1)); day <= last && count < mostDays;
         day = day + 1) {
        if (const auto session = calendar.sessionOf(day)) {
            ++count;
            json.object().member("date", market::dateText(day));
            json.member("open", hourText(session->open)).member("close", hourText(session->close));
            json.member("session_open", "0400").member("session_close", "2000");
            json.member("settlement_date", market::dateText(calendar.tradingDayAfter(day).value_or(day)));
            json.end();
        }
    }
    return answerOf(json.end().take());
}

} // namespace omni::sandbox::alpaca
