// Writes market data as JSON or as MessagePack, through calls of the same names.
//
// Prices and sizes come as exact amounts; in MessagePack they are the nearest doubles, times its timestamp extension.

#pragma once

#include "core/base/json_text.h"
#include "core/base/time.h"
#include "core/edge/sandbox/alpaca/wire_text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace omni::sandbox::alpaca {

class JsonData
{
public:
    void object()
    {
        m_json.object();
    }
    void array()
    {
        m_json.array();
    }
    void end()
    {
        m_json.end();
    }
    void key(std::string_view name)
    {
        m_json.key(name);
    }
    void text(std::string_view value)
    {
        m_json.text(value);
    }
    void integer(std::int64_t value)
    {
        m_json.integer(value);
    }
    void boolean(bool value)
    {
        m_json.boolean(value);
    }
    void amount(Money value)
    {
        m_json.raw(exactText(value));
    }
    void time(Timestamp value)
    {
        m_json.text(nanoTimeText(value));
    }
    [[nodiscard]] std::string take()
    {
        return m_json.take();
    }

private:
    JsonText m_json;
};

/// The form of https://github.com/msgpack/msgpack/blob/master/spec.md. Maps and arrays have sizes of 16 bits.
class MsgpackData
{
public:
    void object();
    void array();
    void end();
    void key(std::string_view name); ///< At most 65'535 bytes, as any text.
    void text(std::string_view value);
    void integer(std::int64_t value);
    void boolean(bool value);
    void amount(Money value);
    void time(Timestamp value); ///< From 1970 to 2514.
    [[nodiscard]] std::string take();

private:
    struct Part {
        std::size_t at = 0; ///< Of its header.
        std::uint16_t count = 0;
        bool isMap = false;
    };
    void begin(bool isMap);
    void countOne();
    void put(std::uint64_t value, int bytes);
    void putText(std::string_view value);

    std::string m_out;
    std::vector<Part> m_parts;
};

/// A frame of several finished values of MessagePack.
[[nodiscard]] std::string msgpackArray(const std::vector<std::string>& values);

} // namespace omni::sandbox::alpaca
