// Memory for what must not be found anywhere else: keys while they are in use, and passphrases on their way to them.
//
// libsodium's guarded allocations: pages of their own between pages that cannot be touched, locked against swapping,
// left out of core dumps, wiped when they are freed (safety 4.2, V7, V8). Each costs at least four pages, so this is
// for what is held, not for what passes through: that is `omni::Secret`.

#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <span>

namespace omni::platform {

/// Owns secret bytes. Can be moved, not copied; has no operators that compare, print or format. Empty owns nothing.
/// One thread writes; several may read what does not change.
class SecretBytes
{
public:
    static constexpr std::size_t mostBytes = std::size_t{1} << 20;

    SecretBytes() = default;
    /// `size` zero bytes, at most `mostBytes` (Invalid). Full when there is no memory.
    [[nodiscard]] static Result<SecretBytes> zeros(std::size_t size);
    /// `size` bytes of the system's randomness. Unavailable when the system has none.
    [[nodiscard]] static Result<SecretBytes> random(std::size_t size);
    /// A copy; wiping the original is the caller's.
    [[nodiscard]] static Result<SecretBytes> copyOf(std::span<const std::byte> source);
    /// Moves the bytes in here: `source` is wiped, also when this fails.
    [[nodiscard]] static Result<SecretBytes> takenFrom(std::span<std::byte> source);

    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    ~SecretBytes();

    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_size;
    }
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return m_size == 0;
    }
    /// False when the system would lock no more memory: the bytes could reach the swap. They are still guarded, out of
    /// core dumps and wiped. Whoever holds keys says so once, in the log and in the health view. True when empty.
    [[nodiscard]] bool isLocked() const noexcept
    {
        return m_isLocked;
    }
    /// The bytes themselves, good while this object lives. Easy to search for: each use wants a second look.
    [[nodiscard]] std::span<const std::byte> exposed() const noexcept
    {
        return {m_at, m_size};
    }
    [[nodiscard]] std::span<std::byte> exposedForWriting() noexcept
    {
        return {m_at, m_size};
    }
    /// Wipes and frees now.
    void clear() noexcept;

private:
    std::byte* m_at = nullptr;
    std::size_t m_size = 0;
    bool m_isLocked = true;
};

/// True when both are equally long and equal. Takes the same time wherever they differ; that the lengths differ is
/// no secret. Empty ones are equal.
[[nodiscard]] bool areEqualSecrets(std::span<const std::byte> a, std::span<const std::byte> b) noexcept;

/// Overwrites; the compiler does not leave it out.
void wipe(std::span<std::byte> bytes) noexcept;

/// No core dump of this process, neither when it dies nor by a debugger of the same user. For the very start, before
/// any window and any secret. Linux: not dumpable, so /proc/self belongs to root, core limit 0, and no memory in what a
/// debugger of root keeps by the system's rule. macOS: core limit 0. Windows: no crash dialog, no heap in error
/// reports. A program that it starts inherits the limit and the rule.
[[nodiscard]] Result<void> forbidCoreDumps();

} // namespace omni::platform
