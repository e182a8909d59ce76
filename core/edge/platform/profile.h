// The folder that holds all of one user's state, the lock that gives it to one program, and the kill latch in it.

#pragma once

#include "core/base/error.h"
#include "core/edge/platform/watchdog_press.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

namespace omni::platform {

/// Makes the profile folder with mode 0700, parents as well, if it is not there; checks it if it is. Denied with a
/// sentence when it is a link, no folder, another user's, or writable for the group or others.
[[nodiscard]] Result<void> prepareProfile(const std::filesystem::path& profile);

/// The same check without making anything; NotFound when it is not there.
[[nodiscard]] Result<void> checkProfile(const std::filesystem::path& profile);

/// Where profiles live when nothing else is said: the platform's data folder for this user, then "omnitrade".
[[nodiscard]] Result<std::filesystem::path> defaultProfile();

/// One program at a time has a profile (S24, F14).
///
/// A lock of the kernel on the file "lock" in the profile: it ends with the process however that dies, and it is one
/// lock whatever path leads there.
class ProfileLock
{
public:
    /// Denied at once when another has it, with its process number in the text; nothing is touched then.
    [[nodiscard]] static Result<ProfileLock> take(const std::filesystem::path& profile);
    /// The watchdog's own, on the file "watchdog-lock": one watches a profile, beside the program that has it.
    [[nodiscard]] static Result<ProfileLock> takeForWatchdog(const std::filesystem::path& profile);
    /// For one guess at the vault in that folder, which is there, on the file "guesses-lock" in it.
    [[nodiscard]] static Result<ProfileLock> takeForGuess(const std::filesystem::path& vaultFolder);
    ProfileLock(ProfileLock&&) noexcept;
    ProfileLock& operator=(ProfileLock&&) noexcept;
    ~ProfileLock();

private:
    struct Parts;
    explicit ProfileLock(std::unique_ptr<Parts> parts);
    [[nodiscard]] static Result<ProfileLock> takeFile(const std::filesystem::path& profile, const char* name,
                                                      const char* use);
    std::unique_ptr<Parts> m_parts;
};

/// The latch as the kill switch needs it, wherever it stands. Calls may block.
class KillLatch
{
public:
    virtual ~KillLatch() = default;
    /// Only raises. The answer says whether a restart would find it.
    virtual Result<void> set(std::uint8_t level) noexcept = 0;
    /// Only lowers: to a level below the one that stands.
    [[nodiscard]] virtual Result<void> lower(std::uint8_t level) = 0;
    [[nodiscard]] Result<void> clear()
    {
        return lower(0);
    }
    [[nodiscard]] virtual std::uint8_t level() const noexcept = 0;
    [[nodiscard]] virtual bool wasDamaged() const noexcept = 0;

    /// Another program, the watchdog, has pressed the switch of this profile and nobody has taken that in: the level;
    /// 0: it has not. Any thread, never waits.
    [[nodiscard]] virtual std::uint8_t pressedElsewhere() const noexcept
    {
        return 0;
    }
    /// Takes such a press in: the level rises, and the next `set` or `lower` writes that it is known. None: there is
    /// none, or another thread has it. Any thread, never waits.
    [[nodiscard]] virtual std::optional<WatchdogPress> takePress() noexcept
    {
        return std::nullopt;
    }
    /// The one that was found at the opening, while this program was not there.
    [[nodiscard]] virtual std::optional<WatchdogPress> pressAtStart() const
    {
        return std::nullopt;
    }
};

/// The kill latch: an atomic that the outbox reads before each byte, and a file that was opened and filled at the
/// start, so that setting it needs no room, no memory and no other part of the program (F68, S2, S12).
///
/// Levels are those of `omni::risk::KillLevel`, 0 = not latched. The file keeps two copies that are written in turn;
/// one that does not read as it was written counts as latched. The watchdog presses in a file of its own
/// (watchdog_press.h); what it has pressed while this program was away is part of the level from the opening on.
class KillLatchFile final : public KillLatch
{
public:
    /// Level that an unreadable latch counts as: cancel entries, the default of the switch.
    static constexpr std::uint8_t levelWhenDamaged = 2;
    static constexpr std::uint8_t highestLevel = 4;

    /// Opens "kill-latch" in the profile, or makes it. Reads what stands there.
    [[nodiscard]] static Result<std::unique_ptr<KillLatchFile>> open(const std::filesystem::path& profile);
    ~KillLatchFile() override;
    KillLatchFile(const KillLatchFile&) = delete;
    KillLatchFile& operator=(const KillLatchFile&) = delete;

    /// Any thread, at any time; allocates only for the text of a failure. Only raises: a lower level than the one that
    /// stands changes nothing. The latch holds when the call begins to write; the answer says whether a restart would
    /// find it, too.
    Result<void> set(std::uint8_t level) noexcept override;

    /// First in the file. Only for the engine, after it has checked the right and written the reason. A level that
    /// someone sets meanwhile stays; one that is not below what stands changes nothing.
    [[nodiscard]] Result<void> lower(std::uint8_t level) override;

    [[nodiscard]] std::uint8_t level() const noexcept override
    {
        // acquire: whoever sees the latch also sees what its setter did before.
        return m_level.load(std::memory_order_acquire);
    }
    /// The file did not read as it was written. It was taken as latched.
    [[nodiscard]] bool wasDamaged() const noexcept override
    {
        return m_wasDamaged;
    }
    [[nodiscard]] std::uint8_t pressedElsewhere() const noexcept override;
    [[nodiscard]] std::optional<WatchdogPress> takePress() noexcept override;
    [[nodiscard]] std::optional<WatchdogPress> pressAtStart() const override
    {
        return m_pressAtStart;
    }

private:
    struct File;
    explicit KillLatchFile(std::unique_ptr<File> file);
    [[nodiscard]] Result<void> load();
    void raise(std::uint8_t wanted) noexcept;
    [[nodiscard]] Result<void> store(std::uint8_t level) noexcept;

    std::atomic<std::uint8_t> m_level{0};
    std::atomic<std::uint32_t> m_pressTaken{0};
    std::optional<WatchdogPress> m_pressAtStart;
    bool m_wasDamaged = false;
    std::mutex m_mutex; ///< Around the file.
    std::unique_ptr<File> m_file;
    std::uint64_t m_turn = 0;
};

} // namespace omni::platform
