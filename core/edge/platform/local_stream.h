// The bytes below LocalConnection and LocalServer, once for each system. Not part of the module's face.

#pragma once

#include "core/base/error.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace omni::platform {

using Deadline = std::chrono::steady_clock::time_point;

class LocalStream
{
public:
    struct Parts;

    [[nodiscard]] static Result<LocalStream> open(const std::filesystem::path& profile, Deadline deadline);
    explicit LocalStream(std::unique_ptr<Parts> parts) noexcept;
    LocalStream(LocalStream&&) noexcept;
    LocalStream& operator=(LocalStream&&) noexcept;
    ~LocalStream();

    /// At least one byte, or 0 when no more will come. `to` is not empty. TimedOut: nothing was read.
    [[nodiscard]] Result<std::size_t> read(std::span<std::byte> to, Deadline deadline);
    /// At least one byte of `data`, which is not empty. TimedOut: nothing was written.
    [[nodiscard]] Result<std::size_t> write(std::span<const std::byte> data, Deadline deadline);
    void finishWriting() noexcept;
    void cancel() noexcept;
    [[nodiscard]] std::intptr_t descriptor() const noexcept;

private:
    std::unique_ptr<Parts> m_parts;
};

class LocalListener
{
public:
    /// The caller holds the profile's lock.
    [[nodiscard]] static Result<std::unique_ptr<LocalListener>> open(const std::filesystem::path& profile);
    ~LocalListener();
    LocalListener(const LocalListener&) = delete;
    LocalListener& operator=(const LocalListener&) = delete;

    [[nodiscard]] Result<LocalStream> accept(Deadline deadline);
    void stop() noexcept;
    [[nodiscard]] std::intptr_t descriptor() const noexcept;

private:
    struct Parts;
    explicit LocalListener(std::unique_ptr<Parts> parts) noexcept;
    std::unique_ptr<Parts> m_parts;
};

} // namespace omni::platform
