// Random contents for everything that is recorded, from the same field lists as the codec: a field that is added there
// is drawn here.

#pragma once

#include "core/base/seeded_random.h"
#include "core/desk/events/wire_facts.h"

#include <limits>
#include <string>
#include <utility>

namespace omni::test {

class RandomFields
{
public:
    /// `tame`: mostly small numbers, so that ids and sizes meet; else any number, and often those at the ends.
    RandomFields(SeededRandom& random, bool tame) noexcept
        : m_random(random)
        , m_tame(tame)
    {
    }
    template<class... T> void operator()(T&... values)
    {
        (draw(values), ...);
    }
    /// One alternative of a variant, filled.
    template<class Variant> Variant alternative(std::size_t index)
    {
        Variant value;
        [&]<std::size_t... I>(std::index_sequence<I...>)
        {
            ((I == index ? draw(value.template emplace<I>()) : void()), ...);
        }
        (std::make_index_sequence<std::variant_size_v<Variant>>{});
        return value;
    }

private:
    template<class T> void draw(T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            value = m_random.below(2) == 0;
        } else if constexpr (std::is_enum_v<T>) {
            value = static_cast<T>(m_random.below(std::uint64_t{events::lastCase<T>} + 1));
        } else if constexpr (std::is_floating_point_v<T>) {
            value = static_cast<T>(m_random.between(-1'000'000, 1'000'000)) / 64;
        } else if constexpr (std::is_integral_v<T>) {
            value = number<T>();
        } else {
            events::Fields<T>::of(*this, value);
        }
    }
    template<class T> T number()
    {
        using Limits = std::numeric_limits<T>;
        if (m_tame || m_random.below(4) == 0) {
            const auto small = static_cast<T>(m_random.below(20));
            return std::is_signed_v<T> && m_random.below(4) == 0 ? static_cast<T>(-small) : small;
        }
        switch (m_random.below(4)) {
        case 0:
            return Limits::max();
        case 1:
            return Limits::min();
        default:
            return static_cast<T>(m_random.next() >> m_random.below(63));
        }
    }
    void draw(std::string& value)
    {
        value.clear();
        for (auto left = m_random.below(12); left > 0; --left) {
            value += static_cast<char>(m_random.below(256));
        }
    }
    void draw(Digest& value)
    {
        for (std::byte& byte : value) {
            byte = static_cast<std::byte>(m_random.below(256));
        }
    }
    void draw(Timestamp& value)
    {
        value.ns = number<std::int64_t>();
    }
    void draw(Duration& value)
    {
        value.ns = number<std::int64_t>();
    }
    void draw(Ticks& value)
    {
        value.count = number<std::int64_t>();
    }
    void draw(Lots& value)
    {
        value.count = number<std::int64_t>();
    }
    void draw(Money& value)
    {
        value.e8 = number<std::int64_t>();
    }
    void draw(BasisPoints& value)
    {
        value.count = number<std::int32_t>();
    }
    void draw(risk::Milli& value)
    {
        value.count = number<std::int32_t>();
    }
    template<class Tag> void draw(Id<Tag>& value)
    {
        value.value = m_tame ? m_random.below(6) : number<std::uint64_t>();
    }
    template<std::size_t N> void draw(ShortText<N>& value)
    {
        std::string text;
        draw(text);
        text.resize(std::min(text.size(), N));
        value = ShortText<N>(text);
    }
    template<class T> void draw(std::optional<T>& value)
    {
        value.reset();
        if (m_random.below(2) == 0) {
            draw(value.emplace());
        }
    }
    void draw(std::vector<std::byte>& value)
    {
        value.assign(m_random.below(20), std::byte{7});
    }
    template<class T> void draw(std::vector<T>& values)
    {
        values.clear();
        for (auto left = m_random.below(4); left > 0; --left) {
            draw(values.emplace_back());
        }
    }
    template<class... T> void draw(std::variant<T...>& value)
    {
        value = alternative<std::variant<T...>>(m_random.below(sizeof...(T)));
    }
    void draw(strategy::Proposal& value)
    {
        value = {};
        value.reasonCount = static_cast<std::uint8_t>(m_random.below(strategy::mostReasons + 1));
        const auto count = value.reasonCount;
        events::Fields<strategy::Proposal>::of(*this, value);
        for (std::size_t i = 0; i < count; ++i) {
            draw(value.reasons[i]);
        }
        for (std::size_t i = count; i < strategy::mostReasons; ++i) {
            value.reasons[i] = {};
        }
        value.reasonCount = count;
    }

    SeededRandom& m_random;
    bool m_tame;
};

} // namespace omni::test
