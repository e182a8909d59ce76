#include "core/host/control/control_protocol.h"

#include "core/desk/events/codec.h"

#include <algorithm>
#include <array>

namespace omni::runtime {

namespace {

constexpr std::size_t mostText = 256U << 10;
constexpr std::size_t mostJson = 384U << 10;
constexpr std::size_t mostOfferBytes = 4U << 10;
constexpr std::size_t mostWords = 1'024;
constexpr std::array<char, 2> magic{'O', 'C'};
constexpr std::uint8_t firstReply = 64;

void start(ByteWriter& out, std::size_t kind)
{
    out.u8(static_cast<std::uint8_t>(magic[0]));
    out.u8(static_cast<std::uint8_t>(magic[1]));
    out.u16(controlVersion);
    out.u8(static_cast<std::uint8_t>(kind));
}

/// The kind; the reader stands behind it.
Result<std::uint8_t> kindIn(ByteReader& in)
{
    const bool isOurs
        = in.u8() == static_cast<std::uint8_t>(magic[0]) && in.u8() == static_cast<std::uint8_t>(magic[1]);
    const std::uint16_t version = in.u16();
    if (!in.ok() || !isOurs) {
        return failure(Errc::Corrupt, "this is no message of omnitrade");
    }
    if (version != controlVersion) {
        return failure(Errc::Newer, "the other end is another version of omnitrade");
    }
    return in.u8();
}

void put(ByteWriter& out, std::string_view text, std::size_t most)
{
    out.text(text.substr(0, most));
}

void put(ByteWriter& out, const Digest& digest)
{
    out.raw(digest);
}

void take(ByteReader& in, Digest& digest)
{
    const auto bytes = in.raw(digest.size());
    std::copy(bytes.begin(), bytes.end(), digest.begin());
}

void put(ByteWriter& out, const events::Seen& seen)
{
    out.i64(seen.bid.count);
    out.i64(seen.ask.count);
    out.i64(seen.quoteAge.ns);
    out.i64(seen.lossAtStop.e8);
    out.i64(seen.at.ns);
}

events::Seen seenIn(ByteReader& in)
{
    events::Seen seen;
    seen.bid.count = in.i64();
    seen.ask.count = in.i64();
    seen.quoteAge.ns = in.i64();
    seen.lossAtStop.e8 = in.i64();
    seen.at.ns = in.i64();
    return seen;
}

template<class Enum> Enum enumIn(ByteReader& in, Enum last)
{
    const std::uint8_t value = in.u8();
    if (value > static_cast<std::uint8_t>(last)) {
        in.fail();
        return Enum{};
    }
    return static_cast<Enum>(value);
}

struct PutRequest {
    ByteWriter& out;
    void operator()(const StatusRequest&) const { }
    void operator()(const HealthRequest&) const { }
    void operator()(const KillRequest& kill) const
    {
        put(out, kill.scope, mostScopeBytes);
        out.u8(static_cast<std::uint8_t>(kill.level));
        put(out, kill.reason, mostReasonBytes);
    }
    void operator()(const ApproveRequest& wish) const
    {
        out.u64(wish.approval.proposal.value);
        out.i64(wish.approval.size.count);
        put(out, wish.approval.digest);
        put(out, wish.approval.seen);
    }
    void operator()(const RejectRequest& wish) const
    {
        out.u64(wish.proposal.value);
        put(out, wish.reason, mostReasonBytes);
    }
    void operator()(const ArmRequest& wish) const
    {
        out.u8(static_cast<std::uint8_t>(wish.mode));
        put(out, wish.reason, mostReasonBytes);
    }
    void operator()(const ResetRequest& wish) const
    {
        put(out, wish.scope, mostScopeBytes);
        put(out, wish.reason, mostReasonBytes);
    }
    void operator()(const StartRequest& wish) const
    {
        out.u64(wish.strategy.value);
        put(out, wish.reason, mostReasonBytes);
    }
    void operator()(const MoveStopRequest& wish) const
    {
        out.u64(wish.order.value);
        out.i64(wish.price.mantissa);
        out.u8(static_cast<std::uint8_t>(wish.price.exponent));
        put(out, wish.reason, mostReasonBytes);
    }
};

void put(ByteWriter& out, const Offer& offer)
{
    Bytes bytes;
    events::encode(Stamp{}, events::Fact(offer.made), bytes);
    out.blob(bytes);
    out.i64(offer.left.ns);
    put(out, offer.seen);
    out.raw(offer.standing);
}

std::optional<Offer> offerIn(ByteReader& in)
{
    static const std::uint16_t kind = events::kindOf(events::Fact(events::ProposalMade{}));
    const auto fact = events::decodeFact(Stamp{}, kind, in.blob(mostOfferBytes));
    Offer offer;
    offer.left.ns = in.i64();
    offer.seen = seenIn(in);
    take(in, offer.standing);
    if (!fact || !std::holds_alternative<events::ProposalMade>(*fact)) {
        return std::nullopt;
    }
    offer.made = std::get<events::ProposalMade>(*fact);
    return offer;
}

struct PutReply {
    ByteWriter& out;
    void operator()(const StatusReply& status) const
    {
        put(out, status.json, mostJson);
        put(out, status.text, mostText);
        const std::size_t count = std::min(status.offers.size(), mostOffers);
        out.varint(count);
        for (std::size_t i = 0; i < count; ++i) {
            put(out, status.offers[i]);
        }
    }
    void operator()(const DoneReply& done) const
    {
        put(out, done.json, mostJson);
        put(out, done.text, mostText);
    }
    void operator()(const RefusedReply& refused) const
    {
        out.u8(static_cast<std::uint8_t>(refused.kind));
        put(out, refused.code, mostWords);
        put(out, refused.message, mostWords);
        put(out, refused.hint, mostWords);
    }
};

template<class Message> Bytes bytesOf(const Message& message, std::size_t kind, auto putter)
{
    Bytes bytes;
    ByteWriter out(bytes);
    start(out, kind);
    std::visit(putter(out), message);
    return bytes;
}

/// Where the fields end, the message must.
template<class Variant, class Message> Result<Variant> whole(const ByteReader& in, Message message)
{
    if (!in.finished()) {
        return failure(Errc::Corrupt, "a message that does not read as one");
    }
    return Variant(std::move(message));
}

ApproveRequest approvalIn(ByteReader& in)
{
    ApproveRequest wish;
    wish.approval.proposal.value = in.u64();
    wish.approval.size.count = in.i64();
    take(in, wish.approval.digest);
    wish.approval.seen = seenIn(in);
    return wish;
}

Result<ControlReply> statusIn(ByteReader& in)
{
    StatusReply status;
    status.json = in.text(mostJson);
    status.text = in.text(mostText);
    const std::size_t count = in.count(mostOffers);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        auto offer = offerIn(in);
        if (!offer) {
            return failure(Errc::Corrupt, "a proposal that does not read as one");
        }
        status.offers.push_back(std::move(*offer));
    }
    return whole<ControlReply>(in, std::move(status));
}

} // namespace

Bytes encoded(const ControlRequest& request)
{
    return bytesOf(request, request.index(), [](ByteWriter& out) { return PutRequest{out}; });
}

Bytes encoded(const ControlReply& reply)
{
    return bytesOf(reply, firstReply + reply.index(), [](ByteWriter& out) { return PutReply{out}; });
}

Result<ControlRequest> requestFrom(std::span<const std::byte> bytes)
{
    ByteReader in(bytes);
    const auto kind = kindIn(in);
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    // Fields are read in the order in which they stand: one statement each.
    const auto scopeOf = [&in] { return in.text(mostScopeBytes); };
    const auto reasonOf = [&in] { return in.text(mostReasonBytes); };
    switch (*kind) {
    case 0:
        return whole<ControlRequest>(in, StatusRequest{});
    case 1: {
        KillRequest kill;
        kill.scope = scopeOf();
        kill.level = enumIn(in, risk::KillLevel::Flatten);
        kill.reason = reasonOf();
        return whole<ControlRequest>(in, std::move(kill));
    }
    case 2: {
        ApproveRequest wish = approvalIn(in);
        return whole<ControlRequest>(in, std::move(wish));
    }
    case 3: {
        RejectRequest wish;
        wish.proposal.value = in.u64();
        wish.reason = reasonOf();
        return whole<ControlRequest>(in, std::move(wish));
    }
    case 4: {
        ArmRequest wish;
        wish.mode = enumIn(in, risk::Mode::Automatic);
        wish.reason = reasonOf();
        return whole<ControlRequest>(in, std::move(wish));
    }
    case 5: {
        ResetRequest wish;
        wish.scope = scopeOf();
        wish.reason = reasonOf();
        return whole<ControlRequest>(in, std::move(wish));
    }
    case 6: {
        StartRequest wish;
        wish.strategy.value = in.u64();
        wish.reason = reasonOf();
        return whole<ControlRequest>(in, std::move(wish));
    }
    case 7:
        return whole<ControlRequest>(in, HealthRequest{});
    case 8: {
        MoveStopRequest wish;
        wish.order.value = in.u64();
        wish.price.mantissa = in.i64();
        wish.price.exponent = static_cast<std::int8_t>(in.u8());
        if (wish.price.exponent < -mostDecimals || wish.price.exponent > mostDecimals) {
            in.fail();
        }
        wish.reason = reasonOf();
        return whole<ControlRequest>(in, std::move(wish));
    }
    default:
        return failure(Errc::Corrupt, "an unknown question");
    }
}

Result<ControlReply> replyFrom(std::span<const std::byte> bytes)
{
    ByteReader in(bytes);
    const auto kind = kindIn(in);
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    switch (*kind) {
    case firstReply:
        return statusIn(in);
    case firstReply + 1: {
        DoneReply done;
        done.json = in.text(mostJson);
        done.text = in.text(mostText);
        return whole<ControlReply>(in, std::move(done));
    }
    case firstReply + 2: {
        RefusedReply refused;
        refused.kind = enumIn(in, FailureKind::Unreachable);
        refused.code = in.text(mostWords);
        refused.message = in.text(mostWords);
        refused.hint = in.text(mostWords);
        if (refused.kind < FailureKind::Failed) {
            in.fail();
        }
        return whole<ControlReply>(in, std::move(refused));
    }
    default:
        return failure(Errc::Corrupt, "an unknown answer");
    }
}

} // namespace omni::runtime
