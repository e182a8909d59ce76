#include "core/edge/security/audit/audit_reader.h"

#include "core/edge/security/audit/audit_format.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

namespace omni::audit {

namespace {

constexpr std::size_t textsAt = 128;

struct Sentence {
    std::string_view action, words;
};

/// What follows the name of who did it, in front of the object.
constexpr std::array sentences{
    Sentence{"order.submit", "sends the order"},
    Sentence{"order.cancel", "cancels the order"},
    Sentence{"order.replace", "changes the order"},
    Sentence{"order.cancel_external", "cancels somebody else's order"},
    Sentence{"order.held_back", "held an order back:"},
    Sentence{"order.settled", "settled what nobody knew:"},
    Sentence{"approval.granted", "approved"},
    Sentence{"approval.refused", "rejected"},
    Sentence{"command.denied", "was refused what was asked"},
    Sentence{"desk.mode", "set the desk to"},
    Sentence{"limits.changed", "changed the"},
    Sentence{"kill.pressed", "pressed the kill switch:"},
    Sentence{"kill.latched", "latched the kill switch:"},
    Sentence{"kill.reset", "lifted the kill switch:"},
    Sentence{"breaker.tripped", "stopped new orders, by the breaker"},
    Sentence{"breaker.cleared", "cleared the breaker"},
    Sentence{"autonomy.granted", "let trade without asking:"},
    Sentence{"autonomy.ended", "ended trading without asking:"},
    Sentence{"strategy.switched", "switched"},
    Sentence{"books.position_adopted", "took the broker's position for true:"},
    Sentence{"books.cash_adopted", "took the broker's cash for true:"},
    Sentence{"books.difference_ignored", "has seen a difference:"},
    Sentence{"session.start", "begins a session in"},
    Sentence{"session.end", "ended the session"},
    Sentence{"session.failed", "could not go on with the session:"},
    Sentence{"line.refused", "was refused a line by the broker"},
    Sentence{"trouble.found", "found trouble"},
    Sentence{"vault.init", "makes the"},
    Sentence{"vault.open", "asked for the vault:"},
    Sentence{"vault.change", "changes the vault:"},
    Sentence{"vault.locked", "locked the vault"},
    Sentence{"vault.generation", "knows the vault's"},
    Sentence{"person.sign_in", "signed in"},
    Sentence{"person.sign_out", "signed out"},
    Sentence{"person.lock", "locked the seat"},
    Sentence{"person.unlock", "unlocked the seat"},
    Sentence{"person.step_up", "showed a fresh code"},
    Sentence{"account.add", "adds"},
    Sentence{"account.remove", "removes the account of"},
    Sentence{"account.roles", "changes the roles of"},
    Sentence{"account.password", "changes the password of"},
    Sentence{"account.second_factor", "sets up the second factor of"},
    Sentence{"account.recovery_codes", "makes new recovery codes for"},
    Sentence{"account.reset_second_factor", "takes away the second factor of"},
    Sentence{"account.end_sessions", "ends the sessions of"},
    Sentence{"privacy.export", "exports the personal data of"},
    Sentence{"privacy.erase", "erases the personal data of"},
    Sentence{"certificate.refused", "does not trust the certificate of"},
    Sentence{"record.verified", "verified the audit record:"},
    Sentence{"record.exported", "exports the audit record:"},
    Sentence{"record.read", "reads the audit record"},
    Sentence{"record.set_aside", "set the audit record aside, as"},
    Sentence{"record.anchored", "took an anchor of the audit record"},
    Sentence{"audit.open", "began to write the audit record"},
    Sentence{"audit.close", "closed the audit record"},
    Sentence{"audit.cut", "cut a torn end off the audit record:"},
    Sentence{"audit.anchor", "took an anchor of the audit record"},
};

std::string_view wayOf(AuditPath path) noexcept
{
    switch (path) {
    case AuditPath::Window:
        return "window";
    case AuditPath::CommandLine:
        return "command line";
    case AuditPath::ControlApi:
        return "control API";
    case AuditPath::Hotkey:
        return "hotkey";
    case AuditPath::Chat:
        return "chat";
    case AuditPath::Program:
        return {};
    }
    return "a way of a later version";
}

std::string_view endOf(AuditOutcome outcome) noexcept
{
    switch (outcome) {
    case AuditOutcome::Refused:
        return ", refused";
    case AuditOutcome::Failed:
        return ", failed";
    case AuditOutcome::Begun:
    case AuditOutcome::Done:
    case AuditOutcome::Noted:
        return {};
    }
    return ", with an outcome of a later version";
}

/// The record at the beginning of `bytes` and its size; nothing when there is no whole one.
std::optional<std::pair<AuditRecord, std::size_t>> recordAt(std::span<const std::byte> bytes)
{
    ByteReader from(bytes);
    const std::size_t size = from.u32();
    static_cast<void>(from.u32());
    AuditRecord record;
    record.seq = from.u64();
    record.moment.wall.ns = static_cast<std::int64_t>(from.u64());
    record.moment.mono.ns = static_cast<std::int64_t>(from.u64());
    static_cast<void>(from.raw(sizeof(BootNonce)));
    record.entry.actor.path = static_cast<AuditPath>(from.u8());
    record.entry.outcome = static_cast<AuditOutcome>(from.u8());
    std::array<std::size_t, 6> lengths{};
    for (std::size_t i = 0; i < 4; ++i) {
        lengths[i] = from.u8();
    }
    lengths[4] = from.u16();
    lengths[5] = from.u16();
    static_cast<void>(from.raw(6));
    std::ranges::copy(from.raw(record.entry.payload.size()), record.entry.payload.begin());
    std::size_t texts = 0;
    for (const auto length : lengths) {
        texts += length;
    }
    if (!from.ok() || size != leastRecordBytes + texts || size > std::min(bytes.size(), mostRecordBytes)) {
        return std::nullopt;
    }
    AuditEntry& entry = record.entry;
    std::size_t at = textsAt;
    std::size_t which = 0;
    for (std::string* text :
         {&entry.actor.name, &entry.actor.role, &entry.actor.session, &entry.action, &entry.object, &entry.reason}) {
        const auto part = bytes.subspan(at, lengths[which]);
        text->assign(reinterpret_cast<const char*>(part.data()), part.size());
        at += lengths[which++];
    }
    std::ranges::copy(bytes.subspan(size - record.hash.size(), record.hash.size()), record.hash.begin());
    return std::pair(std::move(record), size);
}

bool areAlike(char a, char b) noexcept
{
    const auto small
        = [](char each) { return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each; };
    return small(a) == small(b);
}

bool holds(std::string_view text, std::string_view part)
{
    return !std::ranges::search(text, part, areAlike).empty();
}

bool isWanted(const AuditRecord& record, const AuditFilter& filter)
{
    const std::string_view action = record.entry.action;
    return record.seq < filter.below && record.seq > filter.above && record.moment.wall >= filter.from
        && record.moment.wall < filter.until && (filter.actor.empty() || record.entry.actor.name == filter.actor)
        && action.starts_with(filter.action)
        && (filter.actions.empty()
            || std::ranges::any_of(filter.actions, [action](const auto& begin) { return action.starts_with(begin); }))
        && (filter.text.empty() || holds(action, filter.text) || holds(storyOf(record.entry), filter.text));
}

/// A crash has torn the end of `segment` at `at`, and died again before it was cut: the next one begins by saying so.
bool isTornOff(const ports::LogFolder& folder, std::uint32_t segment, std::size_t at)
{
    const auto next = folder.read(auditSegmentName(segment + 1));
    if (!next || (*next)->bytes().size() < segmentHeaderBytes) {
        return false;
    }
    const auto first = recordAt((*next)->bytes().subspan(segmentHeaderBytes));
    const auto torn
        = first && first->first.entry.action == cutAction ? tornFromText(first->first.entry.object) : std::nullopt;
    return torn && torn->segment == segment && torn->at == at;
}

/// All of one segment that is wanted, oldest first.
Result<std::vector<AuditRecord>> wantedOf(const ports::LogFolder& folder, std::span<const std::byte> bytes,
                                          std::uint32_t segment, bool isLast, const AuditFilter& filter)
{
    const auto header = readHeader(bytes);
    if (!header) {
        return tl::unexpected(header.error());
    }
    std::vector<AuditRecord> wanted;
    std::uint64_t seq = header->first;
    for (std::size_t at = segmentHeaderBytes; at < bytes.size(); ++seq) {
        auto record = recordAt(bytes.subspan(at));
        if (!record || record->first.seq != seq) {
            if (isLast || isTornOff(folder, segment, at)) {
                break; // it is being written, or was torn
            }
            return failure(Errc::Corrupt,
                           "record " + std::to_string(seq) + " in " + auditSegmentName(segment) + " cannot be read");
        }
        at += record->second;
        if (isWanted(record->first, filter)) {
            wanted.push_back(std::move(record->first));
        }
    }
    return wanted;
}

/// Numbers of the segments, ascending.
Result<std::vector<std::uint32_t>> numbersIn(const ports::LogFolder& folder)
{
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    std::vector<std::uint32_t> segments;
    for (const auto& name : *names) {
        if (const auto number = auditSegmentNumber(name)) {
            segments.push_back(*number);
        }
    }
    if (segments.empty()) {
        return failure(Errc::NotFound, "there is no audit record yet");
    }
    std::ranges::sort(segments);
    return segments;
}

/// How many of the segments can hold something below `below`: their first records rise with their numbers. One whose
/// header cannot be read is looked at, and said to be damaged then.
std::size_t countBelow(const ports::LogFolder& folder, const std::vector<std::uint32_t>& segments, std::uint64_t below)
{
    const auto begins = [&](std::uint32_t number) {
        const auto file = folder.read(auditSegmentName(number));
        const auto header = file ? readHeader((*file)->bytes()) : tl::unexpected(file.error());
        return !header || header->first < below;
    };
    return static_cast<std::size_t>(std::ranges::partition_point(segments, begins) - segments.begin());
}

} // namespace

Result<std::vector<AuditRecord>> readAudit(const ports::LogFolder& folder, const AuditFilter& filter,
                                           const std::function<bool()>& goesOn)
{
    const auto segments = numbersIn(folder);
    if (!segments) {
        return tl::unexpected(segments.error());
    }
    std::vector<AuditRecord> answer;
    std::size_t left = countBelow(folder, *segments, filter.below);
    while (left-- > 0 && answer.size() < filter.most) {
        if (goesOn && !goesOn()) {
            return failure(Errc::Unavailable, "the question was given up");
        }
        const std::uint32_t number = (*segments)[left];
        const auto file = folder.read(auditSegmentName(number));
        if (!file) {
            return tl::unexpected(file.error());
        }
        auto wanted = wantedOf(folder, (*file)->bytes(), number, left + 1 == segments->size(), filter);
        if (!wanted) {
            return wanted;
        }
        const auto count = std::min(wanted->size(), filter.most - answer.size());
        std::move(wanted->rbegin(), wanted->rbegin() + static_cast<std::ptrdiff_t>(count), std::back_inserter(answer));
        const auto header = readHeader((*file)->bytes());
        if (header && header->first <= filter.above) { // what is in front of it was known before
            break;
        }
    }
    return answer;
}

std::string storyOf(const AuditEntry& entry)
{
    const auto found = std::ranges::find(sentences, std::string_view(entry.action), &Sentence::action);
    std::string story = entry.actor.name.empty() ? std::string("somebody") : entry.actor.name;
    story += ' ';
    if (found != sentences.end()) {
        story += found->words;
    } else if (entry.action.starts_with("command.")) {
        story += "asks: ";
        std::string wish = entry.action.substr(std::string_view("command.").size());
        std::ranges::replace(wish, '_', ' ');
        story += wish;
    } else {
        story += entry.action;
    }
    if (!entry.object.empty()) {
        story += ' ' + entry.object;
    }
    story += endOf(entry.outcome);
    if (!entry.reason.empty()) {
        story += ": " + entry.reason;
    }
    if (const auto way = wayOf(entry.actor.path); !way.empty()) {
        story += " (";
        story += way;
        story += ')';
    }
    return story;
}

} // namespace omni::audit
