#include "core/desk/views/stop_note.h"

#include <charconv>
#include <limits>
#include <string>
#include <string_view>

namespace omni::views {

namespace {

constexpr std::string_view trippedTag = "stop.tripped";
constexpr std::string_view resetTag = "stop.reset";
constexpr std::size_t longestText = 191;

risk::Scope scopeOf(events::Breaker breaker, std::uint64_t subject) noexcept
{
    if (breaker == events::Breaker::NeedsReconcile) {
        return {risk::ScopeKind::Symbol, subject};
    }
    if (breaker == events::Breaker::RepeatedExecution) {
        return {risk::ScopeKind::Strategy, subject};
    }
    return {};
}

std::uint64_t subjectOf(InstrumentId instrument, StrategyId strategy) noexcept
{
    return strategy ? strategy.value : instrument.value;
}

/// The next word of `rest` as a number in [least, most].
template<class Number> std::optional<Number> taken(std::string_view& rest, Number least, Number most)
{
    const auto end = rest.find(' ');
    const std::string_view word = rest.substr(0, end);
    Number value{};
    const auto read = std::from_chars(word.data(), word.data() + word.size(), value);
    if (read.ec != std::errc{} || read.ptr != word.data() + word.size() || value < least || value > most) {
        return std::nullopt;
    }
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return value;
}

} // namespace

StopNote stopNoteOf(const events::Latched& latched)
{
    StopNote stop;
    stop.scope = latched.scope;
    stop.level = latched.level;
    stop.cause = latched.cause;
    stop.reason = latched.reason;
    return stop;
}

StopNote stopNoteOf(const events::LatchCleared& cleared)
{
    StopNote stop;
    stop.isReset = true;
    stop.scope = cleared.scope;
    stop.reason = cleared.reason;
    return stop;
}

StopNote stopNoteOf(const events::BreakerTripped& tripped)
{
    StopNote stop;
    stop.breaker = tripped.breaker;
    stop.subject = subjectOf(tripped.instrument, tripped.strategy);
    stop.scope = scopeOf(tripped.breaker, stop.subject);
    stop.level = risk::KillLevel::CancelEntries;
    stop.limit = tripped.limit;
    stop.actual = tripped.actual;
    stop.cause = events::Cause::Breaker;
    return stop;
}

StopNote stopNoteOf(const events::BreakerCleared& cleared)
{
    StopNote stop;
    stop.isReset = true;
    stop.breaker = cleared.breaker;
    stop.subject = subjectOf(cleared.instrument, cleared.strategy);
    stop.scope = scopeOf(cleared.breaker, stop.subject);
    stop.reason = cleared.reason;
    return stop;
}

events::AddNote noteOf(const StopNote& stop)
{
    std::string text;
    const auto add = [&text](auto number) { text += std::to_string(number) + ' '; };
    add(static_cast<int>(stop.scope.kind));
    add(stop.scope.id);
    add(static_cast<int>(stop.level));
    add(stop.breaker ? static_cast<int>(*stop.breaker) + 1 : 0);
    add(stop.subject);
    add(stop.limit);
    add(stop.actual);
    add(static_cast<int>(stop.cause));
    text += stop.reason.view();
    events::AddNote note;
    note.tag = ShortText<31>(stop.isReset ? resetTag : trippedTag);
    note.text = ShortText<longestText>(text);
    return note;
}

std::optional<StopNote> stopNoteOf(const events::AddNote& note)
{
    const bool isReset = note.tag.view() == resetTag;
    if (note.order || note.proposal || (!isReset && note.tag.view() != trippedTag)) {
        return std::nullopt;
    }
    std::string_view rest = note.text.view();
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    constexpr auto leastSigned = std::numeric_limits<std::int64_t>::min();
    constexpr auto mostSigned = std::numeric_limits<std::int64_t>::max();
    const auto kind = taken<int>(rest, 0, static_cast<int>(risk::ScopeKind::Symbol));
    const auto id = kind ? taken<std::uint64_t>(rest, 0, most) : std::nullopt;
    const auto level = id ? taken<int>(rest, 0, static_cast<int>(risk::KillLevel::Flatten)) : std::nullopt;
    const auto breaker = level ? taken<int>(rest, 0, static_cast<int>(events::breakerCount)) : std::nullopt;
    const auto subject = breaker ? taken<std::uint64_t>(rest, 0, most) : std::nullopt;
    const auto limit = subject ? taken<std::int64_t>(rest, leastSigned, mostSigned) : std::nullopt;
    const auto actual = limit ? taken<std::int64_t>(rest, leastSigned, mostSigned) : std::nullopt;
    const auto cause = actual ? taken<int>(rest, 0, static_cast<int>(events::Cause::Resize)) : std::nullopt;
    if (!cause || !ShortText<95>::fits(rest)) {
        return std::nullopt;
    }
    StopNote stop;
    stop.isReset = isReset;
    stop.scope = {static_cast<risk::ScopeKind>(*kind), *id};
    stop.level = static_cast<risk::KillLevel>(*level);
    if (*breaker > 0) {
        stop.breaker = static_cast<events::Breaker>(*breaker - 1);
    }
    stop.subject = *subject;
    stop.limit = *limit;
    stop.actual = *actual;
    stop.cause = static_cast<events::Cause>(*cause);
    stop.reason = ShortText<95>(rest);
    return stop;
}

} // namespace omni::views
