// Frames of Alpaca's data streams made up from a seed, in JSON and in msgpack. Most are written as the venue writes
// them; the others differ from it in every way that comes to mind, and some are none at all.

#pragma once

#include "core/base/seeded_random.h"

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::brokers::alpaca::kit {

/// What both writings share: which fields a message has, and in which order.
class MadeMessage
{
public:
    using Field = std::pair<std::string, std::string>; ///< Key and value, each as it is written.

    explicit MadeMessage(std::uint64_t seed)
        : m_random(seed)
    {
    }

protected:
    [[nodiscard]] bool once(std::uint64_t among)
    {
        return m_random.below(among) == 0;
    }
    template<class List> [[nodiscard]] const auto& oneOf(const List& list)
    {
        return list[m_random.below(std::size(list))];
    }
    [[nodiscard]] std::string digits(std::uint64_t least, std::uint64_t most)
    {
        std::string text;
        for (auto count = least + m_random.below(most - least + 1); count > 0; --count) {
            text += static_cast<char>('0' + m_random.below(10));
        }
        return text;
    }
    /// Fields stand in their usual order, or in another, or one is missing, or comes twice.
    void stir(std::vector<Field>& fields)
    {
        const auto first = once(60) ? std::size_t{0} : std::size_t{1};
        if (once(3)) {
            for (auto at = fields.size() - 1; at > first; --at) {
                std::swap(fields[at], fields[first + m_random.below(at - first + 1)]);
            }
        }
        if (once(40)) {
            fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(m_random.below(fields.size())));
        }
        if (once(40) && !fields.empty()) {
            fields.push_back(fields[m_random.below(fields.size())]);
        }
    }
    /// Bytes changed, put in, left out; the end cut off.
    void spoil(std::string& frame, std::string_view bytes)
    {
        for (auto times = once(4) ? 1 + m_random.below(3) : 0; times > 0 && !frame.empty(); --times) {
            const auto at = m_random.below(frame.size());
            switch (m_random.below(4)) {
            case 0:
                frame[at] = bytes[m_random.below(bytes.size())];
                break;
            case 1:
                frame.erase(at, 1 + m_random.below(3));
                break;
            case 2:
                frame.insert(at, 1, bytes[m_random.below(bytes.size())]);
                break;
            default:
                frame.resize(at);
                break;
            }
        }
    }

    SeededRandom m_random;
};

class MadeJson : public MadeMessage
{
public:
    using MadeMessage::MadeMessage;

    [[nodiscard]] std::string frame()
    {
        std::string text = "[";
        for (auto count = 1 + m_random.below(4); count > 0; --count) {
            text += message() + (count > 1 ? "," : "");
        }
        text += ']';
        constexpr std::string_view bytes = "0123456789.,\"[]{}:-+\\ eETtqSpbas\n\x01\x7f\xc3\xa9";
        spoil(text, bytes);
        if (once(100)) {
            text += oneOf(std::array<std::string_view, 4>{" ", "\n", "[]", std::string_view("\0", 1)});
        }
        return text;
    }

private:
    std::string number()
    {
        static const std::vector<std::string> odd{"-1",
                                                  "-0",
                                                  "1e2",
                                                  "1.5E-3",
                                                  "1e999",
                                                  "007",
                                                  "1.",
                                                  ".5",
                                                  "0",
                                                  "0.00",
                                                  "null",
                                                  "true",
                                                  "\"1\"",
                                                  "[1]",
                                                  "{\"a\":1}",
                                                  "1e-130",
                                                  "01.50",
                                                  "9223372036854775808",
                                                  "1234567890123456789",
                                                  "0.1234567890123456",
                                                  "123456789012345678",
                                                  "0.0000000000000000001",
                                                  "1 ",
                                                  "--1"};
        if (once(60)) {
            return oneOf(odd);
        }
        if (once(60)) {
            return digits(15, 40) + (once(2) ? '.' + digits(1, 300) : "");
        }
        const auto whole = std::to_string(m_random.below(once(4) ? 100'000'000 : 400));
        return whole + (once(2) ? '.' + digits(1, once(4) ? 9 : 2) : "");
    }
    std::string word(const std::string& usual)
    {
        static const std::vector<std::string> odd{"",   "\\u0041", "A\\\"B", "\xc3\xa9", "\xff", "a\x01z",
                                                  " A", "\x7f",    "\\\\",   "A/B",      "\t",   "[{,:}]"};
        if (once(120)) {
            return oneOf(std::array<std::string, 4>{"null", "5", "false", "[\"A\"]"});
        }
        return '"' + (once(80) ? oneOf(odd) : usual) + '"';
    }
    std::string time()
    {
        static const std::vector<std::string> odd{"2026-07-14T24:00:00Z",
                                                  "2026-07-14T13:60:00Z",
                                                  "2026-07-14T13:31:61Z",
                                                  "2026-07-14T13:31:03.Z",
                                                  "2026-07-14T13:31:03+02:00",
                                                  "2026-07-14T13:31:03.1234567890Z",
                                                  "2026-07-14",
                                                  "2026-02-30T13:31:03.1Z",
                                                  "2026-07-14t13:31:03Z",
                                                  "2026-07-14T13:31:03",
                                                  "2026-07-14T13-31-03.123456789Z",
                                                  "2026-07-14T13:31:03,123456789Z",
                                                  "2026-07-14T1a:31:03.1Z",
                                                  "2026-07-14T13:31:03.12345678aZ",
                                                  "1969-07-14T13:31:03.123456789Z",
                                                  "9999-07-14T13:31:03Z",
                                                  "2026-07-14T13:31:03.123456789z"};
        if (once(60)) {
            return word(oneOf(odd));
        }
        const auto two = [this](std::uint64_t below) {
            const auto text = std::to_string(m_random.below(below));
            return text.size() == 1 ? '0' + text : text;
        };
        const std::string day = once(10) ? "2026-07-15" : "2026-07-14";
        const auto clock = two(24) + ':' + two(60) + ':' + two(60);
        return word(day + 'T' + clock + (once(10) ? "" : '.' + (once(2) ? digits(9, 9) : digits(1, 9))) + 'Z');
    }
    std::string conditions()
    {
        static const std::vector<std::string> usual{"[]", R"(["@"])", R"(["@","I"])", R"([" ","T","I"])"};
        static const std::vector<std::string> odd{R"(["@",])", R"(["@" ])", "[1]",     "[null]",     "[[]]", "null",
                                                  "5",         R"("R")",    R"([""])", R"(["\"]"])", "[,]"};
        return once(60) ? oneOf(odd) : oneOf(usual);
    }
    std::string symbol()
    {
        return word(oneOf(std::array<std::string, 4>{"AAPL", "F", "BTC/USD", "BRK.B"}));
    }
    std::vector<Field> trade()
    {
        std::vector<Field> fields{{"T", once(50) ? word("tt") : "\"t\""},
                                  {"S", symbol()},
                                  {"i", once(60) ? number() : digits(1, 12)},
                                  {"x", word("D")},
                                  {"p", number()},
                                  {"s", number()},
                                  {"t", time()}};
        if (once(2)) {
            fields.insert(fields.end(), {{"c", conditions()}, {"z", word("C")}});
        } else {
            fields.emplace_back("tks", word(once(2) ? "B" : "S"));
        }
        return fields;
    }
    std::vector<Field> quote()
    {
        return {{"T", "\"q\""},      {"S", symbol()},   {"bx", word("V")}, {"bp", number()},
                {"bs", number()},    {"ax", word("V")}, {"ap", number()},  {"as", number()},
                {"c", conditions()}, {"z", word("C")},  {"t", time()}};
    }
    std::vector<Field> other()
    {
        return oneOf(std::array<std::vector<Field>, 6>{
            std::vector<Field>{{"T", "\"b\""},
                               {"S", "\"F\""},
                               {"o", "1"},
                               {"h", "2"},
                               {"l", "1"},
                               {"c", "2"},
                               {"v", "7"},
                               {"t", time()}},
            {{"T", "\"s\""}, {"S", "\"F\""}, {"sc", "\"H\""}, {"t", time()}},
            {{"T", "\"o\""}, {"S", "\"F\""}, {"b", R"([{"p":1,"s":2}])"}, {"a", "[]"}, {"t", time()}, {"r", "true"}},
            {{"T", "\"x\""}, {"S", "\"F\""}},
            {{"T", "\"zz\""}, {"p", "1"}},
            {{"T", "\"success\""}, {"msg", "\"connected\""}}});
    }
    std::string message()
    {
        auto fields = once(30) ? other() : once(2) ? trade() : quote();
        stir(fields);
        if (once(40)) {
            static const std::vector<Field> further{{"n", "5"},
                                                    {"v", "1.5"},
                                                    {"zz", R"({"a":[1,{"b":null}]})"},
                                                    {"u", R"("x")"},
                                                    {"p", "7"},
                                                    {"bp", "7"},
                                                    {"T", R"("q")"},
                                                    {"r", "true"},
                                                    {"code", "1"},
                                                    {"msg", R"("a\nb")"},
                                                    {"", "1"},
                                                    {"tks", R"("B")"},
                                                    {"longer_key", "1"},
                                                    {"\\u0070", "9"},
                                                    {std::string("\0p", 2), "9"},
                                                    {std::string("\0\0t", 3), R"("2026-07-14T13:31:03Z")"}};
            fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(m_random.below(fields.size() + 1)),
                          oneOf(further));
        }
        std::string text = "{";
        const auto blank = [this] { return once(400) ? oneOf(std::array<std::string, 3>{" ", "\n", "\t "}) : ""; };
        for (std::size_t i = 0; i < fields.size(); ++i) {
            text += (i == 0 ? "" : ",") + blank() + '"' + fields[i].first + '"' + blank() + ':' + blank()
                + fields[i].second + blank();
        }
        return text + '}';
    }
};

class MadeMsgpack : public MadeMessage
{
public:
    using MadeMessage::MadeMessage;

    [[nodiscard]] std::string frame()
    {
        const auto count = 1 + m_random.below(4);
        std::string bytes = once(10) ? "\xdc" + big(count, 2) : std::string(1, static_cast<char>(0x90U | count));
        for (auto left = count; left > 0; --left) {
            bytes += message();
        }
        std::string any;
        for (unsigned each = 0; each < 256; ++each) {
            any += static_cast<char>(each);
        }
        spoil(bytes, any);
        return bytes;
    }

private:
    static std::string big(std::uint64_t value, int bytes)
    {
        std::string out;
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xffU);
        }
        return out;
    }
    static std::string plain(std::string_view text)
    {
        return static_cast<char>(0xa0U | text.size()) + std::string(text);
    }
    static std::string doubled(double value)
    {
        return '\xcb' + big(std::bit_cast<std::uint64_t>(value), 8);
    }
    std::string word(std::string_view text)
    {
        if (once(100)) {
            return oneOf(std::array<std::string, 6>{
                "\xd9" + big(text.size(), 1) + std::string(text), "\xda" + big(text.size(), 2) + std::string(text),
                "\xc4" + big(text.size(), 1) + std::string(text), "\xa0", "\xc0", "\x05"});
        }
        return plain(text);
    }
    std::string number()
    {
        if (once(40)) {
            return oneOf(std::array<std::string, 14>{
                "\xc0", "\xc3", "\xff", "\xd0\x05", "\xd1\xff\xff", "\xd2" + big(7, 4), "\xd3" + big(7, 8),
                "\xcf" + big(~0ULL, 8), "\xca" + big(std::bit_cast<std::uint32_t>(1.5F), 4), doubled(-1.5),
                doubled(-0.0), doubled(std::bit_cast<double>(m_random.next())), plain("1"), "\x91\x01"});
        }
        const auto count = m_random.below(once(3) ? 100'000'000 : 40'000);
        switch (m_random.below(8)) {
        case 0:
            return std::string(1, static_cast<char>(count & 0x7fU));
        case 1:
            return "\xcc" + big(count & 0xffU, 1);
        case 2:
            return "\xcd" + big(count & 0xffffU, 2);
        case 3:
            return "\xce" + big(count, 4);
        case 4:
            return "\xcf" + big(count, 8);
        case 5:
            return doubled(static_cast<double>(count) / 1e9);
        default:
            return doubled(static_cast<double>(count) / 100);
        }
    }
    std::string time()
    {
        const auto second = 1'784'035'863 + m_random.below(100'000);
        const auto nano = m_random.below(1'000'000'000);
        if (once(40)) {
            return oneOf(std::array<std::string, 7>{
                "\xd6\xff" + big(second, 4), "\xd7\xff" + big(std::uint64_t{1'000'000'000} << 34U | second, 8),
                "\xc7\x0c\xff" + big(nano, 4) + big(~second, 8), "\xc7\x0c\xff" + big(nano, 4) + big(1ULL << 40U, 8),
                plain("2026-07-14T13:31:03.1Z"), "\xd7\x05" + big(second, 8), "\xc0"});
        }
        return once(3) ? std::string("\xc7\x0c\xff", 3) + big(nano, 4) + big(second, 8)
                       : "\xd7\xff" + big(nano << 34U | second, 8);
    }
    std::string conditions()
    {
        static const std::vector<std::string> odd{
            "\xdc" + big(1, 2) + plain("R"), "\x91\x05", "\x92" + plain("R"), "\xc0", "\x91\x91\xa0", plain("R")};
        static const std::vector<std::string> usual{"\x90", "\x91" + plain("R"), "\x92" + plain("@") + plain("I")};
        return once(60) ? oneOf(odd) : oneOf(usual);
    }
    std::string message()
    {
        const auto symbol = word(oneOf(std::array<std::string_view, 3>{"AAPL", "F", "BTC/USD"}));
        std::vector<Field> fields;
        if (once(30)) {
            fields = {{plain("T"), plain("b")}, {plain("S"), symbol},   {plain("o"), number()}, {plain("h"), number()},
                      {plain("l"), number()},   {plain("c"), number()}, {plain("t"), time()}};
        } else if (once(2)) {
            fields = {{plain("T"), once(50) ? plain("tt") : word("t")},
                      {plain("S"), symbol},
                      {plain("i"), "\xcd" + big(7, 2)},
                      {plain("x"), word("D")},
                      {plain("p"), number()},
                      {plain("s"), number()},
                      {plain("t"), time()},
                      {plain(once(2) ? "tks" : "z"), word(once(2) ? "B" : "S")},
                      {plain("c"), conditions()}};
        } else {
            fields = {{plain("T"), plain("q")},   {plain("S"), symbol},    {plain("bx"), word("V")},
                      {plain("bp"), number()},    {plain("bs"), number()}, {plain("ax"), word("V")},
                      {plain("ap"), number()},    {plain("as"), number()}, {plain("t"), time()},
                      {plain("c"), conditions()}, {plain("z"), word("C")}};
        }
        stir(fields);
        if (once(40)) {
            static const std::vector<Field> further{{plain("n"), "\x05"},
                                                    {plain("zz"), "\x81\xa1q\x91\x01"},
                                                    {"\x05", "\x05"},
                                                    {plain("p"), "\x07"},
                                                    {plain("bp"), "\x07"},
                                                    {plain("T"), plain("q")},
                                                    {plain("code"), "\x07"},
                                                    {"\xd9\x01p", "\x07"},
                                                    {plain(""), "\x07"},
                                                    {plain(std::string_view("\0p", 2)), "\x07"},
                                                    {plain(std::string_view("\0bp", 3)), "\x07"}};
            fields.push_back(oneOf(further));
        }
        auto count = fields.size() + (once(200) ? 1 : 0);
        std::string bytes
            = count > 15 || once(40) ? "\xde" + big(count, 2) : std::string(1, static_cast<char>(0x80U | count));
        for (const auto& [key, value] : fields) {
            bytes += key + value;
        }
        return bytes;
    }
};

} // namespace omni::brokers::alpaca::kit
