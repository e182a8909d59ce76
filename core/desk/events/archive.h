// One list of fields serves writing and reading: `Fields<T>::of(archive, value)` names them in order, and the two
// archives below give the bytes a direction. A field list is part of the journal's format: it changes only with a new
// record kind.

#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/base/short_text.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"
#include "core/trade/risk/limits.h"

#include <array>
#include <bit>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace omni::events {

/// Specialised in wire_fields.h: `template <class A, class V> static void of(A& archive, V& value)`.
template<class T> struct Fields;

/// Specialised there for every enum that is stored: its last case. A larger number is damage.
template<class E> inline constexpr std::uint8_t lastCase = 0xFF;

/// The most elements of a list in one record.
inline constexpr std::size_t mostElements = 100'000;

class Encoder
{
public:
    /// Times are written as distances from `base`, which makes them short.
    Encoder(ByteWriter& out, Timestamp base) noexcept
        : m_out(out)
        , m_base(base)
    {
    }
    template<class... T> void operator()(const T&... values)
    {
        (put(values), ...);
    }

private:
    template<class T> void put(const T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            m_out.boolean(value);
        } else if constexpr (std::is_enum_v<T>) {
            m_out.u8(static_cast<std::uint8_t>(value));
        } else if constexpr (std::is_floating_point_v<T>) {
            m_out.f64(value);
        } else if constexpr (std::is_signed_v<T>) {
            m_out.signedVarint(value);
        } else if constexpr (std::is_unsigned_v<T>) {
            m_out.varint(value);
        } else {
            Fields<T>::of(*this, value);
        }
    }
    void put(const std::string& value)
    {
        m_out.text(value);
    }
    void put(const Digest& value)
    {
        m_out.raw(value);
    }
    void put(Timestamp value)
    {
        m_out.signedVarint(
            static_cast<std::int64_t>(static_cast<std::uint64_t>(value.ns) - static_cast<std::uint64_t>(m_base.ns)));
    }
    void put(Duration value)
    {
        m_out.signedVarint(value.ns);
    }
    void put(Ticks value)
    {
        m_out.signedVarint(value.count);
    }
    void put(Lots value)
    {
        m_out.signedVarint(value.count);
    }
    void put(Money value)
    {
        m_out.signedVarint(value.e8);
    }
    void put(BasisPoints value)
    {
        m_out.signedVarint(value.count);
    }
    void put(risk::Milli value)
    {
        m_out.signedVarint(value.count);
    }
    template<class Tag> void put(Id<Tag> value)
    {
        m_out.varint(value.value);
    }
    template<std::size_t N> void put(const ShortText<N>& value)
    {
        m_out.text(value.view());
    }
    template<class T> void put(const std::optional<T>& value)
    {
        m_out.boolean(value.has_value());
        if (value) {
            put(*value);
        }
    }
    void put(const std::vector<std::byte>& value)
    {
        m_out.blob(value);
    }
    template<class T> void put(const std::vector<T>& values)
    {
        m_out.varint(values.size());
        for (const T& value : values) {
            put(value);
        }
    }
    template<class... T> void put(const std::variant<T...>& value)
    {
        m_out.u8(static_cast<std::uint8_t>(value.index()));
        std::visit([this](const auto& alternative) { put(alternative); }, value);
    }

    ByteWriter& m_out;
    Timestamp m_base;
};

class Decoder
{
    static constexpr std::uint64_t theNaN = 0x7FF8'0000'0000'0000;

public:
    Decoder(ByteReader& in, Timestamp base) noexcept
        : m_in(in)
        , m_base(base)
    {
    }
    template<class... T> void operator()(T&... values)
    {
        (get(values), ...);
    }

private:
    template<class T> void get(T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            value = m_in.boolean();
        } else if constexpr (std::is_enum_v<T>) {
            static_assert(lastCase<T> != 0xFF, "a stored enum states its last case");
            const std::uint8_t number = m_in.u8();
            if (number > lastCase<T>) {
                m_in.fail();
                return;
            }
            value = static_cast<T>(number);
        } else if constexpr (std::is_floating_point_v<T>) {
            value = m_in.f64();
            if (value != value && std::bit_cast<std::uint64_t>(value) != theNaN) {
                m_in.fail(); // only one NaN is ever written; another is damage
            }
        } else if constexpr (std::is_integral_v<T>) {
            value = number<T>();
        } else {
            Fields<T>::of(*this, value);
        }
    }
    template<class T> T number()
    {
        if constexpr (std::is_signed_v<T>) {
            const std::int64_t wide = m_in.signedVarint();
            if (wide > std::numeric_limits<T>::max() || wide < std::numeric_limits<T>::min()) {
                m_in.fail();
                return 0;
            }
            return static_cast<T>(wide);
        } else {
            const std::uint64_t wide = m_in.varint();
            if (wide > std::numeric_limits<T>::max()) {
                m_in.fail();
                return 0;
            }
            return static_cast<T>(wide);
        }
    }
    void get(std::string& value)
    {
        value = m_in.text();
    }
    void get(Digest& value)
    {
        const auto bytes = m_in.raw(value.size());
        if (bytes.size() == value.size()) {
            std::copy(bytes.begin(), bytes.end(), value.begin());
        }
    }
    void get(Timestamp& value)
    {
        value.ns = static_cast<std::int64_t>(static_cast<std::uint64_t>(m_in.signedVarint())
                                             + static_cast<std::uint64_t>(m_base.ns));
    }
    void get(Duration& value)
    {
        value.ns = m_in.signedVarint();
    }
    void get(Ticks& value)
    {
        value.count = m_in.signedVarint();
    }
    void get(Lots& value)
    {
        value.count = m_in.signedVarint();
    }
    void get(Money& value)
    {
        value.e8 = m_in.signedVarint();
    }
    void get(BasisPoints& value)
    {
        value.count = number<std::int32_t>();
    }
    void get(risk::Milli& value)
    {
        value.count = number<std::int32_t>();
    }
    template<class Tag> void get(Id<Tag>& value)
    {
        value.value = m_in.varint();
    }
    template<std::size_t N> void get(ShortText<N>& value)
    {
        const std::string text = m_in.text(N);
        value = ShortText<N>(text);
    }
    template<class T> void get(std::optional<T>& value)
    {
        if (m_in.boolean()) {
            get(value.emplace());
        } else {
            value.reset();
        }
    }
    void get(std::vector<std::byte>& value)
    {
        value = m_in.blob();
    }
    template<class T> void get(std::vector<T>& values)
    {
        values.clear();
        const std::size_t count = m_in.count(mostElements);
        for (std::size_t i = 0; i < count && m_in.ok(); ++i) {
            get(values.emplace_back());
        }
    }
    template<class... T> void get(std::variant<T...>& value)
    {
        const std::size_t index = m_in.u8();
        if (index >= sizeof...(T)) {
            m_in.fail();
            return;
        }
        std::size_t at = 0;
        ((at++ == index ? get(value.template emplace<T>()) : void()), ...);
    }

    ByteReader& m_in;
    Timestamp m_base;
};

} // namespace omni::events
