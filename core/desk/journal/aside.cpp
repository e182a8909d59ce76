#include "core/desk/journal/aside.h"

#include <algorithm>
#include <charconv>

namespace omni::journal {

namespace {

constexpr std::string_view prefix = "aside-";
constexpr std::string_view suffix = ".oma";
constexpr std::size_t numberDigits = 8;
constexpr std::size_t offsetDigits = 12;

std::string padded(std::uint64_t number, std::size_t digits)
{
    const std::string text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

/// The number in front of `text`, which then goes on behind `end`; zero when there is none.
std::uint64_t takeNumber(std::string_view& text, std::string_view end) noexcept
{
    std::uint64_t number = 0;
    const auto* const last = text.data() + text.size();
    const auto read = std::from_chars(text.data(), last, number);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    if (text.starts_with(end)) {
        text.remove_prefix(end.size());
    }
    return number;
}

} // namespace

std::string asideName(const Aside& aside)
{
    return std::string(prefix) + std::string(nameOf(aside.segment.stream)) + '-'
        + padded(aside.segment.number, numberDigits) + '-' + padded(aside.offset, offsetDigits) + '-'
        + std::to_string(aside.turn) + std::string(suffix);
}

std::optional<Aside> asideOf(std::string_view name)
{
    for (const Stream stream : allStreams) {
        const std::string start = std::string(prefix) + std::string(nameOf(stream)) + '-';
        if (!name.starts_with(start)) {
            continue;
        }
        std::string_view rest = name.substr(start.size());
        const std::uint64_t number = takeNumber(rest, "-");
        const std::uint64_t offset = takeNumber(rest, "-");
        const std::uint64_t turn = takeNumber(rest, suffix);
        const Aside aside{{stream, static_cast<std::uint32_t>(number)}, offset, static_cast<std::uint32_t>(turn)};
        // Written back it must be the same name: no second spelling of one file.
        if (number > 0 && turn > 0 && turn <= mostTurns && asideName(aside) == name) {
            return aside;
        }
    }
    return std::nullopt;
}

Result<std::string> setAside(ports::LogFolder& folder, SegmentId segment, std::uint64_t offset,
                             std::span<const std::byte> tail)
{
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    for (std::uint32_t turn = 1; turn <= mostTurns; ++turn) {
        std::string name = asideName({segment, offset, turn});
        if (!std::ranges::binary_search(*names, name)) {
            if (const auto kept = folder.replace(name, tail); !kept) {
                return tl::unexpected(kept.error());
            }
            return name;
        }
        const auto bytes = folder.read(name);
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        if (std::ranges::equal((*bytes)->bytes(), tail)) {
            return name;
        }
    }
    return failure(Errc::Conflict, asideName({segment, offset, mostTurns}) + ": cut too often at this place");
}

std::vector<std::string> asideNotes(const ports::LogFolder& folder)
{
    std::vector<std::string> notes;
    const auto names = folder.names();
    if (!names) {
        return notes;
    }
    for (const auto& name : *names) {
        const auto aside = asideOf(name);
        if (!aside) {
            continue;
        }
        const auto bytes = folder.read(name);
        notes.push_back(
            name + ": " + (bytes ? std::to_string((*bytes)->bytes().size()) + " bytes" : "bytes (not readable now)")
            + " that a start has cut off " + segmentName(aside->segment.stream, aside->segment.number) + " at offset "
            + std::to_string(aside->offset) + "; what they hold is missing from the record");
    }
    return notes;
}

} // namespace omni::journal
