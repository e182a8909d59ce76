// How little a password holds: the cheapest way to put it together of words, rows of keys, years and single signs.

#include "core/edge/security/accounts/password_rules.h"
#include "core/edge/security/accounts/usual_words.h"

#include <algorithm>
#include <array>
#include <vector>

namespace omni::accounts {

namespace {

// What a guesser pays for a piece, roughly a factor of a hundred each.
constexpr int wordCost = 2;
constexpr int rowCost = 1;
constexpr int yearCost = 1;
constexpr int signCost = 1;
constexpr int mostCommonCost = 5; ///< Two words and a sign; a word and a year with two signs.

constexpr std::size_t leastRow = 3;
constexpr std::array<std::string_view, 14> rows{"0123456789",
                                                "1234567890",
                                                "abcdefghijklmnopqrstuvwxyz",
                                                "qwertyuiop",
                                                "qwertzuiop",
                                                "azertyuiop",
                                                "asdfghjkl",
                                                "zxcvbnm",
                                                "yxcvbnm",
                                                "!@#$%^&*()",
                                                "!\"$%&/()=",
                                                "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
                                                "1q2w3e4r5t6y7u8i9o0p",
                                                "qazwsxedcrfvtgbyhnujmikolp"};

using Text = std::span<const std::byte>;

char smallLetter(std::byte each) noexcept
{
    const char c = static_cast<char>(each);
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isDigit(std::byte each) noexcept
{
    return each >= std::byte{'0'} && each <= std::byte{'9'};
}

/// The letter that `typed` is, and those for which people write it.
std::string_view lettersOf(std::byte typed, std::array<char, 4>& room) noexcept
{
    constexpr std::string_view pairs = "0o1i1l!i!l3e4a@a5s$s7t+t8b9g2z(c";
    room[0] = smallLetter(typed);
    std::size_t count = 1;
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
        if (pairs[i] == room[0]) {
            room[count++] = pairs[i + 1];
        }
    }
    return {room.data(), count};
}

bool standsFor(std::byte typed, char letter) noexcept
{
    if (smallLetter(typed) == letter) {
        return true;
    }
    std::array<char, 4> room{};
    return lettersOf(typed, room).find(letter) != std::string_view::npos;
}

bool beginsWith(Text text, std::string_view word) noexcept
{
    return text.size() >= word.size()
        && std::equal(word.begin(), word.end(), text.begin(),
                      [](char letter, std::byte typed) { return standsFor(typed, letter); });
}

/// The common words that begin with a letter.
auto wordsFrom(char letter)
{
    return std::ranges::equal_range(commonWords(), letter, {}, [](std::string_view word) { return word.front(); });
}

/// How many of the first signs of `text` lie side by side in one row, forwards or backwards.
std::size_t rowAt(Text text) noexcept
{
    std::size_t longest = 0;
    for (const auto row : rows) {
        for (std::size_t from = 0; from < row.size(); ++from) {
            std::size_t forwards = 0;
            while (forwards < text.size() && from + forwards < row.size()
                   && smallLetter(text[forwards]) == row[from + forwards]) {
                ++forwards;
            }
            std::size_t backwards = 0;
            while (backwards < text.size() && backwards <= from
                   && smallLetter(text[backwards]) == row[from - backwards]) {
                ++backwards;
            }
            longest = std::max({longest, forwards, backwards});
        }
    }
    return longest;
}

bool isYear(Text text) noexcept
{
    return text.size() >= 4 && std::ranges::all_of(text.first(4), isDigit)
        && ((text[0] == std::byte{'1'} && text[1] == std::byte{'9'})
            || (text[0] == std::byte{'2'} && text[1] == std::byte{'0'}));
}

bool isSeparator(std::byte each) noexcept
{
    constexpr std::string_view separators = " -_.,";
    return separators.find(static_cast<char>(each)) != std::string_view::npos;
}

std::size_t differentSigns(Text text) noexcept
{
    std::array<bool, 256> isThere{};
    for (const auto each : text) {
        isThere[std::to_integer<std::size_t>(each)] = true;
    }
    return static_cast<std::size_t>(std::ranges::count(isThere, true));
}

/// The whole is one short piece again and again.
bool isRepetition(Text text) noexcept
{
    constexpr std::size_t longestPiece = 6;
    for (std::size_t piece = 1; piece <= longestPiece && piece * 2 <= text.size(); ++piece) {
        bool isSame = true;
        for (std::size_t i = piece; i < text.size() && isSame; ++i) {
            isSame = text[i] == text[i - piece];
        }
        if (isSame) {
            return true;
        }
    }
    return false;
}

/// The least that a guesser pays for the whole, by the cheapest way to each place in it.
int costOf(Text text, std::string_view person)
{
    constexpr std::size_t leastName = 3;
    std::vector<int> cheapest(text.size() + 1, static_cast<int>(text.size()) + 1);
    cheapest[0] = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = text.subspan(at);
        const auto reach = [&](std::size_t length, int cost) {
            auto& known = cheapest[at + length];
            known = std::min(known, cheapest[at] + cost);
        };
        const bool isAgain = at > 0 && text[at - 1] == text[at];
        reach(1, isAgain || isSeparator(text[at]) ? 0 : signCost);
        std::array<char, 4> room{};
        for (const char letter : lettersOf(rest.front(), room)) {
            for (const auto word : wordsFrom(letter)) {
                if (beginsWith(rest, word)) {
                    reach(word.size(), wordCost);
                }
            }
        }
        if (person.size() >= leastName && beginsWith(rest, person)) {
            reach(person.size(), wordCost);
        }
        for (std::size_t length = rowAt(rest); length >= leastRow; --length) {
            reach(length, rowCost);
        }
        if (isYear(rest)) {
            reach(4, yearCost);
        }
    }
    return cheapest.back();
}

} // namespace

bool isCommonPassword(std::span<const std::byte> password, std::string_view person)
{
    constexpr std::size_t fewSigns = 3;
    if (differentSigns(password) <= fewSigns || isRepetition(password)) {
        return true;
    }
    return costOf(password, person) <= mostCommonCost;
}

} // namespace omni::accounts
