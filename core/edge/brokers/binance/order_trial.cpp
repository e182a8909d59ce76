// An order that the venue judges and does not take: whether a key may place orders, asked of the venue itself.

#include "core/edge/brokers/binance/session_impl.h"

#include "core/edge/brokers/shared/trouble_words.h"

namespace omni::brokers::binance {

namespace {

/// What is bought for it in the quote currency: twice the least that the venue takes, so that a price that moves
/// meanwhile refuses nothing.
std::int64_t trialValue(const SymbolRules& rules) noexcept
{
    constexpr std::int64_t usual = 20 * std::int64_t{100'000'000};
    return rules.valueLeast > 0 && rules.valueLeast < std::int64_t{1} << 61 ? rules.valueLeast * 2 : usual;
}

Result<void> verdictOf(const net::HttpOutcome& outcome, const net::Endpoint& endpoint)
{
    if (!outcome) {
        return failure(Errc::Unavailable, troubleWords(outcome.error(), endpoint));
    }
    if (outcome->status == 200) {
        return {};
    }
    const auto error = errorIn(outcome->status, outcome->body);
    return failure(Errc::Denied, error.text);
}

} // namespace

void BinanceBroker::Impl::tryOrder(InstrumentId instrument, std::function<void(Result<void>)> done)
{
    const auto* symbol = active && m_isUp ? active->symbols.find(instrument) : nullptr;
    if (symbol == nullptr || !symbol->whyNot.empty()) {
        // Behind the call, as every answer.
        QTimer::singleShot(0, &later, [done = std::move(done), why = symbol != nullptr ? symbol->whyNot : ""] {
            done(failure(Errc::Unavailable, why.empty() ? "there is no session that is up" : why));
        });
        return;
    }
    Call call;
    call.method = net::HttpMethod::Post;
    call.path = "/api/v3/order/test";
    call.params = {{"symbol", symbol->instrument.symbol},
                   {"side", "BUY"},
                   {"type", "MARKET"},
                   {"quoteOrderQty", e8Text(trialValue(symbol->rules))}};
    call.isSigned = true;
    call.repeat = net::Repeat::IfNeverSent;
    rest->send(std::move(call), [done = std::move(done), endpoint = rest->endpoint()](const net::HttpOutcome& outcome) {
        done(verdictOf(outcome, endpoint));
    });
}

} // namespace omni::brokers::binance
