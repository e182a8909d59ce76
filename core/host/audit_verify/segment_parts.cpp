#include "core/host/audit_verify/segment_parts.h"

#include <algorithm>
#include <cstring>

namespace omni::audit_verify {

namespace {

template<class Number> Number numberAt(Octets bytes, std::size_t at)
{
    Number number = 0;
    for (std::size_t i = sizeof(Number); i-- > 0;) {
        number = static_cast<Number>(number << 8 | bytes[at + i]);
    }
    return number;
}

bool areZeros(Octets bytes)
{
    return std::ranges::all_of(bytes, [](unsigned char each) { return each == 0; });
}

/// The lengths of the six texts, in their order.
std::array<std::size_t, 6> lengthsIn(Octets fixed)
{
    return {fixed[50],
            fixed[51],
            fixed[52],
            fixed[53],
            numberAt<std::uint16_t>(fixed, 54),
            numberAt<std::uint16_t>(fixed, 56)};
}

/// The form of a record's first 128 bytes, its length among it.
bool isSound(Octets fixed)
{
    constexpr std::array<std::size_t, 6> most{128, 64, 64, 64, 1024, 1024};
    const auto lengths = lengthsIn(fixed);
    std::size_t size = leastRecord;
    for (std::size_t i = 0; i < most.size(); ++i) {
        if (lengths[i] > most[i]) {
            return false;
        }
        size += lengths[i];
    }
    return lengths[3] > 0 && numberAt<std::uint32_t>(fixed, 0) == size && fixed[48] != 0 && fixed[49] != 0
        && areZeros(fixed.subspan(58, 6));
}

/// The decimal number in front of `end`, or of all that is left when `end` is 0; no sign, no zero in front.
bool takeNumber(std::string_view& text, char end, std::uint64_t& number)
{
    const std::size_t size = end == 0 ? text.size() : text.find(end);
    if (size == 0 || size == std::string_view::npos || size > 19 || (text[0] == '0' && size > 1)) {
        return false;
    }
    number = 0;
    for (const char digit : text.substr(0, size)) {
        if (digit < '0' || digit > '9') {
            return false;
        }
        number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    text.remove_prefix(std::min(size + 1, text.size()));
    return true;
}

} // namespace

HeaderFault readHeader(Octets bytes, Header& header)
{
    constexpr std::string_view magic = "OMNIAUD\n";
    if (bytes.size() < 10 || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0) {
        return HeaderFault::Damaged;
    }
    if (numberAt<std::uint16_t>(bytes, 8) > 1) {
        return HeaderFault::Newer;
    }
    if (bytes.size() < headerSize || numberAt<std::uint16_t>(bytes, 8) != 1 || numberAt<std::uint16_t>(bytes, 10) != 1
        || !areZeros(bytes.subspan(72, 8))) {
        return HeaderFault::Damaged;
    }
    header.segment = numberAt<std::uint32_t>(bytes, 12);
    header.first = numberAt<std::uint64_t>(bytes, 16);
    std::ranges::copy(bytes.subspan(24, 16), header.log.begin());
    header.before = bytes.subspan(40, 32);
    return HeaderFault::None;
}

std::optional<Record> readRecord(Octets bytes)
{
    if (bytes.size() < leastRecord || !isSound(bytes.first(fixedSize))) {
        return std::nullopt;
    }
    const std::size_t size = numberAt<std::uint32_t>(bytes, 0);
    if (size > bytes.size()) {
        return std::nullopt;
    }
    Record record;
    record.all = bytes.first(size);
    record.segment = numberAt<std::uint32_t>(bytes, 4);
    record.seq = numberAt<std::uint64_t>(bytes, 8);
    record.body = bytes.first(size - 64);
    record.hashed = bytes.first(size - 32);
    record.payload = bytes.subspan(64, 32);
    record.before = bytes.subspan(96, 32);
    record.mac = bytes.subspan(size - 64, 32);
    record.hash = bytes.subspan(size - 32, 32);
    const auto lengths = lengthsIn(bytes);
    const char* const texts = reinterpret_cast<const char*>(bytes.data()) + fixedSize;
    const std::size_t actionAt = lengths[0] + lengths[1] + lengths[2];
    record.action = {texts + actionAt, lengths[3]};
    record.object = {texts + actionAt + lengths[3], lengths[4]};
    return record;
}

bool isTornWrite(Octets rest, std::size_t offset, std::uint32_t segment, std::uint64_t seq, const Hash& link)
{
    std::size_t used = rest.size();
    while (used > 0 && rest[used - 1] == 0) {
        --used;
    }
    const std::size_t sectorEnd = (offset + used + 511) / 512 * 512 - offset;
    const auto part = used == 0 ? rest.first(0) : rest.first(std::min(sectorEnd, rest.size()));
    if (part.size() < 4) {
        return true;
    }
    const std::size_t size = numberAt<std::uint32_t>(part, 0);
    if (size < leastRecord || size > mostRecord || size <= part.size()) {
        return false; // whole, or never the beginning of one
    }
    if (part.size() >= 16 && (numberAt<std::uint32_t>(part, 4) != segment || numberAt<std::uint64_t>(part, 8) != seq)) {
        return false;
    }
    return part.size() < fixedSize
        || (isSound(part.first(fixedSize)) && std::ranges::equal(part.subspan(96, 32), link));
}

std::optional<Cut> cutFromText(std::string_view text)
{
    Cut cut;
    std::uint64_t segment = 0;
    if (!takeNumber(text, '/', segment) || !takeNumber(text, '/', cut.at) || !takeNumber(text, 0, cut.bytes)
        || segment > 0xFFFF'FFFF) {
        return std::nullopt;
    }
    cut.segment = static_cast<std::uint32_t>(segment);
    return cut;
}

std::optional<std::uint32_t> numberOfFile(std::string_view name)
{
    if (name.size() != 20 || !name.starts_with("audit-") || !name.ends_with(".oma")) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    for (const char digit : name.substr(6, 10)) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
        number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    if (number == 0 || number > 0xFFFF'FFFF) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(number);
}

std::string nameOfFile(std::uint32_t number)
{
    std::string digits = std::to_string(number);
    return "audit-" + std::string(10 - digits.size(), '0') + digits + ".oma";
}

} // namespace omni::audit_verify
