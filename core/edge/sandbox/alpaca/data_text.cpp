#include "core/edge/sandbox/alpaca/data_text.h"

#include <bit>
#include <cassert>
#include <utility>

namespace omni::sandbox::alpaca {

void MsgpackData::put(std::uint64_t value, int bytes)
{
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        m_out.push_back(static_cast<char>(value >> static_cast<unsigned>(shift) & 0xFFU));
    }
}

void MsgpackData::countOne()
{
    if (!m_parts.empty() && !m_parts.back().isMap) {
        ++m_parts.back().count;
    }
}

void MsgpackData::begin(bool isMap)
{
    countOne();
    m_parts.push_back({m_out.size(), 0, isMap});
    put(isMap ? 0xDE : 0xDC, 1);
    put(0, 2);
}

void MsgpackData::object()
{
    begin(true);
}

void MsgpackData::array()
{
    begin(false);
}

void MsgpackData::end()
{
    assert(!m_parts.empty());
    const Part part = m_parts.back();
    m_parts.pop_back();
    m_out[part.at + 1] = static_cast<char>(part.count >> 8U);
    m_out[part.at + 2] = static_cast<char>(part.count & 0xFFU);
}

void MsgpackData::key(std::string_view name)
{
    ++m_parts.back().count;
    putText(name);
}

void MsgpackData::putText(std::string_view value)
{
    if (value.size() < 32) {
        put(0xA0U | value.size(), 1);
    } else {
        put(0xDA, 1);
        put(value.size(), 2);
    }
    m_out += value;
}

void MsgpackData::text(std::string_view value)
{
    countOne();
    putText(value);
}

void MsgpackData::integer(std::int64_t value)
{
    countOne();
    if (value >= 0 && value < 128) {
        put(static_cast<std::uint64_t>(value), 1);
    } else {
        put(value >= 0 ? 0xCF : 0xD3, 1);
        put(static_cast<std::uint64_t>(value), 8);
    }
}

void MsgpackData::boolean(bool value)
{
    countOne();
    put(value ? 0xC3 : 0xC2, 1);
}

void MsgpackData::amount(Money value)
{
    countOne();
    put(0xCB, 1);
    put(std::bit_cast<std::uint64_t>(static_cast<double>(value.e8) / 1e8), 8);
}

void MsgpackData::time(Timestamp value)
{
    countOne();
    const std::int64_t second = value.ns / 1'000'000'000;
    put(0xD7, 1);
    put(0xFF, 1);
    put(static_cast<std::uint64_t>(value.ns % 1'000'000'000) << 34U | static_cast<std::uint64_t>(second), 8);
}

std::string MsgpackData::take()
{
    return std::exchange(m_out, {});
}

std::string msgpackArray(const std::vector<std::string>& values)
{
    std::string out;
    out.push_back(static_cast<char>(0xDC));
    out.push_back(static_cast<char>(values.size() >> 8U & 0xFFU));
    out.push_back(static_cast<char>(values.size() & 0xFFU));
    for (const std::string& value : values) {
        out += value;
    }
    return out;
}

} // namespace omni::sandbox::alpaca
