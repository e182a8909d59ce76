#include "core/desk/events/codec.h"

#include "core/desk/events/wire_facts.h"

#include <array>
#include <utility>

namespace omni::events {

namespace {

// Of inputs other than ticks, in the order of `Event`; the place of Tick is never used.
constexpr std::array<std::uint16_t, std::variant_size_v<Event>> eventKinds{
    0, 10, 11, 12, 13, 14, 15, 33, 17, 18, 19, 20, 31, 22, 23, 24, 25, 26, 27, 28, 29, 30, 32, 34, 35};

/// A correction whose fee has no currency of its own: a kind that is only read.
constexpr std::uint16_t unnamedFeeKind = 21;

/// An instrument that does not say which currency is bought: only read.
constexpr std::uint16_t unnamedAssetKind = 16;

/// Kinds of ticks and facts follow the order of their variants, which only grows at its end.
constexpr std::uint16_t firstTickKind = 1;

template<class Variant> Variant decodeAlternative(std::size_t index, Decoder& in)
{
    Variant value;
    [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        ((I == index ? in(value.template emplace<I>()) : void()), ...);
    }
    (std::make_index_sequence<std::variant_size_v<Variant>>{});
    return value;
}

template<class T> void encodeInto(const Stamp& stamp, const T& value, Bytes& out)
{
    ByteWriter writer(out);
    Encoder encoder(writer, stamp.wall);
    std::visit([&encoder](const auto& alternative) { encoder(alternative); }, value);
}

tl::unexpected<Error> newer(std::uint16_t kind)
{
    return failure(Errc::Newer, "record kind " + std::to_string(kind) + " is not known to this version");
}

tl::unexpected<Error> damaged(std::uint16_t kind)
{
    return failure(Errc::Corrupt, "the contents of a record of kind " + std::to_string(kind) + " do not fit it");
}

bool isSound(const ProposalMade& made) noexcept
{
    return made.proposal.reasonCount <= strategy::mostReasons;
}

} // namespace

std::uint16_t kindOf(const Event& event) noexcept
{
    if (const auto* tick = std::get_if<market::Tick>(&event)) {
        return kindOf(*tick);
    }
    return eventKinds[event.index()];
}

std::uint16_t kindOf(const market::Tick& tick) noexcept
{
    return static_cast<std::uint16_t>(firstTickKind + tick.index());
}

std::uint16_t kindOf(const Fact& fact) noexcept
{
    return static_cast<std::uint16_t>(firstFactKind + fact.index());
}

void encode(const Stamp& stamp, const Event& event, Bytes& out)
{
    if (const auto* tick = std::get_if<market::Tick>(&event)) {
        encode(stamp, *tick, out);
        return;
    }
    ByteWriter writer(out);
    Encoder encoder(writer, stamp.wall);
    std::visit(
        [&encoder](const auto& alternative) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(alternative)>, market::Tick>) {
                encoder(alternative);
            }
        },
        event);
}

void encode(const Stamp& stamp, const market::Tick& tick, Bytes& out)
{
    encodeInto(stamp, tick, out);
}

void encode(const Stamp& stamp, const Fact& fact, Bytes& out)
{
    encodeInto(stamp, fact, out);
}

Result<Event> decodeEvent(const Stamp& stamp, std::uint16_t kind, std::span<const std::byte> bytes)
{
    ByteReader reader(bytes);
    Decoder decoder(reader, stamp.wall);
    Event event;
    if (isTape(kind)) {
        event = decodeAlternative<market::Tick>(static_cast<std::size_t>(kind - firstTickKind), decoder);
    } else if (kind == unnamedFeeKind) {
        UnnamedFeeCorrection earlier;
        decoder(earlier);
        event = earlier.corrected;
    } else if (kind == unnamedAssetKind) {
        UnnamedAssetDefinition earlier;
        decoder(earlier);
        event = earlier.defined;
    } else {
        std::size_t index = 1;
        while (index < eventKinds.size() && eventKinds[index] != kind) {
            ++index;
        }
        if (index == eventKinds.size()) {
            return newer(kind);
        }
        event = decodeAlternative<Event>(index, decoder);
    }
    if (!reader.finished()) {
        return damaged(kind);
    }
    return event;
}

bool decodeTick(const Stamp& stamp, std::uint16_t kind, std::span<const std::byte> bytes, market::Tick& out)
{
    if (!isTape(kind)) {
        return false;
    }
    ByteReader reader(bytes);
    Decoder decoder(reader, stamp.wall);
    out = decodeAlternative<market::Tick>(static_cast<std::size_t>(kind - firstTickKind), decoder);
    return reader.finished();
}

Result<Fact> decodeFact(const Stamp& stamp, std::uint16_t kind, std::span<const std::byte> bytes)
{
    if (kind < firstFactKind || kind >= firstFactKind + std::variant_size_v<Fact>) {
        return newer(kind);
    }
    ByteReader reader(bytes);
    Decoder decoder(reader, stamp.wall);
    auto fact = decodeAlternative<Fact>(static_cast<std::size_t>(kind - firstFactKind), decoder);
    const auto* made = std::get_if<ProposalMade>(&fact);
    if (!reader.finished() || (made != nullptr && !isSound(*made))) {
        return damaged(kind);
    }
    return fact;
}

Digest approvalDigest(const orders::OrderTicket& ticket, std::optional<Ticks> stop, std::optional<Ticks> target,
                      Ticks reference, Ticks driftAllowed)
{
    orders::OrderTicket consented = ticket;
    consented.id = {};
    Bytes bytes;
    ByteWriter writer(bytes);
    Encoder encoder(writer, Timestamp{});
    encoder(consented, stop, target, reference, driftAllowed);
    return digestOf("omni.approval.1", bytes);
}

} // namespace omni::events
