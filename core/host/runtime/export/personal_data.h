// What a profile holds of its person and may lose: the name, the notes, the files of the window, the logs
// (docs/personal-data.md says why, and what stays under "person-1").

#pragma once

#include "core/base/time.h"
#include "core/host/control/run_failure.h"
#include "core/host/person/person.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace omni::runtime {

struct LockedProfile; // open_profile.h

/// A note of the trade journal as its person wrote it.
struct PersonalNote {
    Timestamp at;
    std::string tag, text;
};

struct PersonalData {
    std::string name; ///< Of the user at the machine. Empty: erased, or nothing ever ran here.
    std::vector<PersonalNote> notes; ///< Those that can still be read.
    std::vector<std::pair<std::string, std::string>> files; ///< "layouts/ui.json" and what stands in it; logs as well.
    std::uint64_t unreadableNotes = 0; ///< In the record, and sealed under a key that is gone.

    [[nodiscard]] bool isEmpty() const noexcept
    {
        return name.empty() && notes.empty() && files.empty();
    }
};

/// Reads only. A profile in use may be read, too. NotFound when there is no such profile.
[[nodiscard]] Outcome<PersonalData> personalDataOf(const std::filesystem::path& profile);
/// {"person":"person-1","name":…,"notes":[…],"files":[…],"unreadable_notes":N}
[[nodiscard]] std::string jsonOf(const PersonalData& data);
/// at,tag,text
[[nodiscard]] std::string csvOf(const PersonalData& data);

/// That something was erased, without a word of what: for a record that must show it, like the audit.
struct Erasure {
    std::string_view person = person::pseudonym;
    std::uint64_t notes = 0, files = 0;
};
class ErasureRecord
{
public:
    virtual ~ErasureRecord() = default;
    /// Before anything goes. What it refuses is not done.
    [[nodiscard]] virtual Result<void> note(const Erasure& erasure) = 0;
};
/// Adds a line to the file "erasures" of the profile: when, whose, how many.
class ErasureFile final : public ErasureRecord
{
public:
    ErasureFile(std::filesystem::path profile, Timestamp now);
    [[nodiscard]] Result<void> note(const Erasure& erasure) override;

private:
    std::filesystem::path m_profile;
    Timestamp m_now;
};

/// Removes the person's file, and the window's files and the logs. Refused while a program works on the profile. The
/// journal is not touched: it stays sound, and so does a replay. Twice is once.
[[nodiscard]] Outcome<Erasure> erasePersonalData(const std::filesystem::path& profile, ErasureRecord& record);
/// The same in a profile that this program holds.
[[nodiscard]] Outcome<Erasure> erasePersonalData(const LockedProfile& profile, ErasureRecord& record);

} // namespace omni::runtime
