// The person whose profile it is, kept apart from what the record must keep (docs/personal-data.md).
//
// The journal is never rewritten: each record is sealed to the one before. What a person may want to have gone again
// stands in it under a key of that person, in the file "person-1" of the profile, beside the person's name; the journal
// says "person-1" and no more. Without the file nobody reads those words any more, in the journal, the database, or any
// copy of either (crypto-erasure). Who backs a profile up leaves the file out, or erases the copy as well.
//
// Sealing changes no decision: the engine takes the sealed words as it would take the words, and a replay has the same.

#pragma once

#include "core/base/error.h"
#include "core/desk/ports/log_folder.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace omni::person {

/// What the record calls the person. There is one so far: the owner of the profile.
inline constexpr std::string_view pseudonym = "person-1";

/// Bytes of words that fit sealed into `room` bytes: a mark, then base64 of 6 bytes and the words.
[[nodiscard]] constexpr std::size_t wordsIn(std::size_t room) noexcept
{
    constexpr std::size_t mark = 3, check = 6;
    return room < mark + 8 ? 0 : (room - mark) * 3 / 4 - check;
}

/// Name and key. Copies are as secret as the file. Any thread: nothing changes after it was made.
class Person
{
public:
    /// Reads the file, or makes one for `name` (durable before this returns). One that does not read is set aside as
    /// "person-1-damaged". `root`: the profile.
    [[nodiscard]] static Result<Person> of(ports::LogFolder& root, std::string_view name);
    /// With a key that nobody keeps: what it seals is lost with the program. For a disk that takes no file: nobody's
    /// stops wait for a name.
    [[nodiscard]] static Person unkept(std::string_view name);
    /// As `of`, asking a disk that has failed once more; then as `unkept`.
    [[nodiscard]] static Person ofOrUnkept(ports::LogFolder& root, std::string_view name);
    /// Only reads. None: erased, or never made. Corrupt: it is there and does not read.
    [[nodiscard]] static Result<std::optional<Person>> read(const ports::LogFolder& root);

    [[nodiscard]] const std::string& name() const noexcept
    {
        return m_name;
    }
    /// False: what it seals is lost with the program.
    [[nodiscard]] bool isKept() const noexcept
    {
        return m_isKept;
    }
    /// `words` under the key, as plain letters. The same words give the same letters. Empty words stay empty.
    [[nodiscard]] std::string sealed(std::string_view words) const;
    /// The words of `text`; `text` itself if it is not sealed, or by another key.
    [[nodiscard]] std::string opened(std::string_view text) const;

private:
    using Key = std::array<unsigned char, 32>;
    Person(std::string name, const Key& key);
    std::string m_name;
    Key m_key;
    bool m_isKept = true;
};

/// It has the form of sealed words. Whether they open only the key tells.
[[nodiscard]] bool isSealed(std::string_view text) noexcept;

/// What stands for words that nobody can read any more.
inline constexpr std::string_view erasedWords = "(erased)";

/// `text` as it may be shown: opened by `person`, or `erasedWords` where nothing opens it. Null: there is no person.
[[nodiscard]] std::string shownWords(const Person* person, std::string_view text);

/// Removes the file, whatever it holds, and one that was set aside; true if there was one. What it had sealed is gone
/// with it.
[[nodiscard]] Result<bool> erase(ports::LogFolder& root);

} // namespace omni::person
