#include "core/edge/brokers/alpaca/order_sending.h"

#include "core/edge/brokers/alpaca/order_questions.h"
#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/stop_claims.h"

#include <utility>

namespace omni::brokers::alpaca {

namespace {

using Kind = orders::OrderEventKind;

constexpr std::size_t mostLatencies = 32;

void rememberLatency(SessionState& state, const net::HttpAnswer& answer)
{
    if (state.orderLatencies.size() == mostLatencies) {
        state.orderLatencies.pop_front();
    }
    state.orderLatencies.push_back(answer.received - answer.sent);
}

/// What an answer to a new order proves.
QCoro::Task<void> settleNew(OrderDesk desk, orders::OrderTicket ticket, std::string name, net::HttpAnswer answer)
{
    const auto state = desk.state;
    const auto verdict = verdictOf(answer.status, answer.body);
    switch (verdict.verdict) {
    case Verdict::Done: {
        const auto image = orderFrom(answer.body);
        if (!image || image->clientId != name) {
            ++state->malformedMessages;
            report(*state, ticket.id, Kind::Lost, nullptr, "the answer to the order could not be read");
            co_return;
        }
        rememberLatency(*state, answer);
        state->orders.learnVenueId(ticket.id, image->id);
        if (const auto* leg = stopLegOf(*image)) {
            state->learnLeg(ticket.id, *leg);
            expectClaim(desk, ticket.id);
        }
        reportStatus(*state, ticket.id, *image, false);
        co_return;
    }
    case Verdict::KeyRefused:
        desk.onKeyRefused(verdict.words);
        report(*state, ticket.id, Kind::Rejected, nullptr, verdict.words);
        co_return;
    case Verdict::Refused:
    case Verdict::TooMany:
        report(*state, ticket.id, Kind::Rejected, nullptr, verdict.words);
        co_return;
    case Verdict::NameTaken: {
        auto asked = askAbout(desk, ticket, name);
        co_await asked;
        co_return;
    }
    case Verdict::NotFound:
    case Verdict::NoProof:
        report(*state, ticket.id, Kind::Lost, nullptr, verdict.words);
        co_return;
    }
}

} // namespace

QCoro::Task<void> send(OrderDesk desk, orders::OrderTicket ticket, std::string name, std::string text)
{
    const auto state = desk.state;
    RestRequest request;
    request.method = net::HttpMethod::Post;
    request.target = "/v2/orders";
    request.body = std::move(text);
    request.repeat = net::Repeat::Never;
    request.lane = ticket.reduceOnly ? net::Lane::WayOut : net::Lane::Ordinary;
    request.mayGo = [state, ticket] {
        return !state->isStopped && state->session && (!state->session->mayGo || state->session->mayGo(ticket));
    };
    state->orders.of(ticket.id).isSending = true;
    auto task = state->trading->ask(std::move(request));
    auto outcome = co_await task;
    if (state->isStopped) {
        co_return;
    }
    auto& known = state->orders.of(ticket.id);
    known.isSending = false;
    known.sent = state->clock.mono(); // from now on nothing more of it can leave: what is asked later may be proof
    if (outcome) {
        auto settled = settleNew(desk, ticket, name, std::move(*outcome));
        co_await settled;
    } else if (neverLeft(outcome)) {
        reportUnsent(*state, ticket.id, Kind::Rejected, "never sent: " + failureText(outcome.error()));
    } else {
        report(*state, ticket.id, Kind::Lost, nullptr, failureText(outcome.error()));
    }
}

} // namespace omni::brokers::alpaca
