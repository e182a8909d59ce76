#include "core/edge/brokers/alpaca/guard.h"

#include "core/edge/brokers/alpaca/guard_closing.h"
#include "core/edge/brokers/alpaca/listing.h"
#include "core/edge/brokers/alpaca/rest.h"
#include "core/edge/brokers/alpaca/session.h"
#include "core/edge/brokers/alpaca/wire_account.h"
#include "core/edge/brokers/alpaca/wire_answer.h"
#include "core/edge/brokers/alpaca/wire_assets.h"
#include "core/edge/brokers/alpaca/wire_order.h"
#include "core/edge/brokers/shared/environment_check.h"
#include "core/edge/brokers/shared/trouble_words.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace omni::brokers::alpaca {

namespace {

constexpr Duration guardPatience = seconds(8);
constexpr std::size_t ordersOnPage = 500;
constexpr std::size_t mostListedOrders = 20'000;

/// What the coroutines, which may outlive the guard, share with it.
struct GuardState {
    explicit GuardState(BrokerMaking making)
        : config(std::move(making.config))
        , key(std::move(making.key))
        , clock(making.clock)
    {
    }
    const BrokerConfig config;
    const BrokerKey key;
    Clock& clock;
    std::unique_ptr<Rest> trading, data;
    std::optional<Monotonic> silentUntil;
    bool isStopped = false;
};
using SharedGuard = std::shared_ptr<GuardState>;

Error errorOf(GuardState& state, const net::HttpOutcome& outcome, const net::Endpoint& endpoint)
{
    if (!outcome) {
        return unansweredError(outcome.error(), endpoint);
    }
    const auto verdict = verdictOf(outcome->status, outcome->body);
    switch (verdict.verdict) {
    case Verdict::KeyRefused:
        return {Errc::Denied, verdict.words};
    case Verdict::TooMany:
        state.silentUntil = state.clock.mono() + seconds(5); // each request waits for the end of the window as well
        return {Errc::RateLimited, verdict.words};
    case Verdict::NotFound:
        return {Errc::NotFound, verdict.words};
    case Verdict::Refused:
    case Verdict::NameTaken:
        return {Errc::Invalid, verdict.words};
    case Verdict::Done:
    case Verdict::NoProof:
        return {Errc::Unavailable, verdict.words};
    }
    return {Errc::Unavailable, verdict.words};
}

/// The body of an answer of 2xx. Ask `isStopped` behind it.
QCoro::Task<Result<std::string>> bodyOf(SharedGuard state, bool isOfData, RestRequest request)
{
    if (state->isStopped) {
        co_return failure(Errc::Unavailable, "the watch has ended");
    }
    request.lane = net::Lane::WayOut;
    request.within = guardPatience;
    Rest& rest = isOfData ? *state->data : *state->trading;
    const net::Endpoint endpoint = rest.endpoint();
    auto task = rest.ask(std::move(request));
    auto outcome = co_await task;
    if (state->isStopped) {
        co_return failure(Errc::Unavailable, "the watch has ended");
    }
    if (!outcome || outcome->status < 200 || outcome->status >= 300) {
        co_return tl::unexpected(errorOf(*state, outcome, endpoint));
    }
    co_return std::move(outcome->body);
}

RestRequest questionOf(std::string target)
{
    RestRequest request;
    request.target = std::move(target);
    return request;
}

QCoro::Task<void> askProof(SharedGuard state, OnAnswer<void> done)
{
    auto task = bodyOf(state, false, questionOf("/v2/account"));
    const auto body = co_await task;
    if (state->isStopped) {
        co_return;
    }
    const auto account = body.and_then([](const std::string& text) { return accountFrom(text); });
    done(account ? Result<void>() : tl::unexpected(account.error()));
}

/// A leg that is held waits for the rest of its entry, and protects nothing yet.
GuardedOrder orderOf(const OrderImage& image)
{
    const bool isFamily = image.orderClass == "bracket" || image.orderClass == "oto";
    const bool isStop = image.status != OrderStatus::Held
        && (image.type == "stop" || image.type == "stop_limit" || image.type == "trailing_stop");
    return {image.symbol,
            image.clientId,
            image.id,
            image.side,
            image.filled.mantissa > 0,
            isFamily,
            isStop,
            image.size.value_or(Decimal{}),
            image.filled};
}

/// Pages overlap by the last moment, since several orders may bear it.
QCoro::Task<void> askOrders(SharedGuard state, OnAnswer<std::vector<GuardedOrder>> done)
{
    std::vector<GuardedOrder> orders;
    std::set<std::string> seen;
    Timestamp after;
    for (;;) {
        auto task = bodyOf(state, false,
                           questionOf("/v2/orders?status=open&limit=" + std::to_string(ordersOnPage)
                                      + "&direction=asc&nested=false"
                                      + (after.ns > 0 ? "&after=" + inQuery(isoText(after)) : "")));
        const auto body = co_await task;
        if (state->isStopped) {
            co_return;
        }
        const auto page = body.and_then([](const std::string& text) { return ordersFrom(text); });
        if (!page) {
            done(tl::unexpected(page.error()));
            co_return;
        }
        bool isNew = false;
        for (const OrderImage& image : *page) {
            after = image.submitted ? std::max(after, *image.submitted - microseconds(1)) : after;
            if (seen.insert(image.id).second) {
                isNew = true;
                orders.push_back(orderOf(image));
            }
        }
        if (page->size() < ordersOnPage) {
            done(std::move(orders));
            co_return;
        }
        if (!isNew || orders.size() > mostListedOrders) {
            done(failure(Errc::Full, "there are more orders than can be listed"));
            co_return;
        }
    }
}

QCoro::Task<void> askCancel(SharedGuard state, std::string venueId, OnAnswer<void> done)
{
    RestRequest request = questionOf("/v2/orders/" + inQuery(venueId));
    request.method = net::HttpMethod::Delete;
    auto task = bodyOf(state, false, std::move(request));
    const auto body = co_await task;
    if (state->isStopped) {
        co_return;
    }
    if (body || body.error().code == Errc::NotFound || body.error().code == Errc::Invalid) {
        done({}); // what it refuses for good is over, or the next listing shows it again
    } else {
        done(tl::unexpected(body.error()));
    }
}

QCoro::Task<void> askLegs(SharedGuard state, std::vector<std::string> symbols, OnAnswer<std::vector<GuardedLeg>> done)
{
    std::string list;
    for (const auto& symbol : symbols) {
        list += (list.empty() ? "" : ",") + symbol;
    }
    auto task = bodyOf(state, false,
                       questionOf("/v2/orders?status=all&limit=" + std::to_string(ordersOnPage)
                                  + "&direction=desc&nested=true&symbols=" + inQuery(list)));
    const auto body = co_await task;
    if (state->isStopped) {
        co_return;
    }
    const auto page = body.and_then([](const std::string& text) { return ordersFrom(text); });
    if (!page) {
        done(tl::unexpected(page.error()));
        co_return;
    }
    std::vector<GuardedLeg> legs;
    for (const OrderImage& image : *page) {
        for (const OrderImage& leg : image.legs) {
            legs.push_back({leg.id, image.clientId});
        }
    }
    done(std::move(legs));
}

QCoro::Task<void> askPositions(SharedGuard state, std::vector<std::string> symbols,
                               OnAnswer<std::vector<GuardedPosition>> done)
{
    auto task = bodyOf(state, false, questionOf("/v2/positions"));
    const auto body = co_await task;
    if (state->isStopped) {
        co_return;
    }
    const auto listed = body.and_then([](const std::string& text) { return positionsFrom(text); });
    if (!listed) {
        done(tl::unexpected(listed.error()));
        co_return;
    }
    std::vector<GuardedPosition> held;
    for (const auto& symbol : symbols) {
        std::string plain = symbol; // positions spell pairs without the slash
        std::erase(plain, '/');
        const auto found = std::find_if(listed->begin(), listed->end(), [&](const PositionImage& each) {
            return each.symbol == symbol || each.symbol == plain;
        });
        if (found != listed->end() && found->size.mantissa != 0) {
            held.push_back({symbol, found->size});
        }
    }
    done(std::move(held));
}

QCoro::Task<void> askClosing(SharedGuard state, GuardedClosing wish, OnAnswer<ClosingEnd> done)
{
    const std::string symbol = wish.position.symbol;
    auto assetTask = bodyOf(state, false, questionOf("/v2/assets/" + inQuery(symbol)));
    const auto assetBody = co_await assetTask;
    if (state->isStopped) {
        co_return;
    }
    auto quoteTask = bodyOf(state, true,
                            questionOf((isCrypto(symbol) ? "/v1beta3/crypto/us/latest/quotes?symbols="
                                                         : "/v2/stocks/quotes/latest?symbols=")
                                       + inQuery(symbol) + (isCrypto(symbol) ? "" : "&feed=" + planOf(state->config))));
    const auto quoteBody = co_await quoteTask;
    if (state->isStopped) {
        co_return;
    }
    const auto asset = assetBody.and_then([](const std::string& text) { return assetFrom(text); });
    const auto order = asset.and_then([&](const AssetImage& image) {
        return quoteBody.and_then(
            [&](const std::string& text) { return closingWish(wish, image, text, state->clock.wall()); });
    });
    if (!order) {
        done(tl::unexpected(order.error()));
        co_return;
    }
    RestRequest request = questionOf("/v2/orders");
    request.method = net::HttpMethod::Post;
    request.body = orderText(*order);
    request.repeat = net::Repeat::Never;
    auto task = bodyOf(state, false, std::move(request));
    const auto body = co_await task;
    if (state->isStopped) {
        co_return;
    }
    // The answer says that it was taken; what has filled the position says, when it is asked for anew.
    const auto image = body.and_then([](const std::string& text) { return orderFrom(text); });
    if (!image) {
        done(tl::unexpected(image.error()));
        co_return;
    }
    done(ClosingEnd{image->filled,
                    fmt::format("{} {} at {} or better", order->side == Side::Sell ? "sold" : "bought", order->size,
                                order->limit)});
}

class Guard final : public OrderGuard
{
public:
    explicit Guard(SharedGuard state)
        : m_state(std::move(state))
    {
    }
    ~Guard() override
    {
        m_state->isStopped = true;
        m_state->trading.reset(); // what is under way would go on trying
        m_state->data.reset();
    }
    void prove(OnAnswer<void> done) override
    {
        (void)askProof(m_state, std::move(done));
    }
    void openOrders(OnAnswer<std::vector<GuardedOrder>> done) override
    {
        (void)askOrders(m_state, std::move(done));
    }
    void cancel(const GuardedOrder& order, OnAnswer<void> done) override
    {
        (void)askCancel(m_state, order.venueId, std::move(done));
    }
    void legs(std::vector<std::string> symbols, OnAnswer<std::vector<GuardedLeg>> done) override
    {
        (void)askLegs(m_state, std::move(symbols), std::move(done));
    }
    void positions(std::vector<std::string> symbols, OnAnswer<std::vector<GuardedPosition>> done) override
    {
        (void)askPositions(m_state, std::move(symbols), std::move(done));
    }
    void close(GuardedClosing closing, OnAnswer<ClosingEnd> done) override
    {
        (void)askClosing(m_state, std::move(closing), std::move(done));
    }
    [[nodiscard]] std::optional<Monotonic> silentUntil() const override
    {
        const auto& until = m_state->silentUntil;
        return until && *until > m_state->clock.mono() ? until : std::nullopt;
    }

private:
    SharedGuard m_state;
};

} // namespace

Result<std::unique_ptr<OrderGuard>> makeGuard(BrokerMaking making)
{
    if (const auto sound = checkKey(making.key); !sound) {
        return tl::unexpected(sound.error());
    }
    if (const auto sound = checkEnvironment(making.config, making.key, faces()); !sound) {
        return tl::unexpected(sound.error());
    }
    const auto rest = faceOf(making.config, faces(), "rest");
    const auto dataRest = faceOf(making.config, faces(), "data_rest");
    if (!rest || !dataRest) {
        return tl::unexpected(rest ? dataRest.error() : rest.error());
    }
    const std::uint64_t seed = making.seed;
    auto state = std::make_shared<GuardState>(std::move(making));
    auto trading = Rest::make(rest->endpoint, state->config, state->key, state->clock, seed + 1);
    auto data = Rest::make(dataRest->endpoint, state->config, state->key, state->clock, seed + 2);
    if (!trading || !data) {
        return tl::unexpected(trading ? data.error() : trading.error());
    }
    state->trading = std::move(*trading);
    state->data = std::move(*data);
    return std::unique_ptr<OrderGuard>(new Guard(std::move(state)));
}

} // namespace omni::brokers::alpaca
