#include "core/edge/net/paced_http.h"

#include "core/edge/net/once.h"

#include <QTimer>

#include <algorithm>
#include <charconv>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace omni::net {

namespace {

/// It may go, or why not.
using Turn = tl::expected<void, HttpFailure>;

tl::unexpected<HttpFailure> heldBack(HttpFailureKind kind, std::string why)
{
    return tl::unexpected<HttpFailure>(HttpFailure{kind, Fate::NeverSent, std::move(why)});
}

std::optional<std::int64_t> numberIn(std::string_view text) noexcept
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isSound = !text.empty() && error == std::errc{} && end == text.data() + text.size() && number >= 0;
    return isSound ? std::optional(number) : std::nullopt;
}

/// In seconds, the form that venues use. A date instead counts as no word.
std::optional<Duration> retryAfter(const HttpAnswer& answer) noexcept
{
    const auto told = numberIn(answer.field("Retry-After"));
    return told ? std::optional(seconds(std::min<std::int64_t>(*told, 86'400 * 31))) : std::nullopt;
}

/// From the end of the window that the answer names, which is in whole seconds of a clock that may differ from ours: a
/// second more, and never so long that a wrong clock would silence us for good.
std::optional<Duration> untilReset(const HttpAnswer& answer, const std::string& field, Timestamp wall) noexcept
{
    const auto told = field.empty() ? std::nullopt : numberIn(answer.field(field));
    if (!told || *told > 4'102'444'800) {
        return std::nullopt;
    }
    return std::clamp(Timestamp{*told * 1'000'000'000} - wall + seconds(1), seconds(1), minutes(2));
}

bool isFailure(const HttpOutcome& outcome) noexcept
{
    return !outcome || outcome->status >= 500;
}

/// What we said ourselves tells nothing about the service, and another try would only ask us again.
bool isOurs(const HttpOutcome& outcome) noexcept
{
    return !outcome
        && (outcome.error().kind == HttpFailureKind::HeldBack || outcome.error().kind == HttpFailureKind::Refused
            || outcome.error().kind == HttpFailureKind::Stopped);
}

int timerMs(Duration wait) noexcept
{
    return static_cast<int>(std::clamp<std::int64_t>((wait.ns + 999'999) / 1'000'000, 1, 3'600'000));
}

} // namespace

class PacedHttp::Impl
{
public:
    Impl(HttpPort& httpPort, Clock& wallClock, PaceRule paceRule, RateLimiter rates, std::uint64_t seed)
        : port(httpPort)
        , clock(wallClock)
        , rule(std::move(paceRule))
        , limiter(std::move(rates))
        , circuit(rule.circuit)
        , backoff(rule.backoff, seed)
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { serve(); });
    }

    /// A place in the queue; the result comes when the request may go or may not.
    [[nodiscard]] std::shared_ptr<Once<Turn>> await(const Cost& cost, Lane lane, Monotonic deadline);
    /// Comes after `wait`, or at the end.
    [[nodiscard]] std::shared_ptr<Once<bool>> rest(Duration wait);
    /// What an answer says of limits, the moment it is there.
    void hear(const Cost& cost, const HttpAnswer& answer);
    /// A try is over.
    void settle(const Cost& cost, const HttpOutcome& outcome);
    void stop();

    HttpPort& port;
    Clock& clock;
    const PaceRule rule;
    RateLimiter limiter;
    CircuitBreaker circuit;
    Backoff backoff;
    PaceCounters counters;
    bool isStopped = false;

private:
    struct Waiting {
        Cost cost;
        Monotonic deadline;
        std::shared_ptr<Once<Turn>> turn;
    };
    using Queue = std::deque<Waiting>;

    [[nodiscard]] Queue& queueOf(Lane lane) noexcept
    {
        return lane == Lane::WayOut ? m_wayOut : m_ordinary;
    }
    void serve();
    /// Those whose time is over, wherever they stand. When the next one's is.
    [[nodiscard]] std::optional<Monotonic> turnAwayLate(Monotonic now);
    /// Lets the first of the lane go, or turns it away. When to look again, if it has to wait.
    [[nodiscard]] std::optional<Monotonic> serveFirst(Lane lane, Monotonic now);

    Queue m_wayOut;
    Queue m_ordinary;
    std::vector<std::weak_ptr<Once<bool>>> m_rests; ///< As many as requests are between two tries.
    QTimer m_timer;
};

std::shared_ptr<Once<Turn>> PacedHttp::Impl::await(const Cost& cost, Lane lane, Monotonic deadline)
{
    auto turn = std::make_shared<Once<Turn>>();
    auto& queue = queueOf(lane);
    if (queue.size() >= rule.waitingMost) {
        turn->set(heldBack(HttpFailureKind::Refused, "too many requests wait for their turn"));
        return turn;
    }
    queue.push_back({cost, deadline, turn});
    serve();
    counters.waited += turn->isSet() ? 0U : 1U;
    return turn;
}

void PacedHttp::Impl::serve()
{
    const auto now = clock.mono();
    auto next = turnAwayLate(now);
    for (const auto lane : {Lane::WayOut, Lane::Ordinary}) {
        while (!queueOf(lane).empty()) {
            if (const auto later = serveFirst(lane, now)) {
                next = next ? std::min(*next, *later) : later;
                break;
            }
        }
    }
    if (next && !(m_wayOut.empty() && m_ordinary.empty())) {
        m_timer.start(timerMs(*next - now));
    } else {
        m_timer.stop();
    }
}

std::optional<Monotonic> PacedHttp::Impl::turnAwayLate(Monotonic now)
{
    std::optional<Monotonic> next;
    for (auto* queue : {&m_wayOut, &m_ordinary}) {
        const auto isInTime = [now](const Waiting& waiting) { return waiting.deadline > now; };
        const auto late = std::stable_partition(queue->begin(), queue->end(), isInTime);
        for (auto it = late; it != queue->end(); ++it) {
            it->turn->set(heldBack(HttpFailureKind::HeldBack, "its turn did not come in time"));
        }
        queue->erase(late, queue->end());
        for (const auto& waiting : *queue) {
            next = next ? std::min(*next, waiting.deadline) : waiting.deadline;
        }
    }
    return next;
}

std::optional<Monotonic> PacedHttp::Impl::serveFirst(Lane lane, Monotonic now)
{
    auto& queue = queueOf(lane);
    const auto first = queue.front();
    const auto settle = [&queue, &first](Turn turn) {
        queue.pop_front();
        first.turn->set(std::move(turn));
        return std::nullopt;
    };
    if (lane == Lane::Ordinary && circuit.nextProbe(now) > now) {
        return settle(heldBack(HttpFailureKind::HeldBack, "the service fails and is left alone for a while"));
    }
    const auto verdict = limiter.ask(first.cost, lane, now);
    switch (verdict.kind) {
    case RateVerdict::Kind::Never:
        return settle(heldBack(HttpFailureKind::HeldBack, "it costs more than it ever may"));
    case RateVerdict::Kind::Wait:
        if (verdict.at >= first.deadline) {
            return settle(heldBack(HttpFailureKind::HeldBack,
                                   verdict.forbidden ? "the venue wants silence for longer than it may wait"
                                                     : "the limits leave no room within its time"));
        }
        return verdict.at;
    case RateVerdict::Kind::Go:
        (void)circuit.letThrough(lane, now);
        return settle({});
    }
    return std::nullopt;
}

std::shared_ptr<Once<bool>> PacedHttp::Impl::rest(Duration wait)
{
    auto pause = std::make_shared<Once<bool>>();
    std::erase_if(m_rests, [](const auto& each) { return each.expired(); });
    m_rests.push_back(pause);
    QTimer::singleShot(timerMs(wait), [pause] { pause->set(true); });
    return pause;
}

void PacedHttp::Impl::hear(const Cost& cost, const HttpAnswer& answer)
{
    const auto now = clock.mono();
    for (const auto& field : rule.counts) {
        if (const auto used = numberIn(answer.field(field.name))) {
            limiter.told(field.meter, field.length, *used, now);
        }
    }
    if (rule.banStatus != 0 && answer.status == rule.banStatus) {
        limiter.banned(retryAfter(answer), now);
    } else if (answer.status == 429) {
        const auto named = retryAfter(answer);
        // What one meter has refused is no word on the others: cancels go on beside too many orders (F37, F38).
        const bool isOfOrders = cost.on(Meter::Orders) > 0 && rule.isOfOrders && rule.isOfOrders(answer);
        const Cost refused = isOfOrders ? Cost{0, cost.orders, 0} : cost;
        limiter.tooMany(refused, named ? named : untilReset(answer, rule.resetField, clock.wall()), now);
    } else if (answer.status < 300) {
        limiter.accepted();
    }
}

void PacedHttp::Impl::settle(const Cost& cost, const HttpOutcome& outcome)
{
    limiter.settled(cost);
    if (!isOurs(outcome) && isFailure(outcome)) {
        circuit.failed(clock.mono());
    } else if (!isOurs(outcome)) {
        circuit.succeeded();
    }
    serve();
}

void PacedHttp::Impl::stop()
{
    isStopped = true;
    m_timer.stop();
    for (auto* queue : {&m_wayOut, &m_ordinary}) {
        for (const auto& waiting : std::exchange(*queue, {})) {
            waiting.turn->set(heldBack(HttpFailureKind::Stopped, "the client was stopped"));
        }
    }
    for (const auto& each : std::exchange(m_rests, {})) {
        if (const auto pause = each.lock()) {
            pause->set(false);
        }
    }
}

Result<std::unique_ptr<PacedHttp>> PacedHttp::make(HttpPort& port, Clock& clock, PaceRule rule, std::uint64_t seed)
{
    if (rule.waitingMost < 1 || rule.waitingMost > 10'000) {
        return failure(Errc::Invalid, "the number of requests that may wait is not in 1 to 10000");
    }
    auto limiter = RateLimiter::make(rule.rates);
    if (!limiter) {
        return tl::unexpected(limiter.error());
    }
    return std::unique_ptr<PacedHttp>(
        new PacedHttp(std::make_shared<Impl>(port, clock, std::move(rule), std::move(*limiter), seed)));
}

PacedHttp::PacedHttp(std::shared_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

PacedHttp::~PacedHttp()
{
    m_impl->stop();
}

QCoro::Task<HttpOutcome> PacedHttp::send(PacedRequest request)
{
    const auto impl = m_impl;
    const auto within = std::clamp(request.within, milliseconds(1), minutes(10));
    const auto deadline = impl->clock.mono() + within;
    for (std::int32_t tries = 1;; ++tries) {
        const auto turn = impl->await(request.cost, request.lane, deadline);
        Once<Turn>::Awaiter myTurn(*turn);
        auto mayGo = co_await myTurn;
        if (!mayGo) {
            ++impl->counters.heldBack;
            co_return tl::unexpected(std::move(mayGo.error()));
        }
        if (impl->isStopped) {
            co_return heldBack(HttpFailureKind::Stopped, "the client was stopped");
        }
        auto http = request.make();
        http.lane = request.lane;
        http.timeout = std::max(deadline - impl->clock.mono(), milliseconds(1));
        http.mayGo = [impl, cost = request.cost, own = std::move(http.mayGo)] {
            return !impl->isStopped && !impl->limiter.isSilenced(cost, impl->clock.mono()) && (!own || own());
        };
        http.onAnswer = [impl, cost = request.cost](const HttpAnswer& answer) { impl->hear(cost, answer); };
        auto outcome = co_await impl->port.send(std::move(http));
        if (impl->isStopped) {
            co_return outcome;
        }
        impl->settle(request.cost, outcome);
        const auto fate = outcome ? Fate::Answered : outcome.error().fate;
        if (isOurs(outcome) || !isFailure(outcome) || tries >= request.triesMost || !mayRepeat(request.repeat, fate)) {
            co_return outcome;
        }
        const auto now = impl->clock.mono();
        const auto next = impl->backoff.nextTry(now);
        if (next >= deadline) {
            co_return outcome;
        }
        const auto pause = impl->rest(next - now);
        Once<bool>::Awaiter rested(*pause);
        (void)co_await rested;
        if (impl->isStopped) {
            co_return outcome;
        }
        ++impl->counters.repeated;
    }
}

RateLimiter& PacedHttp::limiter() noexcept
{
    return m_impl->limiter;
}

CircuitState PacedHttp::circuit() noexcept
{
    return m_impl->circuit.state(m_impl->clock.mono());
}

const PaceCounters& PacedHttp::counters() const noexcept
{
    return m_impl->counters;
}

} // namespace omni::net
