#include "core/desk/engine/desk_state.h"

#include "core/desk/events/wire_facts.h"

#include <algorithm>

namespace omni::events {

template<> struct Fields<Monotonic> {
    static void of(auto& a, auto& v)
    {
        a(v.ns);
    }
};
template<> struct Fields<engine::Moment> {
    static void of(auto& a, auto& v)
    {
        a(v.mono, v.boot);
    }
};
template<> struct Fields<engine::WaitingProposal> {
    static void of(auto& a, auto& v)
    {
        a(v.made, v.at, v.snoozed, v.snoozeSpan, v.drifted, v.refusals, v.reminders);
    }
};
template<> struct Fields<engine::DeclinedProposal> {
    static void of(auto& a, auto& v)
    {
        a(v.was, v.at);
    }
};
template<> struct Fields<engine::LatchState> {
    static void of(auto& a, auto& v)
    {
        a(v.level, v.cause, v.by, v.at, v.reason);
    }
};
template<> struct Fields<engine::BreakerKey> {
    static void of(auto& a, auto& v)
    {
        a(v.breaker, v.subject);
    }
};
template<> struct Fields<engine::BreakerState> {
    static void of(auto& a, auto& v)
    {
        a(v.limit, v.actual, v.at, v.moment);
    }
};
template<> struct Fields<engine::ReducedSize> {
    static void of(auto& a, auto& v)
    {
        a(v.at, v.by);
    }
};
template<> struct Fields<engine::SeenDifference> {
    static void of(auto& a, auto& v)
    {
        a(v.ours, v.theirs);
    }
};
template<> struct Fields<engine::Bracket> {
    static void of(auto& a, auto& v)
    {
        a(v.stop, v.target, v.closed);
    }
};
template<> struct Fields<engine::HoldingKey> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.instrument);
    }
};
template<> struct Fields<engine::Holding> {
    static void of(auto& a, auto& v)
    {
        a(v.lots, v.opened);
    }
};
template<> struct Fields<engine::RoundTrip> {
    static void of(auto& a, auto& v)
    {
        a(v.net);
    }
};
template<> struct Fields<engine::ExitWish> {
    static void of(auto& a, auto& v)
    {
        a(v.origin, v.cause, v.by, v.failures, v.failedAt);
    }
};
template<> struct Fields<engine::Refusals> {
    static void of(auto& a, auto& v)
    {
        a(v.count, v.at);
    }
};
template<> struct Fields<engine::AskedInVain> {
    static void of(auto& a, auto& v)
    {
        a(v.cancels, v.changes);
    }
};
template<> inline constexpr std::uint8_t lastCase<engine::LegMark> = 2;
template<> struct Fields<engine::PartWish> {
    static void of(auto& a, auto& v)
    {
        a(v.lots, v.timeInForce, v.by, v.order);
    }
};
template<> struct Fields<engine::NamedStart> {
    static void of(auto& a, auto& v)
    {
        a(v.first, v.nonce);
    }
};
template<> struct Fields<engine::RecentOrder> {
    static void of(auto& a, auto& v)
    {
        a(v.at, v.account, v.instrument, v.side, v.size, v.notional, v.limit, v.stop, v.trail, v.reduces);
    }
};
template<> struct Fields<engine::Grant> {
    static void of(auto& a, auto& v)
    {
        a(v.terms, v.by, v.at, v.day, v.valueUsed, v.lossUsed, v.ordersUsed);
    }
};
template<> struct Fields<engine::AwaitedSecond> {
    static void of(auto& a, auto& v)
    {
        a(v.action, v.by, v.at);
    }
};
template<> struct Fields<engine::Counters> {
    static void of(auto& a, auto& v)
    {
        a(v.proposals, v.approved, v.declined, v.expired, v.withdrawn, v.superseded, v.suppressed, v.orders, v.fills,
          v.duplicateFills, v.lateFills, v.alerts, v.denials, v.notes);
        for (auto& count : v.refusals) {
            a(count);
        }
    }
};

} // namespace omni::events

namespace omni::engine {

namespace {

using events::Decoder;
using events::Encoder;

constexpr std::size_t mostEntries = 1'000'000;

template<class Key, class Value> void write(ByteWriter& out, Encoder& encode, const FlatMap<Key, Value>& map)
{
    out.varint(map.size());
    for (const auto& entry : map) {
        encode(entry.key, entry.value);
    }
}

template<class Key, class Value> void read(ByteReader& in, Decoder& decode, FlatMap<Key, Value>& map)
{
    map.clear();
    const std::size_t count = in.count(mostEntries);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        Key key{};
        Value value{};
        decode(key, value);
        map.insertOrAssign(key, value);
    }
}

void readStarts(ByteReader& in, Decoder& decode, std::vector<NamedStart>& starts)
{
    const std::size_t count = in.count(mostNamedStarts);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        decode(starts.emplace_back());
    }
}

/// What both directions share: the plain fields.
void plainFields(auto& archive, auto& state)
{
    if (state.session.environment == orders::Environment::Live) {
        archive(state.isLiveGranted);
    }
    archive(state.isOpen, state.isReconciled, state.lastSeen, state.base, state.mode, state.nextOrder,
            state.nextProposal, state.invested, state.day, state.dayStart, state.peak, state.worstPeak,
            state.worstEquity, state.losingStreak, state.reduced, state.counters);
}

/// Orders, positions and rates, each in its own form.
Result<void> readBooks(ByteReader& in, DeskState& state)
{
    auto done = state.ledger.load(in);
    if (done) {
        done = state.external.load(in);
    }
    if (done) {
        done = state.seen.load(in);
    }
    if (done) {
        done = state.portfolio.load(in);
    }
    if (done) {
        done = state.rates.load(in);
    }
    return done;
}

} // namespace

risk::KillLevel DeskState::latchOver(AccountId account, StrategyId strategy, InstrumentId instrument) const noexcept
{
    auto highest = risk::KillLevel::None;
    for (const auto& latch : latches) {
        if (risk::reaches(latch.key, account, strategy, instrument)) {
            highest = std::max(highest, latch.value.level);
        }
    }
    return highest;
}

bool DeskState::isTripped(events::Breaker breaker) const noexcept
{
    return std::any_of(breakers.begin(), breakers.end(),
                       [breaker](const auto& entry) { return entry.key.breaker == breaker; });
}

Duration DeskState::coolingLeft(const BreakerKey& key, const Stamp& now) const noexcept
{
    const auto* breaker = breakers.find(key);
    if (breaker == nullptr || !events::isLossBreaker(key.breaker)) {
        return {};
    }
    Duration gone = elapsed(breaker->moment, now);
    if (breaker->moment.boot != now.boot) {
        const auto byWall = checkedDifference(now.wall.ns, breaker->at.ns);
        const bool isReal
            = session.environment == orders::Environment::Live || session.environment == orders::Environment::Paper;
        if (byWall && *byWall >= 0) {
            gone = Duration{*byWall};
        } else if (!isReal) {
            return {}; // the same recording again, or another market: no time of this one
        }
    }
    return std::max(Duration{}, events::lossCoolingOff - gone);
}

risk::Limits DeskState::sizeLimits() const noexcept
{
    return reduced ? risk::halvedSizes(session.limits) : session.limits;
}

void DeskState::save(ByteWriter& out, bool withNonces) const
{
    Encoder encode(out, Timestamp{});
    events::SessionStarted kept = session;
    if (!withNonces) {
        kept.installNonce.clear();
        kept.startNonce.clear();
        kept.program.clear();
    }
    encode(kept);
    plainFields(encode, *this);
    write(out, encode, latches);
    write(out, encode, breakers);
    write(out, encode, switchedOff);
    write(out, encode, grants);
    write(out, encode, barsFromMids);
    write(out, encode, waiting);
    write(out, encode, brackets);
    write(out, encode, holdings);
    write(out, encode, trips);
    write(out, encode, exits);
    write(out, encode, unstopped);
    write(out, encode, reported);
    write(out, encode, reportedCash);
    write(out, encode, differsSince);
    write(out, encode, ignored);
    write(out, encode, parts);
    write(out, encode, legMarks);
    write(out, encode, movedLegs);
    write(out, encode, declined);
    write(out, encode, askedInVain);
    write(out, encode, refusedStops);
    write(out, encode, people);
    write(out, encode, awaited);
    out.varint(recent.size());
    for (const RecentOrder& order : recent) {
        encode(order);
    }
    rejects.save(out);
    out.varint(repeats.size());
    for (const auto& entry : repeats) {
        encode(entry.key);
        entry.value.save(out);
    }
    ledger.save(out);
    external.save(out);
    seen.save(out);
    portfolio.save(out);
    rates.save(out);
    if (withNonces) {
        out.varint(starts.size());
        for (const NamedStart& start : starts) {
            encode(start);
        }
        out.varint(strangeStarts.size());
        for (const orders::Nonce& start : strangeStarts) {
            encode(start);
        }
    }
}

Result<void> DeskState::load(ByteReader& in)
{
    DeskState loaded;
    Decoder decode(in, Timestamp{});
    decode(loaded.session);
    plainFields(decode, loaded);
    read(in, decode, loaded.latches);
    read(in, decode, loaded.breakers);
    read(in, decode, loaded.switchedOff);
    read(in, decode, loaded.grants);
    read(in, decode, loaded.barsFromMids);
    read(in, decode, loaded.waiting);
    read(in, decode, loaded.brackets);
    read(in, decode, loaded.holdings);
    read(in, decode, loaded.trips);
    read(in, decode, loaded.exits);
    read(in, decode, loaded.unstopped);
    read(in, decode, loaded.reported);
    read(in, decode, loaded.reportedCash);
    read(in, decode, loaded.differsSince);
    read(in, decode, loaded.ignored);
    read(in, decode, loaded.parts);
    read(in, decode, loaded.legMarks);
    read(in, decode, loaded.movedLegs);
    read(in, decode, loaded.declined);
    read(in, decode, loaded.askedInVain);
    read(in, decode, loaded.refusedStops);
    read(in, decode, loaded.people);
    read(in, decode, loaded.awaited);
    const std::size_t recents = in.count(mostRecentOrders);
    for (std::size_t i = 0; i < recents && in.ok(); ++i) {
        decode(loaded.recent.emplace_back());
    }
    loaded.rejects = risk::RejectStormBreaker::load(in);
    const std::size_t rows = in.count(mostEntries);
    for (std::size_t i = 0; i < rows && in.ok(); ++i) {
        HoldingKey key;
        decode(key);
        loaded.repeats.insertOrAssign(key, risk::RepeatedExecutionBreaker::load(in));
    }
    loaded.portfolio = portfolio::Portfolio(loaded.session.cost);
    if (auto done = readBooks(in, loaded); !done) {
        return done;
    }
    readStarts(in, decode, loaded.starts);
    const std::size_t strange = in.count(mostStrangeStarts);
    for (std::size_t i = 0; i < strange && in.ok(); ++i) {
        decode(loaded.strangeStarts.emplace_back());
    }
    const auto isSound
        = [](const WaitingProposal& one) { return one.made.proposal.reasonCount <= strategy::mostReasons; };
    const bool hasSoundReasons = std::all_of(loaded.waiting.begin(), loaded.waiting.end(),
                                             [&](const auto& entry) { return isSound(entry.value); })
        && std::all_of(loaded.declined.begin(), loaded.declined.end(),
                       [&](const auto& entry) { return isSound(entry.value.was); });
    if (!in.ok() || !hasSoundReasons) {
        return failure(Errc::Corrupt, "the bytes are not those of a desk state");
    }
    *this = std::move(loaded);
    return {};
}

Digest DeskState::hash() const
{
    Bytes bytes;
    ByteWriter out(bytes);
    save(out, false);
    return digestOf("omni.desk-state.1", bytes);
}

} // namespace omni::engine
