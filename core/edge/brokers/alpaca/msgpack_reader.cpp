#include "core/edge/brokers/alpaca/msgpack_reader.h"

#include <bit>

namespace omni::brokers::alpaca {

namespace {

constexpr std::int8_t timestampKind = -1;

} // namespace

std::string_view MsgpackReader::take(std::size_t size)
{
    if (size > m_bytes.size()) {
        fail();
        return {};
    }
    const auto taken = m_bytes.substr(0, size);
    m_bytes.remove_prefix(size);
    return taken;
}

std::uint64_t MsgpackReader::number(std::size_t size)
{
    std::uint64_t value = 0;
    for (const char each : take(size)) {
        value = value << 8U | static_cast<std::uint8_t>(each);
    }
    return value;
}

std::size_t MsgpackReader::count(std::size_t told, std::size_t each)
{
    if (told > m_bytes.size() / each) {
        fail();
        return 0;
    }
    return told;
}

MsgpackValue MsgpackReader::extension(std::size_t size)
{
    const auto kind = static_cast<std::int8_t>(number(1));
    if (kind != timestampKind) {
        (void)take(size);
        return MsgpackOther{};
    }
    std::optional<Timestamp> time;
    if (size == 4) {
        time = msgpackTime(static_cast<std::int64_t>(number(4)), 0);
    } else if (size == 8) {
        const auto both = number(8);
        time = msgpackTime(static_cast<std::int64_t>(both & 0x3'FFFF'FFFFU), both >> 34U);
    } else if (size == 12) {
        const auto nanosecond = number(4);
        time = msgpackTime(static_cast<std::int64_t>(number(8)), nanosecond);
    }
    if (!time) {
        fail();
        return MsgpackNil{};
    }
    return *time;
}

MsgpackValue MsgpackReader::wide(std::uint8_t head)
{
    switch (head) {
    case 0xc0:
        return MsgpackNil{};
    case 0xc2:
    case 0xc3:
        return head == 0xc3;
    case 0xc4:
    case 0xd9:
        return take(number(1));
    case 0xc5:
    case 0xda:
        return take(number(2));
    case 0xc6:
    case 0xdb:
        return take(number(4));
    case 0xc7:
        return extension(number(1));
    case 0xc8:
        return extension(number(2));
    case 0xc9:
        return extension(number(4));
    case 0xca:
        return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(number(4))));
    case 0xcb:
        return std::bit_cast<double>(number(8));
    case 0xcc:
    case 0xcd:
    case 0xce:
        return static_cast<std::int64_t>(number(std::size_t{1} << (head - 0xccU)));
    case 0xcf: {
        const auto value = number(8);
        return value >> 63U != 0 ? MsgpackValue(static_cast<double>(value)) : static_cast<std::int64_t>(value);
    }
    case 0xd0:
        return std::int64_t{static_cast<std::int8_t>(number(1))};
    case 0xd1:
        return std::int64_t{static_cast<std::int16_t>(number(2))};
    case 0xd2:
        return std::int64_t{static_cast<std::int32_t>(number(4))};
    case 0xd3:
        return static_cast<std::int64_t>(number(8));
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
        return extension(std::size_t{1} << (head - 0xd4U));
    case 0xdc:
        return MsgpackArray{count(number(2), 1)};
    case 0xdd:
        return MsgpackArray{count(number(4), 1)};
    case 0xde:
        return MsgpackMap{count(number(2), 2)};
    case 0xdf:
        return MsgpackMap{count(number(4), 2)};
    default: // 0xc1 is never used
        fail();
        return MsgpackNil{};
    }
}

MsgpackValue MsgpackReader::next()
{
    const auto head = static_cast<std::uint8_t>(number(1));
    if (!m_isSound) {
        return MsgpackNil{};
    }
    if (head < 0x80) {
        return std::int64_t{head};
    }
    if (head >= 0xe0) {
        return std::int64_t{static_cast<std::int8_t>(head)};
    }
    if (head < 0x90) {
        return MsgpackMap{count(head & 0x0fU, 2)};
    }
    if (head < 0xa0) {
        return MsgpackArray{count(head & 0x0fU, 1)};
    }
    if (head < 0xc0) {
        return take(head & 0x1fU);
    }
    auto value = wide(head);
    return m_isSound ? value : MsgpackNil{};
}

void MsgpackReader::skip(int depth)
{
    skipRestOf(next(), depth);
}

void MsgpackReader::skipRestOf(const MsgpackValue& value, int depth)
{
    std::size_t inner = 0;
    if (const auto* array = std::get_if<MsgpackArray>(&value)) {
        inner = array->count;
    } else if (const auto* map = std::get_if<MsgpackMap>(&value)) {
        inner = map->count * 2;
    }
    if (inner > 0 && depth == 0) {
        fail();
    }
    for (; inner > 0 && m_isSound; --inner) {
        skip(depth - 1);
    }
}

} // namespace omni::brokers::alpaca
