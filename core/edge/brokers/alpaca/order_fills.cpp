#include "core/edge/brokers/alpaca/order_fills.h"

#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/wire_answer.h"

#include <iterator>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr std::size_t pageSize = 100;
constexpr std::size_t mostFills = 50'000;

std::string pageTarget(Timestamp since, const std::string& token)
{
    std::string target = "/v2/account/activities/FILL?direction=asc&page_size=" + std::to_string(pageSize)
        + "&after=" + inQuery(isoText(since));
    return token.empty() ? target : target + "&page_token=" + inQuery(token);
}

} // namespace

QCoro::Task<Result<std::vector<FillActivity>>> fillsSince(SharedState state, Timestamp since)
{
    std::vector<FillActivity> fills;
    std::string token;
    for (;;) {
        auto task = state->trading->ask({.target = pageTarget(since, token), .within = seconds(90)});
        const auto outcome = co_await task;
        if (state->isStopped) {
            co_return failure(Errc::Unavailable, "the session was stopped");
        }
        if (!outcome) {
            co_return failure(Errc::Unavailable, outcome.error().detail);
        }
        const auto verdict = verdictOf(outcome->status, outcome->body);
        if (verdict.verdict != Verdict::Done) {
            co_return failure(Errc::Unavailable, verdict.words);
        }
        auto page = activitiesFrom(outcome->body);
        if (!page) {
            ++state->malformedMessages;
            co_return failure(Errc::Invalid, "a page of fills: " + page.error().detail);
        }
        std::move(page->fills.begin(), page->fills.end(), std::back_inserter(fills));
        if (page->activities < pageSize || page->lastId == token) {
            co_return fills;
        }
        if (fills.size() >= mostFills) {
            co_return failure(Errc::Full, "there are more fills than can be compared at once");
        }
        token = page->lastId;
    }
}

QCoro::Task<bool> tellFillsOf(SharedState state, OrderId order, OrderImage image)
{
    const auto since = image.submitted.value_or(state->knownUntil) - minutes(1);
    auto task = fillsSince(state, since);
    const auto fills = co_await task;
    if (!fills || state->isStopped) {
        co_return false;
    }
    bool areTold = true;
    for (const FillActivity& fill : *fills) {
        if (fill.orderId == image.id) {
            areTold = reportFill(*state, order, fill) && areTold;
        }
    }
    co_return areTold;
}

} // namespace omni::brokers::alpaca
