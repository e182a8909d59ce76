#include "core/desk/sim/market/synthetic_market_impl.h"

#include <algorithm>
#include <cmath>

namespace omni::sim {

namespace {

constexpr Timestamp never{INT64_MAX};

} // namespace

SyntheticMarket::Impl::Impl(const SyntheticConfig& config)
    : m_config(config)
    , m_instruments(instrumentsOf(config.venue, config.firstId, config.alwaysOpen))
    , m_own(config.fees, config.latency, config.seed, config.mostOrders)
    , m_random(config.seed)
    , m_times(m_random)
    , m_now(config.start)
    , m_nextSecond(config.start + seconds(1))
{
    for (std::size_t i = 0; i < m_instruments.size(); ++i) {
        const BookSettings settings{.seed = config.seed * 1'000'003 + i,
                                    .rate = static_cast<double>(std::clamp(config.ratePercent, 1, 10'000)) / 100,
                                    .publishesDepth = config.publishesDepth,
                                    .mostOrders = config.mostOrders};
        m_rooms.push_back(std::make_unique<SyntheticRoom>(profiles()[i], m_instruments[i], settings));
        m_rooms.back()->book.begin(config.start);
    }
}

std::optional<std::size_t> SyntheticMarket::Impl::indexOf(InstrumentId instrument) const noexcept
{
    const std::uint64_t index = instrument.value - m_config.firstId.value;
    return index < m_instruments.size() ? std::optional(static_cast<std::size_t>(index)) : std::nullopt;
}

SyntheticRoom* SyntheticMarket::Impl::roomOf(InstrumentId instrument) noexcept
{
    const auto index = indexOf(instrument);
    return index ? m_rooms[*index].get() : nullptr;
}

void SyntheticMarket::Impl::send(Timestamp now, const Request& request)
{
    m_own.send(now, request);
}

Timestamp SyntheticMarket::Impl::nextDeed() const
{
    Timestamp next = std::min(m_nextSecond, m_own.nextRequest().value_or(never));
    for (const auto& room : m_rooms) {
        next = std::min(next, room->book.nextDeed());
    }
    if (const auto expiry = m_own.nextExpiry()) {
        next = std::min(next, expiry->first);
    }
    return next;
}

Timestamp SyntheticMarket::Impl::nextDue() const
{
    Timestamp next = std::min(nextDeed(), m_own.nextReport().value_or(never));
    if (!m_ticks.isEmpty()) {
        next = std::min(next, m_ticks.front().at);
    }
    return next;
}

// Reports go out before ticks of the same instant: a fill is known to its owner before the tape shows it.
bool SyntheticMarket::Impl::take(Timestamp until, ports::VenueEvent& out)
{
    for (;;) {
        const Timestamp report = m_own.nextReport().value_or(never);
        const Timestamp tick = m_ticks.isEmpty() ? never : m_ticks.front().at;
        const Timestamp deed = nextDeed();
        if (std::min(report, tick) > std::min(until, deed)) {
            if (deed > until) {
                return false;
            }
            doDeed(deed);
        } else if (report <= tick) {
            m_own.takeReport(out);
            return true;
        } else {
            out.at = tick;
            out.event = m_ticks.front().tick;
            m_ticks.pop();
            return true;
        }
    }
}

void SyntheticMarket::Impl::doDeed(Timestamp at)
{
    m_now = std::max(m_now, at);
    const auto room = std::find_if(m_rooms.begin(), m_rooms.end(),
                                   [at](const auto& candidate) { return candidate->book.nextDeed() == at; });
    if (m_own.nextRequest() == at) {
        const TimedRequest request = m_own.takeRequest();
        std::visit([this](const auto& what) { handle(what); }, request.request);
    } else if (m_nextSecond == at) {
        tickSecond();
    } else if (const auto expiry = m_own.nextExpiry(); expiry && expiry->first == at) {
        WorkingOrder* order = m_own.find(expiry->second);
        end(*roomOf(order->ticket.instrument), *order, OrderEventKind::Expired, "end of day");
    } else if (room != m_rooms.end()) {
        (*room)->book.act(m_now, m_sink, [this, &room] { bookTrades(**room); });
        settle(**room);
    }
    handTicksOver();
}

void SyntheticMarket::Impl::tickSecond()
{
    m_nextSecond = m_nextSecond + seconds(1);
    m_times.advance(1, m_random);
    const double shock = m_times.factor() * std::sqrt(1.0 / 60) * m_random.normal();
    for (const auto& room : m_rooms) {
        room->book.tickSecond();
        if (room->book.isOpen()) {
            room->book.moveWithMarket(shock);
        }
        room->book.confirmTouch(m_now, m_sink);
    }
}

/// As they stand after the last deed: nothing is told of what the market has not come to.
void SyntheticMarket::Impl::publishImages()
{
    for (const auto& room : m_rooms) {
        room->book.publishAgain(m_now, m_sink);
    }
    handTicksOver();
}

void SyntheticMarket::Impl::handTicksOver()
{
    for (const market::Tick& tick : m_sink) {
        m_ticks.push({m_now, tick});
    }
    m_sink.clear();
}

} // namespace omni::sim
