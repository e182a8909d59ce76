#include "core/edge/brokers/binance/guard.h"

#include "core/base/wide_int.h"
#include "core/edge/brokers/binance/account_wire.h"
#include "core/edge/brokers/binance/asked_quotes.h"
#include "core/edge/brokers/binance/info.h"
#include "core/edge/brokers/binance/order_wire.h"
#include "core/edge/brokers/binance/rest.h"
#include "core/edge/brokers/binance/symbol_wire.h"
#include "core/edge/brokers/binance/venue_error.h"
#include "core/edge/brokers/shared/environment_check.h"
#include "core/edge/brokers/shared/trouble_words.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

constexpr Duration guardPatience = seconds(8);
constexpr std::int64_t wholeBp = 10'000;
constexpr std::int8_t e8Exponent = -8;

std::string listOfOne(std::string_view symbol)
{
    return "[\"" + std::string(symbol) + "\"]";
}

std::optional<std::int64_t> e8Of(const Decimal& value)
{
    const auto scaled = scaledFromText(decimalText(value), 8);
    return scaled ? std::optional(*scaled) : std::nullopt;
}

class Guard final : public OrderGuard
{
public:
    Guard(std::unique_ptr<Rest> rest, Clock& clock)
        : m_rest(std::move(rest))
        , m_clock(clock)
    {
    }
    void prove(OnAnswer<void> done) override;
    void openOrders(OnAnswer<std::vector<GuardedOrder>> done) override;
    void cancel(const GuardedOrder& order, OnAnswer<void> done) override;
    /// Each leg of a pair bears the name that it was given.
    void legs(std::vector<std::string>, OnAnswer<std::vector<GuardedLeg>> done) override
    {
        QTimer::singleShot(0, &m_later, [done = std::move(done)] { done(std::vector<GuardedLeg>{}); });
    }
    void positions(std::vector<std::string> symbols, OnAnswer<std::vector<GuardedPosition>> done) override;
    void close(GuardedClosing closing, OnAnswer<ClosingEnd> done) override;
    [[nodiscard]] std::optional<Monotonic> silentUntil() const override
    {
        return m_rest->limiter().bannedUntil(m_clock.mono());
    }

private:
    using Body = std::function<void(Result<std::string>)>;
    struct Closing {
        GuardedClosing wish;
        OnAnswer<ClosingEnd> done;
        SymbolRules rules;
    };
    /// The body of an answer of 200.
    void ask(Call call, Body then);
    void listing(std::vector<std::string> symbols, OnAnswer<std::vector<SymbolRules>> done);
    void quoteAndSend(std::shared_ptr<Closing> closing);
    void sendClosing(std::shared_ptr<Closing> closing, const AskedQuote& quote);

    std::unique_ptr<Rest> m_rest;
    Clock& m_clock;
    QObject m_later; ///< Calls that wait for the event loop end with it.
    bool m_isTimeKnown = false;
};

Error errorFrom(const net::HttpOutcome& outcome, const net::Endpoint& endpoint)
{
    if (!outcome) {
        return unansweredError(outcome.error(), endpoint);
    }
    const auto error = errorIn(outcome->status, outcome->body);
    switch (error.meaning) {
    case Meaning::WrongKey:
        return {Errc::Denied, error.text};
    case Meaning::TooMany:
        return {Errc::RateLimited, error.text};
    case Meaning::NoSuchOrder:
        return {Errc::NotFound, error.text};
    case Meaning::Refused:
    case Meaning::FilterChanged:
    case Meaning::Duplicate:
        return {Errc::Invalid, error.text};
    case Meaning::Unknown:
    case Meaning::WrongClock:
        return {Errc::Unavailable, error.text};
    }
    return {Errc::Unavailable, error.text};
}

void Guard::ask(Call call, Body then)
{
    call.lane = net::Lane::WayOut;
    call.within = guardPatience;
    m_rest->send(std::move(call), [this, then = std::move(then)](const net::HttpOutcome& outcome) {
        if (outcome && outcome->status == 200) {
            then(outcome->body);
        } else {
            then(tl::unexpected(errorFrom(outcome, m_rest->endpoint())));
        }
    });
}

/// A stamp that is off is refused there: the venue's time comes first.
void Guard::prove(OnAnswer<void> done)
{
    m_rest->measureClock([this, done = std::move(done)](bool isLearned, const net::HttpOutcome& outcome) {
        m_isTimeKnown = m_isTimeKnown || isLearned;
        if (!m_isTimeKnown) {
            done(tl::unexpected(errorFrom(outcome, m_rest->endpoint())));
            return;
        }
        Call call;
        call.path = "/api/v3/account";
        call.params = {{"omitZeroBalances", "true"}};
        call.weight = 20;
        call.isSigned = true;
        ask(std::move(call), [done](Result<std::string> body) {
            const auto account = body.and_then([](const std::string& text) { return accountFrom(text); });
            done(account ? Result<void>() : tl::unexpected(account.error()));
        });
    });
}

void Guard::openOrders(OnAnswer<std::vector<GuardedOrder>> done)
{
    Call call;
    call.path = "/api/v3/openOrders"; // of all symbols: one answer of one moment
    call.weight = 80;
    call.isSigned = true;
    ask(std::move(call), [done = std::move(done)](Result<std::string> body) {
        const auto listed = body.and_then([](const std::string& text) { return ordersFrom(text); });
        if (!listed) {
            done(tl::unexpected(listed.error()));
            return;
        }
        std::vector<GuardedOrder> orders;
        for (const VenueOrder& order : *listed) {
            orders.push_back({order.symbol, order.name, std::to_string(order.id), order.side, order.filled > 0, false,
                              order.isStop && !order.takesProfit, normalised(Decimal{order.size, e8Exponent}),
                              normalised(Decimal{order.filled, e8Exponent})});
        }
        done(std::move(orders));
    });
}

void Guard::cancel(const GuardedOrder& order, OnAnswer<void> done)
{
    Call call;
    call.method = net::HttpMethod::Delete;
    call.path = "/api/v3/order";
    call.params = {{"symbol", order.symbol}, {"orderId", order.venueId}};
    call.isSigned = true;
    ask(std::move(call), [done = std::move(done)](Result<std::string> body) {
        if (body || body.error().code == Errc::NotFound || body.error().code == Errc::Invalid) {
            done({}); // what it refuses for good is over, or the next listing shows it again
        } else {
            done(tl::unexpected(body.error()));
        }
    });
}

void Guard::listing(std::vector<std::string> symbols, OnAnswer<std::vector<SymbolRules>> done)
{
    Call call;
    call.path = "/api/v3/exchangeInfo";
    std::string list;
    for (const auto& symbol : symbols) {
        list += (list.empty() ? "[\"" : ",\"") + symbol + '"';
    }
    call.params = {{"symbols", list + ']'}};
    call.weight = 20;
    ask(std::move(call), [done = std::move(done)](Result<std::string> body) {
        auto answer = body.and_then([](const std::string& text) { return exchangeFrom(text); });
        if (!answer) {
            done(tl::unexpected(answer.error()));
        } else {
            done(std::move(answer->symbols));
        }
    });
}

/// As the desk counts it: what is held of a base currency that no other symbol of the session buys or is paid with.
void Guard::positions(std::vector<std::string> symbols, OnAnswer<std::vector<GuardedPosition>> done)
{
    if (symbols.empty()) {
        QTimer::singleShot(0, &m_later, [done = std::move(done)] { done(std::vector<GuardedPosition>{}); });
        return;
    }
    listing(std::move(symbols), [this, done = std::move(done)](Result<std::vector<SymbolRules>> rules) {
        if (!rules) {
            done(tl::unexpected(rules.error()));
            return;
        }
        Call call;
        call.path = "/api/v3/account";
        call.params = {{"omitZeroBalances", "true"}};
        call.weight = 20;
        call.isSigned = true;
        ask(std::move(call), [done, rules = std::move(*rules)](Result<std::string> body) {
            const auto account = body.and_then([](const std::string& text) { return accountFrom(text); });
            if (!account) {
                done(tl::unexpected(account.error()));
                return;
            }
            std::vector<GuardedPosition> held;
            for (const SymbolRules& one : rules) {
                const auto isShared = [&one](const SymbolRules& other) {
                    return other.quote == one.base || (other.symbol != one.symbol && other.base == one.base);
                };
                const auto balance = std::find_if(account->balances.begin(), account->balances.end(),
                                                  [&one](const Balance& each) { return each.asset == one.base; });
                if (balance == account->balances.end() || std::any_of(rules.begin(), rules.end(), isShared)) {
                    continue;
                }
                if (const auto total = balance->free + balance->locked; total > 0) {
                    held.push_back({one.symbol, normalised(Decimal{total, e8Exponent}),
                                    normalised(Decimal{one.sizeStep, e8Exponent})});
                }
            }
            done(std::move(held));
        });
    });
}

void Guard::close(GuardedClosing wish, OnAnswer<ClosingEnd> done)
{
    if (wish.position.size.mantissa <= 0 || wish.collarBp < 0 || wish.collarBp >= wholeBp) {
        QTimer::singleShot(0, &m_later, [done = std::move(done)] {
            done(failure(Errc::Invalid, "nothing is held that could be sold"));
        });
        return;
    }
    auto closing = std::make_shared<Closing>(Closing{std::move(wish), std::move(done), {}});
    listing({closing->wish.position.symbol}, [this, closing](Result<std::vector<SymbolRules>> rules) {
        if (!rules || rules->size() != 1) {
            closing->done(rules ? failure(Errc::Invalid, "the venue does not list it") : tl::unexpected(rules.error()));
            return;
        }
        closing->rules = rules->front();
        quoteAndSend(closing);
    });
}

void Guard::quoteAndSend(std::shared_ptr<Closing> closing)
{
    Call call;
    call.path = "/api/v3/ticker/bookTicker";
    call.params = {{"symbols", listOfOne(closing->rules.symbol)}};
    call.weight = 4;
    call.repeat = net::Repeat::Never;
    const auto asked = m_clock.mono();
    ask(std::move(call), [this, closing, asked](Result<std::string> body) {
        const auto quotes = body.and_then([](const std::string& text) { return askedQuotesFrom(text); });
        if (!quotes) {
            closing->done(tl::unexpected(quotes.error()));
        } else if (quotes->size() != 1 || quotes->front().bid <= 0 || quotes->front().ask <= quotes->front().bid
                   || m_clock.mono() - asked > closing->wish.mostQuoteAge) {
            closing->done(failure(Errc::NotFound, "there is no fresh quote with two sides"));
        } else {
            sendClosing(closing, quotes->front());
        }
    });
}

void Guard::sendClosing(std::shared_ptr<Closing> closing, const AskedQuote& quote)
{
    const SymbolRules& rules = closing->rules;
    const auto held = e8Of(closing->wish.position.size);
    const std::int64_t step = std::max<std::int64_t>(1, rules.sizeStep), tick = std::max<std::int64_t>(1, rules.tick);
    const std::int64_t size = held ? *held - *held % step : 0;
    // The least that the collar allows, on the tick above it.
    const auto least = narrowed(Int128{quote.bid} * (wholeBp - closing->wish.collarBp) / wholeBp).value_or(0);
    const std::int64_t limit = (least + tick - 1) / tick * tick;
    const auto value = narrowed(Int128{limit} * size / 100'000'000).value_or(0);
    if (size <= 0 || size < rules.sizeLeast || value < rules.valueLeast || limit <= 0) {
        closing->done(failure(Errc::Invalid, "it is less than the venue trades"));
        return;
    }
    Call call;
    call.method = net::HttpMethod::Post;
    call.path = "/api/v3/order";
    call.params = {{"symbol", rules.symbol},
                   {"side", "SELL"},
                   {"type", "LIMIT"},
                   {"timeInForce", "IOC"},
                   {"quantity", e8Text(size)},
                   {"price", e8Text(limit)},
                   {"newClientOrderId", closing->wish.name},
                   {"newOrderRespType", "FULL"}};
    call.isSigned = true;
    call.isNewOrder = true;
    call.repeat = net::Repeat::Never;
    ask(std::move(call), [closing, size, limit](Result<std::string> body) {
        const auto order = body.and_then([](const std::string& text) { return orderFrom(text); });
        if (!order) {
            closing->done(tl::unexpected(order.error()));
            return;
        }
        closing->done(ClosingEnd{
            normalised(Decimal{order->filled, e8Exponent}),
            fmt::format("sold {} of {} at {} or better", e8Text(order->filled), e8Text(size), e8Text(limit))});
    });
}

} // namespace

Result<std::unique_ptr<OrderGuard>> makeGuard(BrokerMaking making)
{
    if (auto agrees = checkEnvironment(making.config, making.key, faces()); !agrees) {
        return tl::unexpected(agrees.error());
    }
    const auto face = faceOf(making.config, faces(), "rest");
    if (!face) {
        return tl::unexpected(face.error());
    }
    net::LinkRule link;
    link.endpoint = face->endpoint;
    link.tls.trustedPem = making.config.trustedPem;
    link.proxy = making.config.proxy;
    if (auto sound = net::check(link); !sound) {
        return tl::unexpected(sound.error());
    }
    auto rest = Rest::make(std::move(link), making.key, making.clock, making.seed);
    if (!rest) {
        return tl::unexpected(rest.error());
    }
    (*rest)->setOnBan(std::move(making.onBan));
    return std::unique_ptr<OrderGuard>(new Guard(std::move(*rest), making.clock));
}

} // namespace omni::brokers::binance
