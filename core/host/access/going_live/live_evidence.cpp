#include "core/host/access/going_live/live_evidence.h"

#include "core/base/bytes.h"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <optional>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::string_view head = "omnitrade live evidence 1";
constexpr std::size_t mostNameBytes = 64;

enum class Kind : std::uint8_t { Session = 1, Drill = 2, Grant = 3 };

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

void writeHead(ByteWriter& out, Kind kind, const std::string& broker, const std::string& account)
{
    out.u8(static_cast<std::uint8_t>(kind));
    out.text(broker);
    out.text(account);
}

struct Written {
    Bytes bytes;

    void operator()(const PaperSession& session)
    {
        ByteWriter out(bytes);
        writeHead(out, Kind::Session, session.broker, session.account);
        out.u32(session.boot);
        out.i64(session.start.ns);
        out.i64(session.end.ns);
        out.u64(session.orders);
        risk::save(session.limits, out);
    }
    void operator()(const KillDrill& drill)
    {
        ByteWriter out(bytes);
        writeHead(out, Kind::Drill, drill.broker, drill.account);
        out.u32(drill.boot);
        out.i64(drill.at.ns);
        out.i64(drill.took.ns);
        out.u64(drill.orders);
    }
    void operator()(const GrantNote& grant)
    {
        ByteWriter out(bytes);
        writeHead(out, Kind::Grant, grant.broker, grant.account);
        out.u64(grant.number);
        out.boolean(grant.isEnd);
        out.i64(grant.at.ns);
        out.u64(grant.by.value);
        out.u64(grant.second.value);
    }
};

Bytes bytesOf(const EvidenceRecord& record)
{
    Written written;
    std::visit(written, record);
    return std::move(written.bytes);
}

EvidenceRecord sessionFrom(ByteReader& in, std::string broker, std::string account)
{
    PaperSession session{std::move(broker), std::move(account), in.u32(), {}, {}, 0, {}};
    session.start.ns = in.i64();
    session.end.ns = in.i64();
    session.orders = in.u64();
    session.limits = risk::loadLimits(in);
    return session;
}

EvidenceRecord drillFrom(ByteReader& in, std::string broker, std::string account)
{
    KillDrill drill{std::move(broker), std::move(account), in.u32(), {}, {}, 0};
    drill.at.ns = in.i64();
    drill.took.ns = in.i64();
    drill.orders = in.u64();
    return drill;
}

EvidenceRecord grantFrom(ByteReader& in, std::string broker, std::string account)
{
    GrantNote grant{std::move(broker), std::move(account), in.u64(), in.boolean(), {}, {}, {}};
    grant.at.ns = in.i64();
    grant.by.value = in.u64();
    grant.second.value = in.u64();
    return grant;
}

std::optional<EvidenceRecord> recordFrom(std::span<const std::byte> bytes)
{
    ByteReader in(bytes);
    const std::uint8_t kind = in.u8();
    std::string broker = in.text(mostNameBytes), account = in.text(mostNameBytes);
    std::optional<EvidenceRecord> record;
    if (kind == static_cast<std::uint8_t>(Kind::Session)) {
        record = sessionFrom(in, std::move(broker), std::move(account));
    } else if (kind == static_cast<std::uint8_t>(Kind::Drill)) {
        record = drillFrom(in, std::move(broker), std::move(account));
    } else if (kind == static_cast<std::uint8_t>(Kind::Grant)) {
        record = grantFrom(in, std::move(broker), std::move(account));
    }
    return in.finished() ? record : std::nullopt;
}

std::optional<Bytes> fromHex(std::string_view text)
{
    Bytes bytes;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
        std::uint8_t value = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, value, 16);
        if (error != std::errc{} || end != text.data() + at + 2) {
            return std::nullopt;
        }
        bytes.push_back(std::byte{value});
    }
    return text.size() % 2 == 0 ? std::optional(std::move(bytes)) : std::nullopt;
}

/// The record in a line whose seal follows `before`, which becomes its own. Nothing: somebody has changed something.
std::optional<EvidenceRecord> verified(std::string_view line, Digest& before, const EvidenceSeal& seal)
{
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos) {
        return std::nullopt;
    }
    const auto record = fromHex(line.substr(0, blank));
    const auto claimed = fromHex(line.substr(blank + 1));
    if (!record || !claimed) {
        return std::nullopt;
    }
    const Digest own = seal.sealOf(before, *record);
    if (!platform::areEqualSecrets(own, *claimed)) {
        return std::nullopt;
    }
    before = own;
    return recordFrom(*record);
}

/// The oldest sessions and drills go; what was granted stays.
void shorten(std::vector<EvidenceRecord>& records)
{
    if (records.size() <= mostEvidence) {
        return;
    }
    std::size_t tooMany = records.size() - mostEvidence / 2;
    std::erase_if(records, [&tooMany](const EvidenceRecord& one) {
        const bool goes = tooMany > 0 && !std::holds_alternative<GrantNote>(one);
        tooMany -= goes ? 1 : 0;
        return goes;
    });
}

} // namespace

Digest EvidenceSeal::sealOf(const Digest& before, std::span<const std::byte> record) const
{
    DigestBuilder builder("omnitrade live evidence 1 line");
    builder.add(m_key.exposed());
    builder.add(before);
    builder.add(record);
    return builder.value();
}

Digest EvidenceSeal::printOf(std::string_view name, std::string_view id, std::string_view secret) const
{
    Bytes lengths;
    ByteWriter out(lengths);
    out.u64(name.size());
    out.u64(id.size());
    out.u64(secret.size());
    DigestBuilder builder("omnitrade live evidence 1 key");
    builder.add(m_key.exposed());
    builder.add(lengths);
    builder.add(bytesOf(name));
    builder.add(bytesOf(id));
    builder.add(bytesOf(secret));
    return builder.value();
}

std::string evidenceText(const std::vector<EvidenceRecord>& records, const EvidenceSeal& seal)
{
    std::string text = std::string(head) + '\n';
    Digest before{};
    for (const EvidenceRecord& record : records) {
        const Bytes bytes = bytesOf(record);
        before = seal.sealOf(before, bytes);
        text += hexText(bytes) + ' ' + hexText(before) + '\n';
    }
    return text;
}

Evidence evidenceFrom(std::string_view text, const EvidenceSeal& seal)
{
    Evidence evidence;
    Digest before{};
    std::size_t line = 0;
    while (!text.empty()) {
        ++line;
        const auto end = text.find('\n');
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line == 1 && one == head) {
            continue;
        }
        auto record = line == 1 || end == std::string_view::npos ? std::nullopt : verified(one, before, seal);
        if (!record) {
            evidence.badLine = line;
            break;
        }
        evidence.records.push_back(std::move(*record));
    }
    return evidence;
}

Result<Evidence> readEvidence(const ports::LogFolder& profile, const EvidenceSeal& seal)
{
    const auto names = profile.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    if (std::find(names->begin(), names->end(), evidenceFile) == names->end()) {
        return Evidence{};
    }
    const auto file = profile.read(evidenceFile);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto bytes = (*file)->bytes();
    if (bytes.size() > mostEvidenceBytes) {
        return failure(Errc::Full, std::string(evidenceFile) + " is longer than any that was written");
    }
    return evidenceFrom({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, seal);
}

Result<void> addEvidence(ports::LogFolder& profile, const EvidenceSeal& seal, EvidenceRecord record)
{
    static std::mutex oneAtATime; // a session that ends and a person at the vault
    const std::scoped_lock lock(oneAtATime);
    auto known = readEvidence(profile, seal);
    if (!known && known.error().code != Errc::Full) {
        return tl::unexpected(known.error());
    }
    auto records = known ? std::move(known->records) : std::vector<EvidenceRecord>();
    records.push_back(std::move(record));
    shorten(records);
    return profile.replace(evidenceFile, bytesOf(std::string_view(evidenceText(records, seal))));
}

} // namespace omni::runtime
